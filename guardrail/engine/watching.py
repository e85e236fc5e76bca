"""Notes what the rules ask about the rest of the project while they judge a text."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.effects import Effect
from guardrail.engine.past import Past
from guardrail.model import Related
from guardrail.project.beside import Beside
from guardrail.schema.base import Base
from guardrail.settings import Database


def watched(past: Past, asked: set[str]) -> Past:
    """The same past, which adds to `asked` what of it is asked about, by the names of its fields.

    Sizes of tables are not watched: whoever depends on a Unit's outcome depends on all of them.
    """

    def base() -> Base:
        asked.add("base")
        return past.base()

    def uses(table: str, column: str, models: Sequence[str]) -> Sequence[Related]:
        asked.add("uses")
        return past.uses(table, column, models)

    def detect(database: Database, path: str) -> Database:
        asked.add("detect")
        return past.detect(database, path)

    def relabelled(effects: Sequence[Effect]) -> Sequence[Effect]:
        asked.add("relabelled")
        return past.relabelled(effects)

    def beside() -> Beside:
        asked.add("beside")
        return past.beside()

    return replace(past, base=base, uses=uses, detect=detect, relabelled=relabelled, beside=beside)
