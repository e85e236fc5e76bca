"""Who chooses the value of an expression: followed back through names, calls and operators."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.comprehensions import is_numbered
from guardrail.frontends.python.source.looks_that_decide import decides_nothing, quoted_apart
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.declared_fields import is_plain_field, is_plain_type
from guardrail.frontends.python.values.injected import is_injected
from guardrail.frontends.python.values.route_parameters import (
    answers_requests,
    is_number_in_route,
    sent_inside,
)
from guardrail.knowledge.python.network import REQUEST_TEXTS
from guardrail.knowledge.python.origins import (
    ASKING_CALLS,
    KEEPING_CALLS,
    LOOKED_AT,
    NUMBERS_BY_NAME,
    PLAIN_CALLS,
    QUOTING,
)
from guardrail.model import Origin
from guardrail.patterns import late

_DEEPEST = 8
_MOST_PARTS = 12
_MOST_CALLS = 8
_LONGEST_BODY = 6_000
_WRITTEN = frozenset(("integer", "float", "true", "false", "none", "comparison_operator"))
_SUMS = frozenset(
    (
        "string",
        "concatenated_string",
        "tuple",
        "list",
        "set",
        "dictionary",
        "pair",
        "boolean_operator",
        "expression_list",
    )
)
_COMPREHENSIONS = frozenset(
    ("list_comprehension", "generator_expression", "set_comprehension", "dictionary_comprehension")
)
_OWN = frozenset(("self", "cls"))
_SAID = late(
    r"^\s*(?:raise|(?:async\s+)?def)\b.*|\bfor\s+[\w,\s()*]+\sin\s+[A-Z]\w*"
    r"|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
)
"""What a line says and doesn't ask: a text ("invalid name"), an exception, a function's head."""
_SPACES = late(r"r?(?P<quote>[\"'])(?:\[?(?:\\[stnr]| )+\]?[+*]?|\\s\{2,\})(?P=quote)")
"""A pattern of spaces alone: what replaces these keeps the rest of what it is given."""


def origin_of(reading: Reading, node: Node, depth: int) -> Origin:
    """The origin of an expression's value, worked out once; what leads back to itself is inside."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return Origin.INSIDE
    key = ("origin", node.id)
    held: Origin | None = reading.remembered.get(key)
    if held is None:
        reading.remembered[key] = Origin.INSIDE
        held = reading.remembered[key] = _told_by(reading, node, depth)
    return held


def is_looked_at(reading: Reading, place: int, name: str) -> bool:
    """Whether a line of the function before the place looks at the value in a way that tells."""
    definitions = place_of(reading.module, place).definitions
    if not definitions:
        return False
    start = max(definitions[-1].start_byte, place - _LONGEST_BODY)
    lines = reading.module.text[start:place].splitlines()
    named = re.compile(rf"\b{re.escape(name)}\b")
    return any(
        named.search(asked)
        and LOOKED_AT.search(asked)
        and not decides_nothing(lines, number)
        and not quoted_apart(asked, name)
        for number, line in enumerate(lines)
        if name in line
        for asked in (_SAID.sub("", line),)
    )


def _worst(reading: Reading, nodes: Iterable[Node | None], depth: int) -> Origin:
    found = Origin.PROGRAM
    for node in [one for one in nodes if one is not None][:_MOST_PARTS]:
        found = max(found, origin_of(reading, node, depth + 1))
        if found is Origin.SENT:
            break
    return found


def _told_by(reading: Reading, node: Node, depth: int) -> Origin:
    module, kind = reading.module, node.type
    if kind in _WRITTEN:
        return Origin.PROGRAM
    if kind == "identifier":
        return _of_name(reading, node, depth)
    if kind == "attribute":
        return _of_attribute(reading, node, depth)
    if kind == "call":
        return _of_call(reading, node, depth)
    if kind == "subscript":
        return _worst(reading, (node.child_by_field_name("value"),), depth)
    if kind == "binary_operator":
        return _of_operator(reading, node, depth)
    if kind == "conditional_expression":
        chosen = module.children(node)[0]
        return _worst(reading, (chosen[0], chosen[-1]), depth)
    if kind in _COMPREHENSIONS:
        return _worst(reading, (node.child_by_field_name("body"),), depth)
    if kind == "interpolation":
        return _worst(reading, (node.child_by_field_name("expression"),), depth)
    if kind in _SUMS:
        return _worst(reading, module.children(node)[0], depth)
    if kind in ("string_start", "string_content", "string_end"):
        return Origin.PROGRAM
    return Origin.INSIDE


def _of_operator(reading: Reading, node: Node, depth: int) -> Origin:
    """A sum is of both sides; a product and a difference are numbers, or a list repeated."""
    operator = node.child_by_field_name("operator")
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    sign = reading.module.code(operator) if operator is not None else ""
    if sign in ("+", "%"):
        return _worst(reading, (left, right), depth)
    return Origin.PROGRAM


def _of_name(reading: Reading, node: Node, depth: int) -> Origin:
    name = reading.module.name(node)
    if name.isupper():
        return Origin.PROGRAM
    flow = reading.builder.flow
    clause = flow.comprehension_clause(node)
    if clause is not None:
        return _worst(reading, (clause.child_by_field_name("right"),), depth)
    found = [_of_binding(reading, name, one, depth) for one in flow.reaching(node)[:_MOST_PARTS]]
    origin = max(found, default=Origin.INSIDE)
    if origin is Origin.OUTSIDE:
        origin = _handed(reading, node, depth)
    if origin >= Origin.OUTSIDE and is_looked_at(reading, node.start_byte, name):
        return Origin.INSIDE
    return origin


def _handed(reading: Reading, node: Node, depth: int) -> Origin:
    """What the calls of the function around give a parameter of its, if that is known of all."""
    scope = reading.builder.flow.bindings(node)[0]
    function = scope.node if scope is not None else None
    if function is None or function.type != "function_definition":
        return Origin.OUTSIDE
    name = reading.module.name(node)
    found = []
    calls = calls_of_function(reading, function, class_around(function))
    for call in calls[:_MOST_CALLS]:
        given = given_to(reading.module, function, call).get(name)
        value = given.value if given is not None else None
        if value is not None and value.type == "argument_list":
            taken = reading.module.children(value)[0][given.index or 0 :] if given else ()
            found.append(_worst(reading, taken, depth))
            continue
        within = bool(place_of(reading.module, call.node.start_byte).definitions)
        origin = origin_of(reading, value, depth + 1) if value is not None else Origin.OUTSIDE
        if origin >= Origin.ASKED:
            return origin
        # What a script tries out at its end says nothing of who else calls it.
        found.append(origin if within else Origin.OUTSIDE)
    return max(found) if found and len(calls) <= _MOST_CALLS else Origin.OUTSIDE


def _of_binding(reading: Reading, name: str, binding: Binding, depth: int) -> Origin:
    typed = binding.annotation
    if typed is not None and is_plain_type(reading, reading.module.code(typed)):
        return Origin.PROGRAM
    value = binding.value
    if binding.kind is BindingKind.PARAMETER:
        if is_number_in_route(reading, name, binding):
            return Origin.PROGRAM
        by_default = value is not None and value.type in ("integer", "float", "true", "false")
        if by_default or name in _OWN or is_injected(reading, binding):
            return Origin.INSIDE
        return Origin.SENT if answers_requests(reading, binding) else Origin.OUTSIDE
    if value is None:
        return Origin.INSIDE
    if binding.kind is BindingKind.COLLECTED:
        return _worst(reading, reading.module.children(value)[0][binding.index or 0 :], depth)
    counted = binding.kind is BindingKind.LOOPED and binding.index == 0
    if counted and is_numbered(reading.module, value):
        return Origin.PROGRAM
    if binding.kind not in (BindingKind.ASSIGNED, BindingKind.LOOPED, BindingKind.AUGMENTED):
        return Origin.INSIDE
    if binding.index is not None and value.type in ("tuple", "expression_list"):
        parts = reading.module.children(value)[0]
        return _worst(reading, parts[binding.index : binding.index + 1], depth)
    return _worst(reading, (value,), depth)


def _of_attribute(reading: Reading, node: Node, depth: int) -> Origin:
    text = reading.module.code(node)
    last = text.rpartition(".")[2]
    if REQUEST_TEXTS.match(text[:80]):
        # What a run is triggered with is mostly an operator's word.
        return Origin.ASKED if "dag_run" in text else Origin.SENT
    if text == "sys.argv":
        return Origin.ASKED
    if last.isupper():
        return Origin.PROGRAM
    if is_plain_field(reading, node):
        return Origin.PROGRAM
    owner = node.child_by_field_name("object")
    if owner is not None and owner.type == "identifier":
        bound = reading.builder.flow.reaching(owner)[:_MOST_PARTS]
        given = [one for one in bound if one.kind is BindingKind.PARAMETER]
        if any(sent_inside(reading, one, last) for one in given):
            looked_at = is_looked_at(reading, node.start_byte, text)
            return Origin.INSIDE if looked_at else Origin.SENT
    origin = _worst(reading, (owner,), depth)
    return min(origin, Origin.INSIDE) if NUMBERS_BY_NAME.search(last) else origin


def _of_call(reading: Reading, node: Node, depth: int) -> Origin:
    module = reading.module
    call = call_of(module, node, "")
    last = module.code(call.function).rpartition(".")[2]
    if last in PLAIN_CALLS or QUOTING.search(last):
        return Origin.PROGRAM
    if last in ASKING_CALLS:
        return Origin.SENT if last == "get_json" else Origin.ASKED
    given = [*call.positional, *call.keywords.values()]
    if last == "map" and given:
        made = module.code(given[0])
        return Origin.PROGRAM if made in PLAIN_CALLS else _worst(reading, given[1:], depth)
    if last == "replace" and given and _is_quote(module.code(given[0])):
        return Origin.PROGRAM
    if last == "sub" and len(given) > 2 and _SPACES.fullmatch(module.code(given[0])):
        return _worst(reading, given[2:3], depth)
    if last not in KEEPING_CALLS:
        return _of_own(reading, call, depth)
    owner = call.function.child_by_field_name("object")
    if last == "get" and owner is not None:
        given = given[1:]
    return _worst(reading, (owner, *given), depth)


def _of_own(reading: Reading, call: Call, depth: int) -> Origin:
    """Who chooses what a function of the module gives: it may ask somebody itself.

    What it is given counts where it gives that back, which isn't followed: so only what is asked.
    """
    named = call.function.type == "identifier"
    own = reading.scopes.function(reading.module.name(call.function)) if named else None
    given = results_of(reading.module, own) if own is not None else []
    origin = _worst(reading, given, depth) if given else Origin.INSIDE
    return origin if origin >= Origin.ASKED else Origin.INSIDE


def _is_quote(code: str) -> bool:
    return code.strip("bru\"'\\") == "" and "'" in code
