"""What an expression stands for, one step back on its way: a name, an attribute, an entry, a call.

The way goes through what functions are given and give back, what loops and comprehensions take in
turn, what tuples are unpacked into, what objects are made with, and contexts.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import (
    ITSELF,
    calls_of_function,
    class_around,
    given_to,
)
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.secrets.entries_changed import put_further
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.attributes import class_of_owner
from guardrail.frontends.python.receivers.constructed import (
    given_to_parameter,
    given_when_made,
)
from guardrail.frontends.python.receivers.members import is_yielded, results_of
from guardrail.frontends.python.source.comprehensions import clause_around, place_in
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.records import held_values
from guardrail.patterns import late

GROWING = (BindingKind.APPENDED, BindingKind.EXTENDED, BindingKind.AUGMENTED)
"""How a list, or a text, gets more of what it holds."""
FINDING = frozenset(("glob", "rglob", "iglob"))
"""Calls that give the files which a pattern finds."""
_MOST, _DEEPEST = 8, 6
_HIDING = late(r"(?i)\*{3}|redact|\bmask|_mask|censor|scrub|saniti[sz]|obfusc|<hidden|hidden>")
_IN_ORDER = frozenset(("sorted", "list", "tuple", "reversed", "iter"))
_VALUES = frozenset(("items", "values"))
_COMMON = frozenset(("get", "read", "items", "values", "keys", "format", "json", "info", "copy"))
_COPIES = frozenset(("dict", "deepcopy", "copy", "loads", "dumps"))


def behind_name(reading: Reading, node: Node, depth: int = 0) -> list[Node]:
    """What a name may stand for."""
    module = reading.module
    clause = clause_around(module, node)
    if clause is not None:
        over, left = clause.child_by_field_name("right"), clause.child_by_field_name("left")
        if over is None or left is None:
            return []
        place = place_in(module, left, module.name(node))
        return taken_in_turn(reading, over, place, depth)
    reaching = reading.builder.flow.reaching(node)[:_MOST]
    return [one for binding in reaching for one in behind_binding(reading, node, binding, depth)]


def behind_binding(reading: Reading, node: Node, binding: Binding, depth: int = 0) -> list[Node]:
    """What one binding of a name makes it stand for."""
    value = binding.value
    if binding.kind is BindingKind.PARAMETER:
        default = [value] if value is not None else []
        return [*given_by_calls(reading, node), *default]
    if value is None:
        return []
    if binding.kind is BindingKind.ASSIGNED:
        return [value] if binding.index is None else unpacked(reading, value, binding.index)
    if binding.kind is BindingKind.LOOPED:
        return taken_in_turn(reading, value, binding.index, depth)
    return opened(reading, value) if binding.kind is BindingKind.OPENED else []


def given_by_calls(reading: Reading, parameter: Node) -> list[Node]:
    """What the module's own calls give the parameter that a name is, worked out once for each."""
    scope = reading.builder.flow.bindings(parameter)[0]
    name = reading.module.name(parameter)
    if scope is None or scope.node.type != "function_definition" or name in ITSELF:
        return []
    key = (f"given by calls {name}", scope.node.id)
    held: list[Node] | None = reading.remembered.get(key)
    if held is None:
        reading.remembered[key] = []
        found = given_to_parameter(reading, parameter)
        if not found:
            calls = calls_of_function(reading, scope.node, class_around(scope.node))
            given = (given_to(reading.module, scope.node, one).get(name) for one in calls[:_MOST])
            found = [each for one in given if one is not None for each in _collected(reading, one)]
        held = reading.remembered[key] = found[:_MOST]
    return held


def is_collected(reading: Reading, node: Node) -> bool:
    """Whether a name is what a function is given by name, as a mapping: `def notify(**fields)`."""
    scope = reading.builder.flow.bindings(node)[0] if node.type == "identifier" else None
    given = scope.node.child_by_field_name("parameters") if scope is not None else None
    splat = f"**{reading.module.name(node)}"
    parts = reading.module.children(given)[0] if given is not None else ()
    return any(reading.module.code(one).partition(":")[0].strip() == splat for one in parts)


def _collected(reading: Reading, binding: Binding) -> list[Node]:
    """What a call gives a parameter, each of its arguments for one that collects them."""
    value = binding.value
    if value is None or binding.kind is not BindingKind.COLLECTED:
        return [value] if value is not None else []
    given = reading.module.children(value)[0]
    named = [one for one in given if one.type == "keyword_argument"]
    if binding.index is None:
        return named
    return [one for one in given if one.type != "keyword_argument"][binding.index :]


def unpacked(reading: Reading, value: Node, index: int) -> list[Node]:
    """The element at a place of the tuple that an expression, or an own function, gives."""
    value = unwrapped(reading.builder.flow.value(value) or value)
    given = called(reading, value) if value.type == "call" else [value]
    elements = (reading.builder.flow.elements(one) for one in given)
    return [each[index] for each in elements if each is not None and index < len(each)]


def taken_in_turn(reading: Reading, over: Node, index: int | None, depth: int = 0) -> list[Node]:
    """What a loop takes one after the other, or the part of it at an index.

    Of a mapping that is the mapping itself, but for its names alone.
    """
    over = unwrapped(over)
    if depth > _DEEPEST:
        return []
    if over.type == "call":
        call = reading.call(over)
        owner = call.function.child_by_field_name("object")
        if call.last in _IN_ORDER and len(call.positional) == 1:
            return taken_in_turn(reading, call.positional[0], index, depth + 1)
        if call.last in FINDING:
            return [over]
        if call.last in _VALUES and owner is not None and not call.positional:
            return [] if index == 0 and call.last == "items" else [owner]
        if (own := own_function(reading, call)) is not None:
            given = results_of(reading.module, own)[:_MOST]
            found = []
            for one in given:
                elements = reading.builder.flow.elements(one) if index is not None else None
                if not is_yielded(one):
                    found += taken_in_turn(reading, one, index, depth + 1)
                elif elements is None or index is None:
                    found.append(one)
                elif index < len(elements):
                    found.append(elements[index])
            return found
    found = (yielded(reading.builder.flow, over, index) or [])[:_MOST]
    if not found and over.type in ("list", "tuple", "set"):
        for one in reading.module.children(over)[0][:_MOST]:
            inner = one.named_children[0] if one.type == "list_splat" else None
            parts = reading.builder.flow.elements(one) if index is not None else [one]
            if inner is not None:
                found += taken_in_turn(reading, inner, index, depth + 1)
            elif parts is not None and (index or 0) < len(parts):
                found.append(parts[index or 0])
    if not found and over.type in ("identifier", "attribute"):
        named = over.type == "identifier"
        held = behind_name(reading, over, depth + 1) if named else behind_attribute(reading, over)
        for one in held:
            found += taken_in_turn(reading, one, index, depth + 1)
        found += _grown_by(reading, over, index, depth) if named else []
    return found


def _grown_by(reading: Reading, over: Node, index: int | None, depth: int) -> list[Node]:
    """What a list has that was put into it after it was made: `found.extend(root.glob(name))`."""
    found: list[Node] = []
    for one in reading.builder.flow.bindings(over)[1][-_MOST:]:
        if one.value is None or one.kind not in GROWING:
            continue
        if one.kind is not BindingKind.APPENDED:
            found += taken_in_turn(reading, one.value, index, depth + 1)
        elif index is None:
            found.append(one.value)
    return found


def opened(reading: Reading, value: Node) -> list[Node]:
    """What a context gives: what the module's own function for it yields, or what is opened."""
    if value.type != "call":
        return []
    own = own_function(reading, reading.call(value))
    return [value] if own is None else results_of(reading.module, own)[:_MOST]


def behind_attribute(reading: Reading, node: Node) -> list[Node]:
    """What an attribute of an object of the module's own may be."""
    flow = reading.builder.flow
    value = flow.value(node)
    if value is not None and value.id != node.id:
        return [value]
    found: list[Node] = []
    for one in flow.attributes(node)[:_MOST]:
        if one.value is None or one.kind is not BindingKind.ASSIGNED:
            continue
        found += [one.value] if one.index is None else unpacked(reading, one.value, one.index)
    owner, name = node.child_by_field_name("object"), node.child_by_field_name("attribute")
    if owner is not None and name is not None:
        found += held_values(flow, owner, reading.module.name(name))
        scope = class_of_owner(reading, owner)
        if not found and scope is not None and "__init__" not in scope.bindings:
            found += given_when_made(reading, scope.node, reading.module.name(name))
    return [one for one in found if one.id != node.id]


def behind_entry(reading: Reading, owner: Node, key: str, depth: int = 0) -> list[Node]:
    """What stands under a key of a mapping: also of one that a function is given, or gives."""
    flow, owner = reading.builder.flow, unwrapped(owner)
    if depth > _DEEPEST:
        return []
    if owner.type == "dictionary":
        return flow.entries(owner).get(key, [])
    if owner.type == "call":
        call = reading.call(owner)
        if call.last == "dict" and key in call.keywords:
            return [call.keywords[key]]
        copied = call.last in _COPIES and len(call.positional) == 1
        given = call.positional if copied else called(reading, owner)
    elif owner.type == "identifier":
        set_later = [one for named, one in put_further(reading, owner) if named == key]
        if set_later:
            return set_later
        given = behind_name(reading, owner)
    else:
        given = behind_attribute(reading, owner) if owner.type == "attribute" else []
    return [each for one in given for each in behind_entry(reading, one, key, depth + 1)][:_MOST]


def called(reading: Reading, node: Node) -> list[Node]:
    """What a call of the module's own functions gives: by its name, or one out of several."""
    call = reading.call(node)
    own = own_function(reading, call) or _only_method(reading, call)
    if own is not None:
        return results_of(reading.module, own)[:_MOST]
    if call.function.type not in ("identifier", "subscript"):
        return []
    if call.function.type == "identifier" and reading.scopes.of_class(call.name) is not None:
        return []
    found: list[Node] = []
    for one in behind_name(reading, call.function) if call.function.type == "identifier" else ():
        found += _results(reading, one)
    return found[:_MOST]


def _only_method(reading: Reading, call: Call) -> Node | None:
    """The method of a call on what a function is given, where only one in the module is so called.

    What is called on is of a class of the module then: nothing else tells whose it is.
    """
    owner = call.function.child_by_field_name("object")
    if owner is None or owner.type != "identifier" or reading.builder.flow.value(owner) is not None:
        return None
    module, key = reading.module, f"only method {call.last}"
    if key not in module.facts:
        module.facts[key] = None if call.last in _COMMON else _method_called(module, call.last)
    found: Node | None = module.facts[key]
    return found


def _method_called(module: Module, name: str) -> Node | None:
    begins = f"def {name}("
    at = module.plain.find(begins)
    if at < 0 or module.plain.find(begins, at + 1) >= 0:
        return None
    for trail in module.around([(at + len("def "), at + len(begins) - 1)]):
        function = next((one for one in trail[:3] if one.type == "function_definition"), None)
        if function is not None and class_around(function) is not None:
            return function
    return None


def _results(reading: Reading, function: Node) -> list[Node]:
    """What a function gives that stands in a list or a dictionary."""
    if function.type == "lambda":
        body = function.child_by_field_name("body")
        return [body] if body is not None else []
    if function.type in ("dictionary", "call", "list", "tuple"):
        elements = [one for _, one in reading.builder.flow.pairs(function)]
        return [each for one in elements[:_MOST] for each in _results(reading, one)]
    if function.type != "identifier":
        value = reading.builder.flow.value(function)
        return [] if value is None or value.id == function.id else _results(reading, value)
    own = reading.scopes.function(reading.module.name(function))
    if own is None:
        value = reading.builder.flow.value(function)
        known = value is not None and value.type != "identifier"
        return _results(reading, value) if known and value is not None else []
    return results_of(reading.module, own)[:_MOST]


def made_with(reading: Reading, node: Node) -> list[Node]:
    """What an object of the module's own class was made with."""
    value = unwrapped(reading.builder.flow.value(node) or node)
    if value.type != "call":
        return []
    call: Call = reading.call(value)
    if reading.scopes.of_class(call.name) is None:
        return []
    return [*call.positional, *call.keywords.values(), *call.double_stars][: 2 * _MOST]


def hides(reading: Reading, call: Call) -> bool:
    """Whether a function of the module's own shows something else in place of a secret."""
    own = own_function(reading, call)
    if own is None:
        return False
    key = ("hides", own.id)
    held: bool | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = _HIDING.search(reading.module.code(own)) is not None
    return held
