"""The session and its transaction: SET and RESET, BEGIN and COMMIT, LOCK TABLE."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.effects import SessionAction, SessionChange
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.durations import TIMEOUTS, milliseconds
from guardrail.frontends.sql.guarding import known, weakened
from guardrail.frontends.sql.reading import Reader, Reading
from guardrail.frontends.sql.texts import text_of
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.stream import Item

TRANSACTION = words(
    "TRANSACTION TRAN WORK ISOLATION READ DEFERRED IMMEDIATE EXCLUSIVE CONCURRENT DEFERRABLE"
)
_EXCLUSIVE = "ACCESS EXCLUSIVE"
_NO_MODE = words("IN MODE AS NOWAIT LOCAL LOW_PRIORITY WAIT")
_LONGEST = 200


def changed(
    reading: Reading, statement: Sequence[Token], name: str, value: str, *, local: bool = False
) -> SessionChange:
    """A setting is given a value; DEFAULT takes it back."""
    reset = value.upper() == "DEFAULT" or (name == "role" and value.upper() == "NONE")
    return reading.make(
        SessionChange,
        statement,
        action=SessionAction.RESET if reset else SessionAction.SET,
        name=name,
        value="***" if reading.masked else value[:_LONGEST],
        milliseconds=-1 if reset else milliseconds(name, value, reading.dialect),
        local=local,
    )


def is_timeout(name: str) -> bool:
    """Whether a setting limits how long something may take or wait."""
    return name in TIMEOUTS


def given(piece: Cursor, masked: bool = False) -> str:
    """The value that stands next, without the quotes of a single literal."""
    tokens = piece.rest()
    if len(tokens) == 1 and tokens[0].kind in (Kind.STRING, Kind.NAME):
        return "***" if masked else tokens[0].text.strip("'\"")
    return text_of(tokens, masked)


def reset(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`RESET name`, `RESET ALL`, `DISCARD ALL`: settings are what they were."""
    statement = cursor.rest()
    verb = cursor.take().up
    name = cursor.name().lower()
    if cursor.accept("AUTHORIZATION"):
        name = "session_authorization"
    if verb == "DISCARD" and name != "all":
        return
    yield reading.make(SessionChange, statement, action=SessionAction.RESET, name=name)
    yield from weakened(reading, statement, known(name), "DEFAULT")


def is_begin(cursor: Cursor) -> bool:
    """Whether a BEGIN opens a transaction rather than a block of statements."""
    if cursor.up(1) == "ATOMIC":
        return False
    return cursor.at + 1 >= cursor.end or cursor.up(1) in TRANSACTION


def _acts(action: SessionAction) -> Reader:
    """A reader for a statement that begins or ends a transaction, or marks a point in it."""

    def read(reading: Reading, cursor: Cursor) -> Iterator[Item]:
        statement = cursor.rest()
        cursor.take()
        cursor.skip(*TRANSACTION, "SAVEPOINT")
        done, name = action, ""
        if cursor.accept("TO"):
            cursor.accept("SAVEPOINT")
            name = cursor.name()
        elif action is SessionAction.SAVEPOINT:
            name = cursor.name()
        elif cursor.accept("PREPARED"):
            name = given(cursor)
        yield reading.make(SessionChange, statement, action=done, name=name)

    return read


begin = _acts(SessionAction.BEGIN)
commit = _acts(SessionAction.COMMIT)
rollback = _acts(SessionAction.ROLLBACK)
savepoint = _acts(SessionAction.SAVEPOINT)


def lock(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`LOCK TABLE a, b [IN … MODE]`, `LOCK TABLES a READ, b WRITE`."""
    statement = cursor.rest()
    cursor.accept("LOCK")
    if cursor.up() in ("INSTANCE", "BINLOG"):
        return
    each_its_own = bool(cursor.accept("TABLES"))
    cursor.accept("TABLE")
    named: list[tuple[str, str]] = []
    mode = ""
    for piece in cursor.split():
        piece.accept("ONLY")
        name = piece.name()
        piece.accept("*")
        if piece.accept("AS") or piece.kind() is Kind.NAME:
            piece.take()
        words_left = (token.up for token in piece.rest()[:8])
        mode = " ".join(up for up in words_left if up and up not in _NO_MODE)
        if name:
            named.append((name, mode))
    for name, own in named:
        yield reading.make(
            SessionChange,
            statement,
            action=SessionAction.LOCK,
            name=name,
            value=own if each_its_own else own or mode or _EXCLUSIVE,
        )


def impersonate(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """T-SQL's `EXECUTE AS USER | LOGIN = 'name'`: what follows runs with that one's rights."""
    statement = cursor.rest()
    cursor.until("=")
    if cursor.accept("="):
        yield changed(reading, statement, "role", given(cursor.slice(cursor.at, cursor.at + 1)))


def revert(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """T-SQL's `REVERT`: the session's own rights again."""
    yield reading.make(SessionChange, cursor.rest(), action=SessionAction.RESET, name="role")


def use_role(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Snowflake's `USE ROLE r`."""
    statement = cursor.rest()
    cursor.accept("USE ROLE")
    yield changed(reading, statement, "role", cursor.name())


def unlock(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`UNLOCK TABLES`."""
    yield reading.make(SessionChange, cursor.rest(), action=SessionAction.UNLOCK)


def flush(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """MySQL's `FLUSH TABLES [a, b] WITH READ LOCK` or `FOR EXPORT`; other FLUSHes do no harm."""
    statement = cursor.rest()
    cursor.accept("FLUSH")
    cursor.accept("LOCAL", "NO_WRITE_TO_BINLOG")
    if not cursor.accept("TABLES", "TABLE") or not cursor.has("LOCK", "EXPORT"):
        return
    names = [] if cursor.up() in ("WITH", "FOR") else cursor.names()
    for name in names or [""]:
        yield reading.make(
            SessionChange, statement, action=SessionAction.LOCK, name=name, value="READ"
        )
