"""Operations of the project's own that are built on known ones: `class Purge(RunSQL)`."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import Row
from guardrail.patterns import late

_DEEPEST = 5
_SUPER = late(r"\bsuper\s*\([^()\n]*\)\s*\.\s*__init__\s*\(")
_FORWARDS = "database_forwards"


class Built(Struct, frozen=True):
    """What an operation of a class of the module amounts to.

    `call` is the known operation's: the class's own where it hands its arguments on as they are,
    else the one that its `__init__` makes. `forwards` is the body of a `database_forwards` of its
    own, `extends` whether that does what the known one does, too.
    """

    call: Call
    row: Row
    forwards: Node | None = None
    extends: bool = True


def built_on(reading: Reading, call: Call) -> Built | None:
    """The known operation that a call of a class of the module amounts to, `None` for others."""
    made, forwards = call, None
    owner = _class(reading, call.name)
    for _ in range(_DEEPEST):
        if owner is None:
            return None
        forwards = forwards or _method(reading, owner, _FORWARDS)
        bases = owner.child_by_field_name("superclasses")
        names = [reading.names.dotted(one) for one in _children(reading, bases)]
        initial = _handed_on(reading, owner) if made is call else None
        made = initial or made
        for name in names:
            known = replace(made, name=name)
            rows = reading.matching.rows(known)
            row = next((one for one in rows if getattr(one, "framework", "") == "django"), None)
            if row is not None:
                return Built(known, row, forwards, _extends(reading, forwards))
        owner = next((found for one in names if (found := _class(reading, one))), None)
    return None


def _children(reading: Reading, node: Node | None) -> list[Node]:
    return reading.module.children(node)[0] if node is not None else []


def _class(reading: Reading, name: str) -> Node | None:
    """The module's only class of a name."""
    bound = reading.scopes.top().bindings.get(name, ())
    found = [one.value for one in bound if one.kind is BindingKind.DEFINED]
    node = found[0] if len(found) == 1 else None
    return node if node is not None and node.type == "class_definition" else None


def _method(reading: Reading, owner: Node, name: str) -> Node | None:
    for one in _children(reading, owner.child_by_field_name("body")):
        called = one.child_by_field_name("name") if one.type == "function_definition" else None
        if called is not None and reading.module.name(called) == name:
            return one
    return None


def _handed_on(reading: Reading, owner: Node) -> Call | None:
    """The call of `super().__init__(…)` in a class's own `__init__`."""
    node = _method(reading, owner, "__init__")
    if node is None:
        return None
    plain = reading.module.plain
    found = _SUPER.search(plain, node.start_byte, node.end_byte)
    if found is None:
        return None
    trail = next(iter(reading.module.around([(found.end() - 1, found.end())])), [])
    call = next((one for one in trail if one.type == "call"), None)
    return call_of(reading.module, call, "") if call is not None else None


def _extends(reading: Reading, forwards: Node | None) -> bool:
    """Whether what an operation does of its own comes on top of what the known one does."""
    if forwards is None:
        return True
    text = reading.module.plain[forwards.start_byte : forwards.end_byte]
    return f".{_FORWARDS}" in text
