"""Calls that run a text as SQL or as a command line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects.guarding import AS_CALLED
from guardrail.effects.queries import ASKED_IN
from guardrail.frontends.python.found import InMigration, Said
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.model_tools import run_for_model
from guardrail.frontends.python.readers.databases.copied_over import copied_over
from guardrail.frontends.python.readers.databases.narrowed import narrowed_elsewhere
from guardrail.frontends.python.readers.databases.picked_tables import picked_in_turn, taken_anew
from guardrail.frontends.python.readers.databases.procedures import with_bound
from guardrail.frontends.python.readers.databases.statements import executed_statement, is_construct
from guardrail.frontends.python.readers.programs.fed_programs import with_written
from guardrail.frontends.python.readers.programs.files_in_turn import files_in_turn
from guardrail.frontends.python.readers.programs.from_requests import (
    BY_TRIGGER,
    SQL,
    command_from_request,
    filled_in_by_trigger,
)
from guardrail.frontends.python.readers.programs.handing_on import handed_on, only_does_that
from guardrail.frontends.python.readers.programs.scripts import (
    file_that_runs,
    path_read,
    unknown_sql,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import (
    Rope,
    known,
    only_hole,
    plain,
    spelt_out,
    with_places,
)
from guardrail.frontends.python.strings.sql_shape import looks_like_sql
from guardrail.frontends.python.values.origins import with_origins
from guardrail.knowledge.python.rows import RunsText
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_PLACES = late(r"\{\{[^{}]{0,400}\}\}")
_MOST_IN_TURN = 10_000
_TAKES_AWAY = late(r"\b(?:drop|delete|truncate)\b", re.IGNORECASE)
WHO_CALLS = "whoever calls the method"
"""The guard of what a method takes away that it was given by name."""
_LANGUAGES = {"sql": "SQL", "shell": "a command line"}


def runs_text(reading: Reading, call: Call, row: RunsText) -> list[Said] | None:
    """The texts that the call runs, one for each way they may come out."""
    argument = call.argument(row.text)
    if argument is None:
        return None
    if row.only_if and not reading.truth(call.keywords.get(row.only_if)):
        return None
    by_model = run_for_model(reading, call, argument, _LANGUAGES.get(row.language, row.language))
    if by_model is not None and _runs_for_sure(reading, call, row):
        return [by_model]
    if row.language == "sql":
        said = _runs_sql(reading, call, row, argument)
        asked = _filled_in(reading, call, argument) if row.templated else None
        return [*(said or ()), asked] if asked is not None else said
    if row.receivers and not row.certain and reading.matching.receiver(call) not in row.receivers:
        return None
    directory = reading.known(call.keywords.get(row.directory)) if row.directory else ""
    listed = _in_turn(reading, argument) if row.certain else None
    shell = row.language == "shell"
    found: list[Said] = [
        reading.embedded(
            row.language,
            with_origins(reading, with_written(reading, call, one, rope)) if shell else rope,
            call,
            dialect=row.dialect,
            directory=directory,
        )
        for one in listed or (argument,)
        for told in reading.builder.variants(one)
        for rope in spelt_out(with_places(told, _PLACES) if row.templated else told)
        if not only_hole(rope)
    ]
    if shell:
        lines = [one for each in listed or (argument,) for one in reading.builder.variants(each)]
        found += files_in_turn(reading, call, lines)
    outside = command_from_request(reading, call, argument) if row.certain else None
    if outside is None and row.templated:
        outside = filled_in_by_trigger(reading, call, argument, BY_TRIGGER)
    return [*found, outside] if outside is not None else found or None


def _runs_sql(reading: Reading, call: Call, row: RunsText, argument: Node) -> list[Said] | None:
    sure = _runs_for_sure(reading, call, row)
    statements = _in_turn(reading, argument) if sure else None
    if statements is not None:
        return [item for one in statements for item in _sql(reading, call, row, one, True)]
    changes = executed_statement(reading, call, argument)
    if changes is not None:
        return [*changes]
    return list(_sql(reading, call, row, argument, sure)) or None


def _filled_in(reading: Reading, call: Call, argument: Node) -> Said | None:
    """The statement that what a run is triggered with is written into, in a list or by itself."""
    statements = _in_turn(reading, argument) or [argument]
    told = (filled_in_by_trigger(reading, call, one, ASKED_IN) for one in statements)
    return next((one for one in told if one is not None), None)


def _runs_for_sure(reading: Reading, call: Call, row: RunsText) -> bool:
    return row.certain or reading.matching.receiver(call) in row.receivers


def _in_turn(reading: Reading, argument: Node) -> list[Node] | None:
    """The texts of a list that run one after the other, so many of them."""
    listed = reading.builder.flow.elements(argument)
    if listed is None or len(listed) <= _MOST_IN_TURN:
        return listed
    reading.builder.flow.lost = True
    return listed[:_MOST_IN_TURN]


def _sql(
    reading: Reading, call: Call, row: RunsText, argument: Node, certain: bool
) -> Iterator[Said]:
    """The SQL that runs. Where it is certain that some does and which isn't known, that is told."""
    if not certain and reading.matching.known_kinds(call):
        return
    path = path_read(reading, argument) if certain else None
    if path is not None:
        yield file_that_runs(reading, call, path, "sql")
        return
    dialect = row.dialect or reading.matching.dialect()
    unknown = False
    ways = [with_bound(reading, call, rope) for rope in reading.builder.variants(argument)]
    for rope in ways:
        if _is_sql(rope, certain, row.certain):
            yield from copied_over(reading, call, rope)
            yield reading.embedded(
                "sql",
                with_origins(reading, rope),
                call,
                dialect=dialect,
                guards=(
                    *_left_to_the_caller(reading, call, argument, rope),
                    *picked_in_turn(reading, call, rope),
                    *narrowed_elsewhere(ways, rope),
                ),
                environment=taken_anew(reading, rope),
            )
        else:
            unknown = unknown or known(rope) is None
    unknown = unknown and not is_construct(reading, argument)
    asked = command_from_request(reading, call, argument, SQL) if unknown and certain else None
    if asked is not None:
        yield asked
    elif unknown and certain:
        yield InMigration(unknown_sql(reading, argument))


def _left_to_the_caller(
    reading: Reading, call: Call, argument: Node, rope: Rope
) -> tuple[str, ...]:
    """Who decides where a method named for it takes away what it was given, and no more."""
    named = [part.name for part in rope if part.kind is PieceKind.HOLE]
    if not named or _TAKES_AWAY.search(plain(rope)) is None:
        return ()
    made_of = " ".join(named)
    if handed_on(reading, call, argument, made_of):
        return (WHO_CALLS,)
    return (AS_CALLED,) if only_does_that(reading, call, argument, made_of) else ()


def _is_sql(rope: Rope, certain: bool, surely: bool) -> bool:
    """Whether a text is SQL by its looks or, `surely`, by what the call says of it alone."""
    if only_hole(rope):
        return False
    if surely and known(rope) is not None:
        return bool(plain(rope).strip())
    return looks_like_sql(plain(rope), certain)
