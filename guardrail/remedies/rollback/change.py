"""What a way back is made from, and what it is."""

from __future__ import annotations

from msgspec import Struct

from guardrail.context import Context
from guardrail.effects import SchemaChange
from guardrail.remedies.rollback.naming import Writing
from guardrail.shapes import ColumnShape, TableShape

UNKNOWN = "its definition isn't known from the history"


class Back(Struct, frozen=True):
    """The statements that undo a change, and what is lost; as the fields of `Step`."""

    sql: tuple[str, ...] = ()
    loss: str = ""
    missing: str = ""
    later: str = ""
    outside: bool = False


class Change(Struct, frozen=True):
    """A schema change, what was known before it, and how names are written."""

    effect: SchemaChange
    context: Context
    writing: Writing

    @property
    def before(self) -> TableShape | None:
        """The table just before."""
        return self.context.table(self.effect.table, self.effect)

    @property
    def table(self) -> str:
        """The table's name as it has to be written."""
        return self.writing.name(self.effect.table)

    @property
    def name(self) -> str:
        """The object's name as it has to be written."""
        return self.writing.name(self.effect.name)

    def column(self) -> ColumnShape | None:
        """The column just before."""
        before = self.before
        return before.column(self.effect.name) if before is not None else None
