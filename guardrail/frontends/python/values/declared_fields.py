"""Fields of classes of the module that hold no free text, as what is declared beside them says.

`limit: int`, `kind: Literal["tea", "coffee"]`, `sort: Sort` with `class Sort(str, Enum)`: whoever
sends a request can't write anything else there.
"""

from __future__ import annotations

from collections.abc import Iterable

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.origins import FREE_TYPES, PLAIN_TYPES
from guardrail.patterns import late

_ENUMERATION = late(r"\b(?:Str|Int)?Enum\b")
_BOUNDED = late(r"\b(?:pattern|regex)\s*=")
_CLASS = late(r"\b[A-Z]\w*")
_WORD = late(r"\w+")
_LITERAL = late(r"\bLiteral\[[^\]]*\]")
_MAKING = ("model_validate", "parse_obj", "model_validate_json", "parse_raw", "from_dict")
_DEEPEST = 5


def is_enumeration(reading: Reading, name: str) -> bool:
    """Whether a class of the module lists all the values that there are: `class Log(str, Enum)`."""
    own = reading.scopes.of_class(name) if name[:1].isupper() else None
    bases = own.node.child_by_field_name("superclasses") if own is not None else None
    return bases is not None and _ENUMERATION.search(reading.module.code(bases)) is not None


def is_plain_type(reading: Reading, declared: str) -> bool:
    """Whether a type has no values but numbers, dates and what is listed."""
    words = frozenset(_WORD.findall(_LITERAL.sub("Literal", declared)))
    if words & FREE_TYPES:
        return False
    return bool(words & PLAIN_TYPES) or any(is_enumeration(reading, one) for one in words)


def is_plain_field(reading: Reading, attribute: Node) -> bool:
    """Whether a field of an object of one of the module's classes holds no free text."""
    owner = attribute.child_by_field_name("object")
    named = attribute.child_by_field_name("attribute")
    if owner is None or named is None:
        return False
    classes = _classes(reading, owner, 0)
    fields = [_field(one, reading.module.name(named)) for one in classes]
    return bool(fields) and all(one is not None and _is_plain(reading, one) for one in fields)


def _is_plain(reading: Reading, field: Binding) -> bool:
    if field.annotation is None:
        return False
    if field.value is not None and _BOUNDED.search(reading.module.code(field.value)):
        return True
    return is_plain_type(reading, reading.module.code(field.annotation))


def _field(scope: Scope, name: str) -> Binding | None:
    return next((one for one in scope.bindings.get(name, ()) if one.annotation is not None), None)


def _classes(reading: Reading, node: Node, depth: int) -> list[Scope]:
    """The module's classes that an object, or what is in a list of them, is of as is declared."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return []
    if node.type == "attribute":
        named = node.child_by_field_name("attribute")
        owner = node.child_by_field_name("object")
        above = _classes(reading, owner, depth + 1) if owner is not None else []
        name = reading.module.name(named) if named is not None else ""
        fields = [_field(one, name) for one in above]
        typed = [one.annotation for one in fields if one is not None]
        return [held for one in typed if one is not None for held in _declared(reading, one)]
    if node.type == "subscript":
        held = node.child_by_field_name("value")
        return _classes(reading, held, depth + 1) if held is not None else []
    if node.type == "call":
        call = reading.call(node)
        made = call.name.rpartition(".")[0] if call.last in _MAKING else call.name
        own = reading.scopes.of_class(made) if made.isidentifier() else None
        return [own] if own is not None and own.is_class else []
    return _of_name(reading, node, depth) if node.type == "identifier" else []


def _of_name(reading: Reading, node: Node, depth: int) -> list[Scope]:
    flow = reading.builder.flow
    clause = flow.comprehension_clause(node)
    if clause is not None:
        over = clause.child_by_field_name("right")
        return _classes(reading, over, depth + 1) if over is not None else []
    found: list[Scope] = []
    for one in flow.reaching(node):
        if one.annotation is not None:
            found += _declared(reading, one.annotation)
        elif one.value is not None and one.index is None:
            found += _classes(reading, one.value, depth + 1)
    return found


def _declared(reading: Reading, annotation: Node) -> list[Scope]:
    return [*_own(reading, _CLASS.findall(reading.module.code(annotation)))]


def _own(reading: Reading, names: Iterable[str]) -> Iterable[Scope]:
    for name in names:
        own = reading.scopes.of_class(name)
        if own is not None and own.is_class:
            yield own
