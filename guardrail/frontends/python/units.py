"""Puts what was found in the order in which it runs: functions, migrations, the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field
from tree_sitter import Node

from guardrail.effects import Effect
from guardrail.frontends.python.alembic.migration import is_step, no_way_back
from guardrail.frontends.python.django.vendors import for_others
from guardrail.frontends.python.found import Found, Migration, Piece, Spliced, told
from guardrail.frontends.python.functions.reached import Reached
from guardrail.frontends.python.guarding.filled_again import told_as_filled
from guardrail.frontends.python.guarding.placed import in_environment
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.model import Direction
from guardrail.patterns import late
from guardrail.stream import Embedded, Enter, Item, Leave, Reference, UnitKind

_DEEPEST = 8
_MOST_BODIES = 2_000
_CALL = late(r"(?<![\w.])([A-Za-z_]\w*)\s*\(")


class _Function(Struct):
    """A function that does something: its dotted name and what was found in it."""

    node: Node
    name: str
    found: list[Found] = field(default_factory=list)


class Assembly:
    """Assembles the stream of one module."""

    def __init__(
        self, reading: Reading, found: Sequence[Found], migrations: Sequence[Migration]
    ) -> None:
        self._reading = reading
        self._migrations = migrations
        self._functions: dict[int, _Function] = {}
        self._loose: list[Found] = []
        self._inside: list[Found] = []
        self._spliced: set[int] = set()
        self._calls: dict[int, list[tuple[int, str]]] = {}
        self._bodies = 0
        self._reached = Reached(reading)
        for one in sorted(found, key=lambda each: each.start):
            self._place(in_environment(reading, one))

    def _place(self, one: Found) -> None:
        place = place_of(self._reading.module, one.start)
        function: Node | None = None
        names = []
        for node in place.definitions:
            name = node.child_by_field_name("name")
            names.append(self._reading.module.name(name) if name is not None else "?")
            if node.type == "function_definition":
                function = node
        if function is None:
            within = any(m.start <= one.start < m.end for m in self._migrations)
            (self._inside if within else self._loose).append(one)
            return
        held = self._functions.get(function.id)
        if held is None:
            held = self._functions[function.id] = _Function(function, ".".join(names))
        held.found.append(told_as_filled(self._reading, function, one))

    def stream(self) -> Iterator[Item]:
        """The module's items in order."""
        ordered: list[tuple[int, Iterator[Item]]] = []
        for migration in self._migrations:
            if migration.framework == "django":
                ordered.append((migration.start, iter(list(self._django(migration)))))
            else:
                ordered.append((migration.start, iter(list(self._alembic(migration)))))
        for function in self._functions.values():
            if function.node.id not in self._spliced:
                ordered.append((function.node.start_byte, self._function(function)))
        ordered += [(one.start, told(one.items, False)) for one in self._loose]
        for _, items in sorted(ordered, key=lambda each: each[0]):
            yield from items

    def _function(self, function: _Function) -> Iterator[Item]:
        found = [self._reached.told(function.node, one) for one in function.found]
        items = [item for one in found for item in told(one.items, False)]
        if items:
            yield Enter(UnitKind.FUNCTION, function.name, self._reading.span(function.node))
            yield from items
            yield Leave()

    def _django(self, migration: Migration) -> Iterator[Item]:
        yield from self._unit(migration, migration.name, Direction.UP, migration.forward)
        if migration.backward:
            name = f"{migration.name}.reverse"
            yield from self._unit(migration, name, Direction.DOWN, migration.backward)

    def _unit(
        self, migration: Migration, name: str, direction: Direction, pieces: Sequence[Piece]
    ) -> Iterator[Item]:
        yield Enter(
            UnitKind.MIGRATION,
            name,
            self._reading.span(migration.node),
            direction,
            migration.framework,
            migration.atomic,
            migration.initial,
            migration.revision,
            migration.after,
            migration.replaces,
            migration.before,
        )
        for piece in pieces:
            if isinstance(piece, Spliced):
                yield from self._spliced_items(piece)
            else:
                yield piece
        yield Leave()

    def _spliced_items(self, piece: Spliced) -> Iterator[Item]:
        if piece.name:
            yield from self._body(piece.name, frozenset())
            return
        found = [*self._inside, *self._loose]
        for function in self._functions.values():
            if piece.start <= function.node.start_byte < piece.end:
                self._spliced.add(function.node.id)
                found += function.found
        for one in sorted(found, key=lambda each: each.start):
            if piece.start <= one.start < piece.end:
                yield from told(one.items, True)

    def _body(self, name: str, entered: frozenset[str]) -> Iterator[Item]:
        """What a function of the module does, the functions it calls included, in order."""
        node = self._reading.scopes.function(name)
        self._bodies += 1
        if node is None or name in entered or self._bodies > _MOST_BODIES:
            return
        held = self._functions.get(node.id)
        if held is not None:
            self._spliced.add(node.id)
        events: list[tuple[int, Found | str]] = []
        if held is not None:
            events += [
                (one.start, one) for one in held.found if not for_others(self._reading, one.start)
            ]
        if len(entered) < _DEEPEST:
            events += self._calls_within(node)
        for _, event in sorted(events, key=lambda each: each[0]):
            if isinstance(event, str):
                yield from self._body(event, entered | {name})
            else:
                yield from told(event.items, True)

    def _calls_within(self, node: Node) -> list[tuple[int, str]]:
        """Calls of the module's own functions, by where they stand."""
        found = self._calls.get(node.id)
        if found is None:
            body = node.child_by_field_name("body")
            found = []
            if body is not None:
                plain, bound = self._reading.module.plain, self._reading.scopes.top().bindings
                for match in _CALL.finditer(plain, body.start_byte, body.end_byte):
                    if match[1] in bound and self._reading.scopes.function(match[1]) is not None:
                        found.append((match.start(), match[1]))
            self._calls[node.id] = found
        return found

    def _alembic(self, migration: Migration) -> Iterator[Item]:
        down = migration.name == "downgrade"
        direction = Direction.DOWN if down else Direction.UP
        items = list(self._body(migration.name, frozenset()))
        if not down and any(isinstance(one, (Effect, Embedded, Reference)) for one in items):
            stuck = no_way_back(self._reading, migration.node)
            if stuck is not None:
                items.append(stuck)
        if items or (not down and is_step(self._reading)):
            yield from self._unit(migration, migration.name, direction, items)


def outermost(found: Sequence[Found]) -> list[Found]:
    """What isn't inside something else that was read as a whole."""
    kept: list[Found] = []
    end = -1
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if one.start >= end:
            kept.append(one)
            end = max(end, one.end)
    return kept
