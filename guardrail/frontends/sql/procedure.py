"""Finds the statements inside control structures: IF, LOOP, BEGIN, handlers, T-SQL's batches."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.statements.session import TRANSACTION, is_begin
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words

STARTERS = words(
    "DELETE UPDATE INSERT MERGE TRUNCATE DROP ALTER CREATE EXEC EXECUTE GRANT REVOKE DENY SET "
    "SELECT PRINT RAISERROR THROW RETURN BEGIN DECLARE IF WHILE COMMIT ROLLBACK USE DBCC BACKUP "
    "RESTORE SHUTDOWN KILL BULK DISABLE ENABLE OPEN CLOSE DEALLOCATE FETCH WAITFOR GOTO SAVE CALL "
    "REPLACE LOAD END ELSE WITH REVERT RECONFIGURE"
)
_SKIPPED = words("ELSE THEN LOOP ATOMIC TRY CATCH REPEAT EXCEPTION AS IS GO ;")
_ENDS = ("IF", "LOOP", "WHILE", "CASE", "REPEAT", "FOR", "TRY", "CATCH")
_FUNCTIONS = ("REPLACE", "UPDATE", "INSERT", "LOAD")
_BATCH_ENDS = ("TRY", "CATCH")
_BARE_ENDS = ("", "WORK", "TRANSACTION", "AND")
_BEFORE_A_WORD = words(
    "ON FOR AFTER BEFORE OF , GRANT REVOKE DENY AS UNION ALL EXCEPT INTERSECT THEN WHEN = INSTEAD "
    "OR AND NOT . TO IN WITH"
)
_RIGHTS = ("GRANT", "REVOKE", "DENY")
_ABSORBED = {
    "INSERT": words("SELECT EXEC EXECUTE WITH"),
    "UPDATE": words("SET"),
    "WITH": words("SELECT DELETE UPDATE INSERT MERGE"),
    "BULK": words("INSERT WITH"),
    "ALTER": words("SET WITH"),
    "BACKUP": words("WITH"),
    "RESTORE": words("WITH"),
}
_PARTS = words("COLUMN CONSTRAINT ( INDEX PERIOD MEMBER")
_KINDS = words(
    "TABLE VIEW PROCEDURE PROC FUNCTION INDEX TRIGGER SCHEMA DATABASE SEQUENCE USER TYPE"
)


def steps(cursor: Cursor, batches: bool, alone: bool = False) -> Iterator[Cursor]:
    """The statements of a fragment, control structures taken off, in order.

    `alone` says that the fragment is a statement of its own, where BEGIN and END stand for a
    transaction rather than a block.
    """
    if alone and not batches and _is_transaction(cursor):
        yield cursor
        return
    while not cursor.done:
        up = cursor.up()
        if up in _SKIPPED or _label(cursor):
            cursor.at += 1
        elif up == "BEGIN":
            if cursor.up(1) in TRANSACTION:
                end = _end(cursor) if batches else cursor.end
                yield cursor.slice(cursor.at, end)
                cursor.at = end
                continue
            cursor.at += 1
            cursor.accept("NOT ATOMIC", "TRY", "CATCH")
        elif up == "END":
            cursor.at += 1
            cursor.accept(*(_BATCH_ENDS if batches else _ENDS))
            if cursor.at == cursor.end - 1 and cursor.up() not in STARTERS:
                return
        elif up in ("FUNCTION", "PROCEDURE") and cursor.kind(1) in (Kind.WORD, Kind.NAME):
            if not cursor.has("IS", "AS"):
                return
            cursor.at = cursor.find("IS", "AS") + 1
        elif up in ("IF", "ELSIF", "ELSEIF", "WHEN", "CASE"):
            if not _move_behind(cursor, *(() if batches else ("THEN",))):
                return
        elif up in ("WHILE", "FOR", "FOREACH", "UNTIL"):
            yield from () if batches else _loop_source(cursor)
            if not _move_behind(cursor, *(() if batches else ("LOOP", "DO"))):
                return
        elif up == "DECLARE" and cursor.has("HANDLER"):
            cursor.at = cursor.find("HANDLER")
            if not _move_behind(cursor):
                return
        else:
            end = _end(cursor) if batches else cursor.end
            yield cursor.slice(cursor.at, end)
            cursor.at = end


def _is_transaction(cursor: Cursor) -> bool:
    """Whether BEGIN or END stands for a transaction."""
    if cursor.up() == "BEGIN":
        return is_begin(cursor)
    return cursor.up() == "END" and cursor.up(1) in _BARE_ENDS


def _label(cursor: Cursor) -> bool:
    """Whether a label stands next, moved over up to its last mark."""
    if cursor.sees("< <"):
        while not cursor.done and not cursor.sees("> >"):
            cursor.at += 1
        cursor.at += 1
        return not cursor.done
    if cursor.kind() is Kind.WORD and cursor.up(1) == ":":
        cursor.at += 1
        return True
    return False


def _move_behind(cursor: Cursor, *marks: str) -> bool:
    """Moves behind the mark, or without one to the first verb; whether there is anything."""
    index = cursor.find(*marks) if marks else -1
    if index >= 0:
        cursor.at = index + 1
        return True
    cursor.at += 1
    for index in cursor.top():
        token = cursor.tokens[index]
        called = index + 1 < cursor.end and cursor.tokens[index + 1].up == "("
        if called and token.up in _FUNCTIONS:
            continue
        if token.up in STARTERS and token.up not in ("IF", "WITH", "SET") and index > cursor.at:
            cursor.at = index
            return True
        if token.up == "SET" and index > cursor.at:
            cursor.at = index
            return True
    return False


def _loop_source(cursor: Cursor) -> Iterator[Cursor]:
    """The statement whose rows a FOR loop runs over, where it may write."""
    stop = cursor.find("LOOP", "DO")
    index = cursor.slice(cursor.at, stop).find("EXECUTE", "DELETE", "UPDATE", "INSERT", "WITH")
    if index >= 0:
        yield cursor.slice(index, stop)


def _end(cursor: Cursor) -> int:
    """Where a statement ends that has no semicolon behind it: before the next verb."""
    first = cursor.up()
    absorbs = _ABSORBED.get(first, frozenset())
    cases, given = 0, False
    previous = first
    for index in cursor.slice(cursor.at + 1, cursor.end).top():
        token = cursor.tokens[index]
        up, before, previous = token.up, previous, token.up
        follow = cursor.tokens[index + 1].up if index + 1 < cursor.end else ""
        if up in ("CASE", "END") and (up == "CASE" or cases):
            cases += 1 if up == "CASE" else -1
            continue
        given |= up in ("TO", "FROM")
        if token.kind is not Kind.WORD or up not in STARTERS or before in _BEFORE_A_WORD or cases:
            continue
        if follow == "(" and up in _FUNCTIONS:
            continue
        if up in absorbs:
            absorbs = _ABSORBED.get(up, frozenset()) if first == "WITH" else frozenset()
            continue
        if first == "MERGE" or (first in _RIGHTS and not given):
            continue
        if first == "ALTER" and up in ("DISABLE", "ENABLE") and follow != "TRIGGER":
            continue
        if follow in _PARTS and (first == "ALTER" or up == "WITH"):
            continue
        if up == "IF" and before in _KINDS:
            continue
        if up == "FETCH" and before in ("ROW", "ROWS"):
            continue
        if up == "WITH" and (index + 2 >= cursor.end or cursor.tokens[index + 2].up != "AS"):
            continue
        return index
    return cursor.end
