"""Statements that carry another one: WITH, EXPLAIN ANALYZE, DO."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.effects import CodeRun
from guardrail.frontends.sql.copies import whole
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.literals import build, parts
from guardrail.frontends.sql.reading import Reading, View
from guardrail.frontends.sql.sources import tables
from guardrail.frontends.sql.statements.dynamic import embedded
from guardrail.frontends.sql.statements.switches import UNTRUSTED
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Embedded, Item

_WRITES = ("DELETE", "UPDATE", "INSERT", "MERGE")
_SWEPT = (*_WRITES, "WITH")
_OFF = ("FALSE", "OFF", "0")
_FILTERS = ("WHERE", "LIMIT", "TOP", "JOIN", "HAVING", "FETCH")
_MOST_VIEWS = 100
_PASSES = 3
_LEAST_BUDGET = 20_000


def hidden_writes(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """The writes in the parentheses of a WITH, at any depth."""
    from guardrail.frontends.sql.verbs import READERS

    tokens = cursor.tokens
    inside = reading.inside("CTE")
    budget = _PASSES * len(tokens) + _LEAST_BUDGET
    for index in range(cursor.at + 1, cursor.end - 1):
        if tokens[index].up != "(" or tokens[index + 1].up not in _SWEPT:
            continue
        if tokens[index - 1].up not in ("AS", "MATERIALIZED"):
            continue
        inner = cursor.slice(index, cursor.end).group()
        if inner is None:
            continue
        budget -= inner.end - inner.at
        if budget < 0:
            yield reading.unread(inner.rest(), "writes nested too deeply")
            return
        yield from READERS[inner.up()](inside, inner)


def with_clause(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`WITH a AS (…), b AS (…) statement`; the writes of the parts are found by themselves."""
    from guardrail.frontends.sql.dispatch import statement as read_statement

    cursor.accept("WITH")
    cursor.accept("RECURSIVE")
    if cursor.accept("XMLNAMESPACES"):
        cursor.group()
        cursor.accept(",")
    views: list[View] = []
    while cursor.up() not in ("SELECT", *_WRITES) and (name := cursor.name()):
        cursor.group()
        cursor.accept("AS")
        cursor.accept("NOT MATERIALIZED", "MATERIALIZED")
        inner = cursor.group()
        if inner is None:
            break
        if len(views) < _MOST_VIEWS:
            views.append(_view(name, inner))
        for clause, last in (("SEARCH", "SET"), ("CYCLE", "USING")):
            if cursor.accept(clause):
                cursor.until(last)
                cursor.accept(last)
                cursor.name()
        if not cursor.accept(","):
            break
    if not cursor.done:
        yield from read_statement(replace(reading, views=tuple(views)), cursor, swept=True)


def _view(name: str, inner: Cursor) -> View:
    known = tables(inner) if inner.up() == "SELECT" else {}
    table = next(iter(known.values())) if len(known) == 1 else name
    return View(name.lower(), table, inner.has(*_FILTERS), whole(inner)[0])


def explain(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`EXPLAIN ANALYZE statement` runs the statement; without ANALYZE nothing happens."""
    from guardrail.frontends.sql.dispatch import statement as read_statement

    cursor.accept("EXPLAIN")
    runs = False
    if cursor.up() == "(" and cursor.up(1) not in ("SELECT", "WITH", "("):
        options = cursor.group()
        for option in options.split() if options is not None else ():
            if option.accept("ANALYZE", "ANALYSE"):
                runs = option.here.text.upper() not in _OFF
    while found := cursor.accept("ANALYZE", "ANALYSE", "VERBOSE", "EXTENDED", "QUERY PLAN"):
        runs |= found.startswith("ANALY")
    if runs:
        yield from read_statement(reading.inside("EXPLAIN ANALYZE"), cursor)


def analyze(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """MariaDB's `ANALYZE [FORMAT=JSON] statement` runs it; `ANALYZE t` gathers statistics."""
    from guardrail.frontends.sql.dispatch import statement as read_statement

    cursor.take()
    if cursor.accept("FORMAT ="):
        cursor.take()
    if cursor.up() in _WRITES:
        yield from read_statement(reading.inside("ANALYZE"), cursor)


def do_block(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """PostgreSQL's `DO [LANGUAGE l] $$ … $$`."""
    statement = cursor.rest()
    cursor.accept("DO")
    language = "plpgsql"
    body = None
    while not cursor.done:
        if cursor.accept("LANGUAGE"):
            language = cursor.take().text.strip("'").lower()
        elif cursor.kind() is Kind.STRING and body is None:
            body = cursor.take()
        else:
            return
    if body is None:
        yield reading.unread(statement, "a DO block that can't be read")
        return
    if language in UNTRUSTED:
        what = f"DO in the untrusted language {language}"
        yield reading.make(CodeRun, statement, what=what, origin=language)
    yield from code_body(reading, body, language, "DO block")


def code_body(reading: Reading, token: Token, language: str, hidden_in: str) -> Iterator[Item]:
    """The quoted body of a DO block or a function, as a text of its language."""
    built = build(list(parts(token, reading.source, reading.lexis)))
    if language in ("sql", "plpgsql", ""):
        yield embedded(reading, built, hidden_in, hidden_in)
    elif language.startswith("plpython"):
        surroundings = replace(reading.source.surroundings, hidden_in=hidden_in)
        yield Embedded(reading.source.embed("python", built, hidden_in, surroundings))
    elif language not in ("c", "internal"):
        yield reading.unread([token], f"a {hidden_in} in {language}")
