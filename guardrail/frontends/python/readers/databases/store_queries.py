"""Texts that a call on an object of a store runs: queries, command lines, what is typed in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.model_tools import handed_by_tool, run_for_model
from guardrail.frontends.python.readers.databases.narrowed import narrowed_elsewhere
from guardrail.frontends.python.readers.databases.selections import values_inside
from guardrail.frontends.python.readers.databases.store_cases import Case, case_of
from guardrail.frontends.python.readers.databases.written_queries import query_of_others, sql_run
from guardrail.frontends.python.readers.programs.argument_lists import argument_lists
from guardrail.frontends.python.readers.programs.from_requests import SQL, command_from_request
from guardrail.frontends.python.readers.programs.quoting import command_line, in_quotes
from guardrail.frontends.python.readers.programs.typed_answers import answered_unseen
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import gap, only_hole, plain
from guardrail.frontends.python.strings.sql_shape import looks_like_sql
from guardrail.knowledge.python.kinds import Inside, RunsQuery
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.stream import Item

_ANSWER = late(r"\s*(?:y|yes|n|no|ok|\d*)\s*", re.IGNORECASE)
"""What a question is answered with: the program that asks it is told where it is started."""
_LANGUAGES = {"sql": "SQL", "cypher": "Cypher", "shell": "a command line"}
_TEXT_KEYS = ("cmd", "query")
"""Under which key the text stands where a dictionary says more of it: a job of BigQuery's."""


def runs_query(reading: Reading, call: Call, row: RunsQuery) -> list[Item] | None:
    """The texts that a call runs in a store's own language, `None` where it runs none."""
    case = case_of(reading, call, row)
    argument = call.argument(row.text.argument if isinstance(row.text, Inside) else row.text)
    if case is None or argument is None:
        return None
    if isinstance(row.text, Inside):
        told = [
            one
            for held in values_inside(reading, argument, *row.text.key.split("|"))
            for one in _texts_of(reading, held)
        ]
        ropes = [rope for one in told for rope in reading.builder.variants(one)]
        texts = [rope for rope in ropes if not only_hole(rope)]
        shell = told if row.language == "shell" else []
        others = [item for one in shell for item in _by_others(reading, call, one, row.language)]
        return [*others, *(reading.embedded(row.language, rope, call) for rope in texts)] or None
    if row.typed_into:
        return _typed_into(reading, call, case, argument)
    # `asyncio.run(fetch())` is no query: what isn't written here can't show that it is one.
    sure = case.confidence > Confidence.LOW
    found = _by_others(reading, call, argument, row.language) if sure else []
    lists: Sequence[Sequence[Node]] = ()
    if row.language == "shell":
        lists = [call.positional] if row.spread else argument_lists(reading, argument)
    if any(lists):
        first = [reading.constant(row.program, call.function)] if row.program else []
        lines = [
            command_line([*first, *(reading.builder.text(word) for word in words)])
            for words in lists
        ]
        return [reading.embedded(row.language, line, call) for line in dict.fromkeys(lines)]
    ropes = [
        rope
        for rope in reading.builder.variants(argument)
        if not only_hole(rope) and re.match(row.like, plain(rope))
    ]
    if row.quoted_in:
        begun = reading.constant(f"{row.quoted_in} ", call.function)
        ropes = [(*begun, *in_quotes(rope)) for rope in ropes]
    if row.language == "sql":
        found += [
            sql_run(reading, call, rope, row.store, narrowed_elsewhere(ropes, rope))
            for rope in ropes
        ]
    else:
        found += [
            reading.embedded(row.language, rope, call, guards=narrowed_elsewhere(ropes, rope))
            for rope in ropes
        ]
        found += query_of_others(reading, call, ropes) if row.language != "shell" else []
    return found or None


def _by_others(reading: Reading, call: Call, argument: Node, language: str) -> list[Item]:
    """That a model writes a command line or a query, or somebody outside a part of it.

    Of a query in SQL it is told where nothing of it is known: what is put into one is told there.
    """
    what = _LANGUAGES.get(language)
    if what is None:
        return []
    told = run_for_model(reading, call, argument, what)
    if told is None and language == "shell":
        told = command_from_request(reading, call, argument)
    elif told is None and all(only_hole(one) for one in reading.builder.variants(argument)):
        told = handed_by_tool(reading, call, argument, what)
        told = told or command_from_request(reading, call, argument, SQL)
    return [told] if told is not None else []


def _texts_of(reading: Reading, held: Node) -> list[Node]:
    """The texts in a list, or the one in a dictionary: `{"cmd": "rm -rf /srv", "chdir": "/"}`."""
    value = reading.builder.flow.value(held) or held
    if value.type == "dictionary":
        pairs = dict(reading.builder.flow.pairs(value))
        return [pairs[name] for name in _TEXT_KEYS if name in pairs][:1]
    return reading.builder.flow.elements(held) or [held]


def _typed_into(reading: Reading, call: Call, case: Case, argument: Node) -> list[Item] | None:
    """The programs that a line is typed into, each with the line as its input."""
    believed = answered_unseen(reading, call, argument)
    if believed is not None:
        return [believed]
    text = reading.builder.text(argument)
    unknown = "psql" if looks_like_sql(plain(text), True) else "bash"
    programs = {next(iter(one.parts), "") or unknown for one in case.things}
    if only_hole(text) or not programs or _ANSWER.fullmatch(plain(text)):
        return None
    return [
        reading.embedded(
            "shell",
            (*reading.constant(one, call.function), gap(" <<< "), *in_quotes(text)),
            call,
        )
        for one in sorted(programs)
    ]
