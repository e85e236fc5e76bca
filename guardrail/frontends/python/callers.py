"""Which calls of a module are calls of one of its own functions, and what they give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tree_sitter import Node

from guardrail.frontends.python.bindings import Binding, BindingKind
from guardrail.frontends.python.calls import Call, call_of, passed_on
from guardrail.frontends.python.glance import PASSES_ON
from guardrail.frontends.python.objects import objects
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import Module
from guardrail.frontends.python.whole_words import call_places, whole

ITSELF = frozenset(("self", "cls"))
_CALLED = re.compile(r"\b([^\W\d]\w*)\s*\(")
_HANDED_ON = re.compile(
    rf"{whole(*PASSES_ON)}\s*\(\s*(?:[\w.]+\s*,\s*)?(?:\w+\.)*([^\W\d]\w*)\s*[,)]"
)
_MOST_CALLS = 5_000
_FEW = 20
_HANDED = ("handed on", 0)
_ASKED = ("names of calls", 0)
_STARRED = "list_splat_pattern"
_SIGNS = frozenset(("keyword_separator", "positional_separator"))


def named_calls(reading: Reading, names: Iterable[str]) -> Iterator[tuple[str, Call]]:
    """The calls of functions and methods of some names, with the name, in order.

    One that is handed on to be called counts too: `partial(run, "DELETE FROM users")`.
    """
    module = reading.module
    for trail in module.around(_places(reading, frozenset(names))):
        function = trail[1] if len(trail) > 2 and trail[1].type == "attribute" else None
        node = trail[2] if function is not None else trail[1] if len(trail) > 1 else None
        if node is None or trail[0].type != "identifier":
            continue
        called = function or trail[0]
        if node.type == "argument_list" and node.parent is not None:
            handed = passed_on(module, node.parent, called, reading.names.dotted(called))
            if handed is not None:
                yield module.name(trail[0]), handed
        if node.type != "call":
            continue
        call = call_of(module, node, reading.names.dotted(called))
        if call.function.id == called.id:
            yield module.name(trail[0]), call


def _places(reading: Reading, names: frozenset[str]) -> list[tuple[int, int]]:
    """Where in the module functions of some names are called, or handed on to be called.

    The first names are looked for in the text; where many are, all calls are put in order once.
    """
    plain = reading.module.plain
    handed: list[tuple[str, tuple[int, int]]] | None = reading.remembered.get(_HANDED)
    if handed is None:
        named = any(one in plain for one in PASSES_ON)
        matches = _HANDED_ON.finditer(plain) if named else ()
        handed = reading.remembered[_HANDED] = [(one[1], one.span(1)) for one in matches]
    asked = reading.remembered[_ASKED] = reading.remembered.get(_ASKED, 0) + len(names)
    if asked <= _FEW:
        called = [*call_places(plain, names)]
    else:
        by_name = _all_places(reading)
        called = [place for name in names for place in by_name.get(name, ())]
    return sorted({*called, *(place for name, place in handed if name in names)})[:_MOST_CALLS]


def _all_places(reading: Reading) -> dict[str, list[tuple[int, int]]]:
    """Where in the module something is called, by its name."""
    key = ("places of calls", 0)
    held: dict[str, list[tuple[int, int]]] | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = {}
        for match in _CALLED.finditer(reading.module.plain):
            held.setdefault(match[1], []).append(match.span(1))
    return held


def is_of(reading: Reading, call: Call, owner: str) -> bool:
    """Whether a call is of a method of the class `owner`, or of a plain function where it is ""."""
    if call.function.type != "attribute":
        return not owner
    held = call.function.child_by_field_name("object")
    if held is None or not owner:
        return False
    name = reading.names.dotted(held)
    made = reading.matching.typed(held)
    return name in ITSELF or owner in (name, made.removesuffix("()"))


def calls_of_function(reading: Reading, function: Node, owner: Node | None) -> list[Call]:
    """The calls of a function of the module, or of a method of its class `owner`."""
    module, named = reading.module, function.child_by_field_name("name")
    if named is None:
        return []
    name, of = module.name(named), ""
    if owner is not None:
        called = owner.child_by_field_name("name")
        of = module.name(called) if called is not None else ""
    if name == "__init__":
        name, of = of, ""
    return [
        call
        for _, call in named_calls(reading, (name,))
        if is_of(reading, call, of) or (owner is not None and _is_an(reading, call, owner))
    ]


def _is_an(reading: Reading, call: Call, owner: Node) -> bool:
    """Whether a method is called on what is known to be an object of a class of the module."""
    held = call.function.child_by_field_name("object")
    if call.function.type != "attribute" or held is None:
        return False
    return any(
        thing.of is not None and thing.of.node.id == owner.id for thing in objects(reading).of(held)
    )


def parameters_of(module: Module, function: Node) -> dict[str, Node]:
    """The parameters of a function by their names, without what a method is called on."""
    listed = function.child_by_field_name("parameters")
    found = {}
    for child in module.children(listed)[0] if listed is not None else ():
        name = _name_in(module, child)
        if name and name not in ITSELF:
            found[name] = child
    return found


def _name_in(module: Module, parameter: Node) -> str:
    """The name of a parameter, "" for `*` and `/`."""
    node: Node | None = parameter
    while node is not None and node.type != "identifier":
        node = node.child_by_field_name("name") or next(iter(module.children(node)[0]), None)
    return module.name(node) if node is not None else ""


def given_to(module: Module, function: Node, call: Call | None) -> dict[str, Binding]:
    """What a call gives the parameters of a function, or what they are where it gives none.

    A parameter that collects arguments (`*args`) is bound to the call's list of them, from the
    first that it collects.
    """
    body = function.child_by_field_name("body")
    listed = function.child_by_field_name("parameters")
    after = body.start_byte if body is not None else function.end_byte
    found: dict[str, Binding] = {}
    position = 0
    for child in module.children(listed)[0] if listed is not None else ():
        name = _name_in(module, child)
        if child.type in _SIGNS or not name or name in ITSELF:
            position = -1_000_000 if child.type == "keyword_separator" else position
            continue
        if _is_starred(child, _STARRED):
            arguments = call.node.child_by_field_name("arguments") if call is not None else None
            if arguments is not None and position >= 0:
                found[name] = Binding(BindingKind.COLLECTED, arguments, after, index=position)
            position = -1_000_000
            continue
        if _is_starred(child, "dictionary_splat_pattern"):
            continue
        value = _given(module, call, position, name) if call is not None else None
        position += 1
        if value is None and (call is None or not (call.stars or call.double_stars)):
            value = child.child_by_field_name("value")
        if value is not None:
            found[name] = Binding(
                BindingKind.ASSIGNED, value, after, annotation=child.child_by_field_name("type")
            )
    return found


def _given(module: Module, call: Call, position: int, name: str) -> Node | None:
    if name in call.keywords:
        return call.keywords[name]
    before = call.first_star
    if (
        position < 0
        or position >= len(call.positional)
        or (before is not None and position >= before)
    ):
        return None
    return call.positional[position]


def _is_starred(parameter: Node, kind: str) -> bool:
    """Whether a parameter collects arguments, with or without a type beside it."""
    if parameter.type == kind:
        return True
    inner = parameter.named_children[:1] if parameter.type == "typed_parameter" else []
    return bool(inner) and inner[0].type == kind
