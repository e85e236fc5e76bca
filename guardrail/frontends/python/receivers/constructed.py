"""What the objects of a module's own classes are made with: `Cleaner(Path("/srv/data"))`.

`self.root = root` in `__init__` holds whatever the calls of the class give for `root`; so does the
field of a data class.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to, named_calls
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.records import given_field
from guardrail.patterns import late

_MOST = 16
_MOST_CLASSES = 8
_MAKING = "__init__"
_CLS = late(r"\bcls(?=\()")
_SELF = late(r"self\b")


def given_when_made(reading: Reading, owner: Node, name: str) -> list[Node]:
    """What the calls of a class give a parameter of its constructor, or a field, that is named."""
    key = (f"given when made {name}", owner.id)
    held: list[Node] | None = reading.remembered.get(key)
    if held is None:
        reading.remembered[key] = []
        found = [*islice(_given(reading, owner, name), _MOST)]
        held = reading.remembered[key] = list({one.id: one for one in found}.values())
    return held


def given_to_parameter(reading: Reading, parameter: Node) -> list[Node]:
    """The same of a name in a constructor's body that is one of its parameters."""
    scope = reading.scopes.at(parameter.start_byte)[0]
    owner = scope.parent
    named = scope.node.child_by_field_name("name")
    if owner is None or not owner.is_class or named is None:
        return []
    if reading.module.name(named) != _MAKING or parameter.type != "identifier":
        return []
    name = reading.module.name(parameter)
    bound = scope.bindings.get(name, ())
    plain = len(bound) == 1 and bound[0].kind is BindingKind.PARAMETER
    return given_when_made(reading, owner.node, name) if plain else []


def _given(reading: Reading, owner: Node, name: str) -> Iterator[Node]:
    scope = reading.scopes.scope_of(owner)
    bound = scope.bindings.get(_MAKING, ())
    made = bound[-1].value if bound and bound[-1].kind is BindingKind.DEFINED else None
    for call in _makers(reading, owner):
        if made is None:
            value = given_field(reading.builder.flow, call, name)
        else:
            given = given_to(reading.module, made, call).get(name)
            told = given is not None and given.kind is BindingKind.ASSIGNED
            value = given.value if given is not None and told else None
        inside = value is not None and owner.start_byte <= value.start_byte < owner.end_byte
        if value is not None and not (inside and _SELF.match(reading.module.code(value))):
            yield value


def _makers(reading: Reading, owner: Node) -> Iterator[Call]:
    """The calls of a class and of those derived from it that are made in the same way."""
    module = reading.module
    names: list[str] = []
    waiting = [owner]
    while waiting and len(names) < _MOST_CLASSES:
        one = waiting.pop()
        name = module.defined(one)
        own = one.id != owner.id and _MAKING in reading.scopes.scope_of(one).bindings
        if name and not own and name not in names:
            names.append(name)
            waiting += reading.scopes.derived_from(name)
    for _, call in named_calls(reading, names):
        if call.function.type == "identifier":
            yield call
    start, end = owner.start_byte, owner.end_byte
    if module.plain.find("cls(", start, end) < 0:
        return
    # `return cls(Path("/srv"))` in a class method.
    places = [one.span() for one in _CLS.finditer(module.plain, start, end)]
    for trail in module.around(places[:_MOST]):
        if len(trail) > 1 and trail[1].type == "call":
            yield call_of(module, trail[1], module.name(owner.child_by_field_name("name") or owner))
