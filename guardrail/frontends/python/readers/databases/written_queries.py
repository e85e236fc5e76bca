"""Queries that a call of a store's library runs, and who else writes a part of them."""

from __future__ import annotations

from collections.abc import Iterable

from guardrail.effects import CodeRun
from guardrail.effects.queries import ASKED_IN
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.picked_tables import picked_in_turn, taken_anew
from guardrail.frontends.python.readers.databases.selections import value_inside
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import Rope, plain
from guardrail.frontends.python.strings.sql_shape import looks_like_sql
from guardrail.frontends.python.values.origins import with_origins, written_by_others
from guardrail.knowledge.python.rows import TakesPart
from guardrail.model import Confidence
from guardrail.stream import Embedded, Item

_MOST = 8


def sql_run(
    reading: Reading, call: Call, rope: Rope, dialect: str = "", guards: tuple[str, ...] = ()
) -> Embedded:
    """A text of SQL that a call runs, its holes knowing who chooses their values."""
    guards = (*picked_in_turn(reading, call, rope), *guards)
    told = with_origins(reading, rope)
    anew = taken_anew(reading, rope)
    return reading.embedded("sql", told, call, dialect=dialect, guards=guards, environment=anew)


def part_of_query(reading: Reading, call: Call, row: TakesPart) -> list[Item] | None:
    """That somebody outside writes a part of a query; whole statements are told where they run."""
    argument = call.argument(row.text)
    if argument is not None and row.key:
        argument = value_inside(reading, argument, row.key)
    if argument is None:
        return None
    flow = reading.builder.flow
    held = flow.value(argument) or argument
    named = [one for _, one in flow.pairs(held)] if held.type == "dictionary" else []
    told = flow.elements(argument) or named or [argument]
    ropes = [rope for one in told[:_MOST] for rope in reading.builder.variants(one)]
    parts = [one for one in ropes if row.statement or not looks_like_sql(plain(one), True)]
    found = query_of_others(reading, call, parts)
    return [one for one in found if not row.asked or one.what == ASKED_IN] or None


def query_of_others(reading: Reading, call: Call, ropes: Iterable[Rope]) -> list[CodeRun]:
    """That somebody outside writes a part of a query in another language, told once for a call."""
    told = next(filter(None, (written_by_others(reading, rope) for rope in ropes)), None)
    if told is None:
        return []
    what, origin = told
    return [CodeRun(**reading.stated(call.node, Confidence.MEDIUM), what=what, origin=origin)]
