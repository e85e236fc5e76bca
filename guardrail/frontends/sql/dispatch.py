"""Reads one statement: finds the verb, and gives the statement to the reader of that verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from guardrail.frontends.sql.copies import loops
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.procedure import steps
from guardrail.frontends.sql.reading import DANGEROUS, Reading
from guardrail.frontends.sql.second_opinion import read as ask_sqlglot
from guardrail.frontends.sql.secrets import credentials
from guardrail.frontends.sql.statements.calls import calls
from guardrail.frontends.sql.statements.dynamic import assigned, called
from guardrail.frontends.sql.statements.outside import reached
from guardrail.frontends.sql.statements.retention import retention
from guardrail.frontends.sql.statements.wrapped import hidden_writes
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.verbs import GLANCED_AT, HARMLESS, reader
from guardrail.stream import Item

_DEEPEST = 10
_CHANGES = frozenset({"DROP", "DELETE", "UPDATE", "TRUNCATE", "MERGE", "GRANT", "REVOKE", "ALTER"})
_QUIET = HARMLESS | GLANCED_AT | {"("}
_KEEPING = ("ALTER", "SET", "VACUUM")
_NOT_SWEPT = frozenset({"EXPLAIN", "DESCRIBE", "DESC", "PREPARE"})
_NOT_REACHED = frozenset({"CREATE", "COPY", "ALTER", "DROP", "GRANT", "REVOKE", "COMMENT"})


def read_tokens(reading: Reading, tokens: Sequence[Token]) -> Iterator[Item]:
    """The effects of one statement, or of a block of them."""
    cursor = Cursor(tokens)
    if cursor.up() == "CREATE":
        yield from statement(reading, cursor)
        return
    alone = not reading.body and not cursor.has(";")
    if cursor.has("LOOP") and (found := loops(cursor)):
        reading = replace(reading, loops=(*reading.loops, *found))
    for piece in cursor.split(";"):
        yield from fragment(reading, piece, alone)


def fragment(reading: Reading, cursor: Cursor, alone: bool = False) -> Iterator[Item]:
    """The effects of what stands between two semicolons, control structures taken off."""
    for step in steps(cursor, reading.lexis.batches, alone):
        if not step.done:
            yield from statement(reading, step)


def statement(reading: Reading, cursor: Cursor, swept: bool = False) -> Iterator[Item]:
    """The effects of one statement that begins at the cursor."""
    tokens = cursor.rest()
    if not tokens:
        return
    if reading.depth > _DEEPEST:
        yield reading.unread(tokens, "statements nested too deeply")
        return
    secrets = list(credentials(reading, tokens))
    yield from secrets
    reading = replace(reading, depth=reading.depth + 1, masked=reading.masked or bool(secrets))
    if not swept and cursor.up() not in _NOT_SWEPT:
        yield from hidden_writes(reading, cursor)
        if cursor.up() not in _NOT_REACHED:
            yield from reached(reading, cursor)
    found = reader(cursor)
    if found is not None:
        start = cursor.copy()
        silent = True
        for item in found(reading, cursor):
            silent = False
            yield item
        if silent and _says_something(start):
            yield reading.unread(tokens, "a statement that is not understood")
        if start.up() in _KEEPING:
            yield from retention(reading, start.copy())
        if start.up() == "SET" and start.has("=", ":="):
            yield from assigned(reading, start)
    else:
        yield from _without_reader(reading, cursor)


def _without_reader(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """A statement whose verb isn't in the table: harmless, an assignment, or not understood."""
    tokens = cursor.rest()
    if cursor.up() == "DECLARE" or cursor.has(":=") or (reading.body and cursor.has("=")):
        yield from assigned(reading, cursor)
        yield from calls(reading, cursor)
    elif cursor.up() in _QUIET:
        yield from calls(reading, cursor)
    elif cursor.kind() in (Kind.HOLE, Kind.PARAM):
        yield from _behind_holes(reading, cursor)
    elif cursor.kind() is Kind.CLIENT:
        yield reading.unread(tokens, "a command of the client inside a statement")
    elif reading.pieces and not any(token.up in DANGEROUS for token in tokens):
        yield from calls(reading, cursor)
    elif _is_call(reading, cursor):
        yield from called(reading, cursor)
    elif not reading.body or any(token.up in DANGEROUS for token in tokens):
        yield from ask_sqlglot(reading, cursor)


def _says_something(cursor: Cursor) -> bool:
    """Whether a statement changes something whatever follows its verb."""
    if cursor.sees("ALTER SYSTEM") or cursor.sees("ALTER SESSION"):
        return False
    return cursor.up() in _CHANGES


def _is_call(reading: Reading, cursor: Cursor) -> bool:
    """Whether a procedure is called by its name alone, as PL/SQL and T-SQL's batches do."""
    place = cursor.copy()
    name = place.name()
    if reading.lexis.batches:
        return name.lower().rpartition(".")[2].startswith(("sp_", "xp_"))
    return bool(name) and reading.lexis.q_quote and (place.done or place.up() == "(")


def _behind_holes(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """What stands behind text that is only known at run time: a statement, or nothing."""
    tokens = cursor.rest()
    while cursor.kind() in (Kind.HOLE, Kind.PARAM):
        cursor.at += 1
    if reader(cursor) is not None or cursor.up() in _QUIET:
        yield from statement(reading, cursor)
    elif not reading.pieces or any(token.up in DANGEROUS for token in tokens):
        yield reading.unread(tokens, "SQL that is only known at run time")
