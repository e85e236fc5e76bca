"""What the actions of an ALTER TABLE share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Token
from guardrail.stream import Item


class Target(Struct, frozen=True):
    """The table that is altered. `unchecked`: WITH NOCHECK; `attributes`: ALGORITHM and LOCK."""

    table: str
    kind: ObjectKind = ObjectKind.TABLE
    unchecked: bool = False
    attributes: tuple[str, ...] = ()

    def change(
        self,
        reading: Reading,
        tokens: Sequence[Token],
        verb: Verb,
        kind: ObjectKind,
        /,
        **details: Any,
    ) -> SchemaChange:
        """The effect of one action."""
        options = (*details.pop("options", ()), *self.attributes)
        return reading.make(
            SchemaChange,
            tokens,
            verb=verb,
            kind=kind,
            table=self.table,
            options=options,
            **details,
        )


Action = Callable[[Reading, Cursor, Target], Iterator[Item]]
