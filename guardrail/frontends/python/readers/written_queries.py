"""Queries that a call of a store's library runs, and who else writes a part of them."""

from __future__ import annotations

from collections.abc import Iterable

from guardrail.effects import CodeRun
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.origins import with_origins, written_by_others
from guardrail.frontends.python.readers.picked_tables import picked_in_turn
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import Rope
from guardrail.model import Confidence
from guardrail.stream import Embedded, Item


def sql_run(reading: Reading, call: Call, rope: Rope) -> Embedded:
    """A text of SQL that a call runs, its holes knowing who chooses their values."""
    guards = picked_in_turn(reading, call, rope)
    return reading.embedded("sql", with_origins(reading, rope), call, guards=guards)


def query_of_others(reading: Reading, call: Call, ropes: Iterable[Rope]) -> list[Item]:
    """That somebody outside writes a part of a query in another language, told once for a call."""
    told = next(filter(None, (written_by_others(reading, rope) for rope in ropes)), None)
    if told is None:
        return []
    what, origin = told
    return [CodeRun(**reading.stated(call.node, Confidence.MEDIUM), what=what, origin=origin)]
