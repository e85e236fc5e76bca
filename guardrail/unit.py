"""A Unit: the ordered effects that run together."""

from __future__ import annotations

from msgspec import Struct, field

from guardrail.effects import Effect
from guardrail.model import Direction, Span
from guardrail.stream import UnitKind


class Unit(Struct):
    """A migration's direction, a function, a command line, a file or a change.

    `symbol` is the dotted name from the file down ("0007_drop.Migration.operations"), without the
    path. `effects` are in execution order.
    """

    kind: UnitKind
    path: str
    symbol: str
    span: Span
    direction: Direction = Direction.UP
    framework: str = ""
    atomic: bool | None = None
    initial: bool = False
    effects: list[Effect] = field(default_factory=list)

    @property
    def is_migration(self) -> bool:
        """Whether this is a step of a migration history rather than ordinary code."""
        return self.kind is UnitKind.MIGRATION
