"""Ages that nothing is too young for: older than `now - timedelta(days=0)` is everything.

The number of days may be a parameter's, an option's or a setting's that is 0 where nobody says
otherwise, or that a call gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.defaults import default_of
from guardrail.frontends.python.readers.picking.young import is_age
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import is_property, results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.options import default_texts
from guardrail.frontends.python.values.amounts import amount
from guardrail.frontends.python.values.left_unset import is_zero, left_unset
from guardrail.frontends.python.values.records import held_values
from guardrail.patterns import late

_DEEPEST = 8
_MOST = 8
_LOOKING_UP = ("get", "pop")
_WITH_DEFAULT = _PAIR = 2
_COMPARED = late(r"[<>]")
_SCALING = ("*", "/", "//")
_WHOLE = ("int", "round", "float", "floor", "str")
"""What a time in other units is made by: `int((time.time() - days * 86400) * 1000)`."""
_KEEPING = frozenset(("int", "float", "max", "abs", "total_seconds"))


def takes_every_age(reading: Reading, condition: Node) -> bool:
    """Whether a comparison with an age holds for whatever there is, or for nothing at all."""
    node = unwrapped(condition)
    if node.type != "comparison_operator" or not _COMPARED.search(reading.module.code(node)):
        return False
    parts = reading.module.children(node)[0]
    if any(one.type != "integer" and is_now(reading, one, 0) for one in parts):
        return True
    # `age >= 0`: of a number that isn't known to be an age 0 says nothing.
    noughts = [one.type == "integer" and reading.module.code(one) == "0" for one in parts]
    return len(parts) == _PAIR and any(noughts) and is_age(reading, parts[1 if noughts[0] else 0])


def is_nought(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether a number is 0, or is where nobody says otherwise; of a parameter, what calls give."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return False
    found = amount(reading, node)
    if found is not None:
        return found.number == 0
    if is_zero(reading.builder, node):
        return True
    if node.type in ("identifier", "attribute"):
        return any(is_nought(reading, one, depth + 1) for one in _ways(reading, node))
    if node.type == "binary_operator":
        sides = [node.child_by_field_name(part) for part in ("left", "right")]
        sign = node.child_by_field_name("operator")
        times = sign is not None and reading.module.code(sign) == "*"
        return times and any(
            one is not None and is_nought(reading, one, depth + 1) for one in sides
        )
    if node.type == "subscript":
        # `options["days"]` of a management command, `RETENTION["days"]`
        key = reading.known(node.child_by_field_name("subscript"))
        by_default = default_texts(reading.module, key) if key else ()
        owner = node.child_by_field_name("value")
        held = _entries(reading, owner, key) if owner is not None and key else ()
        return any(is_nought(reading, one, depth + 1) for one in (*by_default, *held))
    if node.type == "boolean_operator":
        # `os.environ.get("DAYS") or 0`
        asked, otherwise = reading.module.children(node)[0][:2]
        unset = left_unset(reading.builder, asked) or is_zero(reading.builder, asked)
        return bool(unset) and is_nought(reading, otherwise, depth + 1)
    if node.type != "call":
        return False
    call = reading.call(node)
    given = [*call.positional, *call.keywords.values()]
    owner = call.function.child_by_field_name("object")
    if call.last == "timedelta":
        return bool(given) and all(is_nought(reading, one, depth + 1) for one in given)
    if call.last == "total_seconds" and owner is not None:
        return is_nought(reading, owner, depth + 1)
    if call.last in _LOOKING_UP and owner is not None and call.positional:
        key = reading.known(call.positional[0])
        if any(is_nought(reading, one, depth + 1) for one in _entries(reading, owner, key)):
            return True
    if call.last in _LOOKING_UP and len(call.positional) == _WITH_DEFAULT:
        # `event.get("days", 0)`
        return is_nought(reading, call.positional[1], depth + 1)
    # The larger of several is 0 where all are.
    whole = call.last in _KEEPING and bool(given)
    return whole and all(is_nought(reading, one, depth + 1) for one in given)


def _entries(reading: Reading, owner: Node, key: str) -> Sequence[Node]:
    """What stands under a key in a dictionary that is written out, where it holds that key."""
    flow = reading.builder.flow
    value = flow.value(owner)
    if value is None or value.type != "dictionary":
        return ()
    return [one for name, one in flow.pairs(value) if name == key][:_MOST]


def is_now(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether an expression is a time of 0 days, or now less a time of 0 days."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return False
    if node.type in ("identifier", "attribute"):
        ways = [one for one in _ways(reading, node) if one.type != "integer"]
        if any(is_now(reading, one, depth + 1) for one in ways):
            return True
    if node.type == "binary_operator":
        right, sign = node.child_by_field_name("right"), node.child_by_field_name("operator")
        less = sign is not None and reading.module.code(sign) == "-"
        if less and right is not None and right.type != "integer":
            return is_nought(reading, right)
        if sign is not None and reading.module.code(sign) in _SCALING:
            left = node.child_by_field_name("left")
            sides = [one for one in (left, right) if one is not None and one.type != "integer"]
            if any(is_now(reading, one, depth + 1) for one in sides):
                return True
    if node.type == "call":
        call = reading.call(node)
        inner = call.positional[0] if call.last in _WHOLE and len(call.positional) == 1 else None
        if inner is not None and is_now(reading, inner, depth + 1):
            return True
        return is_nought(reading, node) or _gives_now(reading, call, depth)
    return is_nought(reading, node)


def _gives_now(reading: Reading, call: Call, depth: int) -> bool:
    """Whether a function of the module gives now for a call: `def cutoff(days=0)`."""
    functions = called_functions(reading.builder.flow, call.node)
    given = results_of(reading.module, functions[0])[:_MOST] if len(functions) == 1 else []
    if not given:
        return False
    told = given_to(reading.module, functions[0], call)
    light = in_the_light_of(reading, {functions[0].id: told}, None) if told else reading
    return any(is_now(light, one, depth + 1) for one in given)


def _of_property(reading: Reading, node: Node) -> Sequence[Node]:
    """What a property of the class around gives: `self.cutoff` of `@property def cutoff(self)`."""
    named, scope = node.child_by_field_name("attribute"), reading.scopes.at(node.start_byte)[0]
    while scope.parent is not None and not scope.is_class:
        scope = scope.parent
    code = reading.module.code(node)
    if named is None or not scope.is_class or not code.startswith("self."):
        return ()
    for one in scope.bindings.get(reading.module.name(named), ()):
        own = one.value if one.kind is BindingKind.DEFINED else None
        if own is not None and is_property(reading.module, own):
            return results_of(reading.module, own)[:_MOST]
    return ()


def _ways(reading: Reading, node: Node) -> Iterator[Node]:
    """What a parameter is by default or is given by a call, what an option is by default."""
    flow, module = reading.builder.flow, reading.module
    named = node.child_by_field_name("attribute") if node.type == "attribute" else None
    if named is not None:
        yield from default_texts(module, module.name(named))
        owner = node.child_by_field_name("object")
        if owner is not None:
            yield from held_values(flow, owner, module.name(named))[:_MOST]
        for bound in flow.attributes(node)[:_MOST]:
            held = bound.value
            if held is not None and held.type == "identifier":
                yield from flow.given_to_maker(held)
        yield from _of_property(reading, node)
        return
    value = flow.value(node)
    if value is not None and value.id != node.id:
        yield value
        return
    reaching = flow.reaching(node)
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.PARAMETER:
        return
    scope = flow.bindings(node)[0]
    function = scope.node if scope is not None else None
    if function is None or function.type != "function_definition":
        return
    default = default_of(reading, node) or reaching[0].value
    name, left_out = module.name(node), False
    calls = calls_of_function(reading, function, class_around(function))[:_MOST]
    for call in calls:
        told = given_to(module, function, call).get(name)
        if told is not None and told.value is not None and told.value != reaching[0].value:
            yield told.value
        else:
            left_out = True
    if default is not None and (left_out or not calls):
        yield default
