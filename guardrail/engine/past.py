"""What lies before and around a Unit: the tables it finds, their sizes, who else uses them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field

from guardrail.effects import Effect
from guardrail.model import Related
from guardrail.names import plain, short
from guardrail.project.beside import Beside
from guardrail.schema.base import Base, Nothing
from guardrail.settings import Database
from guardrail.unit import Unit


def _nobody(table: str, column: str, models: Sequence[str]) -> Sequence[Related]:
    return ()


def _itself(database: Database, path: str) -> Database:
    return database


def _as_told(effects: Sequence[Effect]) -> Sequence[Effect]:
    return effects


class Past(Struct, frozen=True):
    """What a Unit's Context asks beyond the Unit. Everything is worked out when first asked for.

    `base` gives the tables before the Unit, `rows` the sizes of tables by plain name, `uses` the
    places that use a table or column (given the models of the table that are known), `detect` what
    the project's own signs add to a database of which policy and text say too little, `relabelled`
    the effects of a Unit with the labels by which its history knows the apps, `beside` what the
    files beside a migration say of it.
    """

    base: Callable[[], Base] = Nothing
    rows: Mapping[str, int] = field(default_factory=dict)
    uses: Callable[[str, str, Sequence[str]], Sequence[Related]] = _nobody
    detect: Callable[[Database, str], Database] = _itself
    relabelled: Callable[[Sequence[Effect]], Sequence[Effect]] = _as_told
    beside: Callable[[], Beside] = Beside

    def rows_of(self, table: str) -> int | None:
        """How many rows a table holds, also where a schema is said by one side alone."""
        name = plain(table)
        found = self.rows.get(name)
        return self.rows.get(short(name)) if found is None else found


PastOf = Callable[[Unit, int], Past]
"""The Past of a Unit, which has that number among the Units of its text."""


def no_past(unit: Unit, place: int) -> Past:
    """A Unit of which nothing more is known."""
    return Past()
