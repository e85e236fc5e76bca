"""The way from an imported name to an object: `Db().client` of `from .db import Db`.

What such a way leads to is worked out in the module that makes the object, and given with the
source. What isn't given yet is noted, so that whoever reads the project's modules can ask there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.naming.known_packages import is_library
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.receivers.members import attribute_bindings, classes_above
from guardrail.frontends.python.receivers.things import Thing
from guardrail.frontends.python.source.tree import unwrapped

if TYPE_CHECKING:
    from guardrail.frontends.python.reading import Reading

_DEEPEST = 12
_LONGEST = 200
_MOST = 200
_MOST_WAYS = 4
_ENTERED = (".__enter__()", ".__aenter__()")
_LISTS = frozenset(("identifier", "attribute", "call"))
_INJECTED = frozenset(("Depends", "Security"))


def from_abroad(reading: Reading, node: Node) -> tuple[Thing, ...]:
    """The objects of other modules that an expression stands for, as far as they are given."""
    source = reading.source
    if not reading.names.imports and not reading.names.starred:
        return ()
    found: list[Thing] = []
    given = _given(reading)
    wanted = needed_objects(reading)
    for way in _ways(reading, node, 0):
        if is_library(way):
            continue
        if len(wanted) < _MOST:
            wanted.setdefault(way)
        found += given.get(way, ()) if source.given is not None else ()
    return tuple(dict.fromkeys(found))


def needed_objects(reading: Reading) -> dict[str, None]:
    """The ways that were asked for, in order."""
    held: dict[str, None] = reading.remembered.setdefault(("ways abroad", 0), {})
    return held


def longest(ways: dict[str, None]) -> tuple[str, ...]:
    """The ways that lead on from others, which are asked for by themselves along them."""
    found: list[str] = []
    for way in sorted(ways, reverse=True):
        last = found[-1] if found else ""
        if not (last.startswith(way) and last[len(way)] in ".("):
            found.append(way)
    return tuple(reversed(found))


def _given(reading: Reading) -> dict[str, tuple[Thing, ...]]:
    key = ("given from abroad", 0)
    held: dict[str, tuple[Thing, ...]] | None = reading.remembered.get(key)
    if held is None:
        given = reading.source.given
        held = reading.remembered[key] = {
            name: tuple(
                Thing(
                    one.kind,
                    one.parts,
                    one.scope,
                    one.reason,
                    where=one.where,
                    sure=one.sure,
                )
                for one in known
            )
            for name, known in (given.objects if given is not None else ())
        }
    return held


def _ways(reading: Reading, node: Node, depth: int) -> tuple[str, ...]:
    """What an expression may be called from its imports on, worked out once for each."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return ()
    key = ("way abroad", node.id)
    held: tuple[str, ...] | None = reading.remembered.get(key)
    if held is None:
        # Whatever leads back to itself comes from nowhere.
        reading.remembered[key] = ()
        found = (way for way in _ways_of(reading, node, depth) if len(way) <= _LONGEST)
        held = reading.remembered[key] = tuple(dict.fromkeys(found))[:_MOST_WAYS]
    return held


def _ways_of(reading: Reading, node: Node, depth: int) -> Iterator[str]:
    if node.type == "identifier":
        yield from _of_name(reading, node, depth)
    elif node.type == "attribute":
        owner, named = (node.child_by_field_name(part) for part in ("object", "attribute"))
        if owner is None or named is None:
            return
        name = reading.module.name(named)
        imported = reading.names.imported(node)
        if imported:
            yield imported
            return
        yield from (f"{way}.{name}" for way in _ways(reading, owner, depth + 1))
        yield from _of_self(reading, owner, name, depth)
    elif node.type == "call":
        function = node.child_by_field_name("function")
        if function is not None:
            yield from (f"{way}()" for way in _ways(reading, function, depth + 1))


def _of_name(reading: Reading, node: Node, depth: int) -> Iterator[str]:
    clause = reading.builder.flow.comprehension_clause(node)
    if clause is not None:
        over, left = clause.child_by_field_name("right"), clause.child_by_field_name("left")
        if over is not None and left is not None and left.type == "identifier":
            yield from (f"{way}[0]" for way in _ways(reading, over, depth + 1))
        return
    bound = reading.builder.flow.reaching(node)
    if not bound:
        name = reading.names.imported(node)
        if name:
            yield name
        return
    for binding in bound[-2:]:
        yield from _of_binding(reading, binding, depth)


def _of_binding(reading: Reading, binding: Binding, depth: int) -> Iterator[str]:
    if binding.annotation is not None:
        yield from (f"{way}()" for way in _of_type(reading, binding.annotation))
    value = binding.value
    if value is None or binding.index is not None:
        return
    if binding.kind is BindingKind.ASSIGNED:
        yield from _ways(reading, value, depth + 1)
    elif binding.kind is BindingKind.OPENED:
        for way in _ways(reading, value, depth + 1):
            yield from (f"{way}{entered}" for entered in _ENTERED)
    elif binding.kind is BindingKind.LOOPED and value.type in _LISTS:
        # The first stands for all of them: `for model in MODELS`, `for one in found()`.
        yield from (f"{way}[0]" for way in _ways(reading, value, depth + 1))
    elif binding.kind is BindingKind.PARAMETER:
        yield from _by_default(reading, value, depth)


def _by_default(reading: Reading, value: Node, depth: int) -> Iterator[str]:
    """What a parameter is by default: what a framework calls for it, or the value itself."""
    function = value.child_by_field_name("function") if value.type == "call" else None
    last = reading.module.name(function).rsplit(".", 1)[-1] if function is not None else ""
    if last in _INJECTED:
        for one in arguments_of(reading.module, value)[:1]:
            yield from (f"{way}()" for way in _ways(reading, one, depth + 1))
        return
    yield from _ways(reading, value, depth + 1)


def _of_type(reading: Reading, annotation: Node) -> Iterator[str]:
    """The imported names that a type is made of: `Session`, `Db | None`, `"Store"`."""
    code = reading.module.code(annotation).strip("\"' ")
    for one in code.replace("[", "|").replace("]", "|").split("|"):
        head, dot, tail = one.strip().partition(".")
        name = reading.names.imports.get(head)
        if name is not None:
            yield f"{name}{dot}{tail}"


def _of_self(reading: Reading, owner: Node, name: str, depth: int) -> Iterator[str]:
    """What `self.x` is: what the class binds it to, or what a class of another module does."""
    if owner.type != "identifier" or reading.module.name(owner) not in ("self", "cls"):
        return
    scope: Scope | None = reading.scopes.at(owner.start_byte)[0]
    while scope is not None and not scope.is_class:
        scope = scope.parent
    if scope is None:
        return
    bound = attribute_bindings(reading, scope, name)
    for binding in bound[:2]:
        yield from _of_binding(reading, binding, depth)
    if not bound:
        imported = set(reading.names.imports.values())
        for base in classes_above(reading, scope):
            if base in imported or base.rpartition(".")[0] in imported:
                yield f"{base}().{name}"
