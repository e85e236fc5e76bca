"""GRANT, REVOKE and DENY."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Kind
from guardrail.stream import Item

_ENDS = ("WITH", "GRANTED", "CASCADE", "RESTRICT", "IDENTIFIED", "REQUIRE", "AS", "FORCE")


def grant(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`GRANT rights [ON object] TO whom [WITH GRANT OPTION]`."""
    yield from _change(reading, cursor, Verb.GRANT, "TO", "")


def revoke(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`REVOKE rights [ON object] FROM whom`; a DENY takes rights away as well."""
    yield from _change(reading, cursor, Verb.REVOKE, "FROM", "")


def default_privileges(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`ALTER DEFAULT PRIVILEGES [IN SCHEMA s] GRANT …`: rights on what is made later."""
    statement = cursor.rest()
    head = cursor.until("GRANT", "REVOKE")
    where = f" in schema {head.slice(head.find('SCHEMA') + 1, head.end).name()}"
    prefix = "default privileges" + (where if head.has("SCHEMA") else "")
    if cursor.up() == "GRANT":
        yield from _change(reading, cursor, Verb.GRANT, "TO", prefix)
    elif cursor.up() == "REVOKE":
        yield from _change(reading, cursor, Verb.REVOKE, "FROM", prefix)
    else:
        yield reading.unread(statement, "ALTER DEFAULT PRIVILEGES without GRANT or REVOKE")


def _change(
    reading: Reading, cursor: Cursor, verb: Verb, preposition: str, prefix: str
) -> Iterator[Item]:
    statement = cursor.rest()
    cursor.take()
    option_for = bool(cursor.accept("GRANT OPTION FOR", "ADMIN OPTION FOR"))
    head = cursor.until(preposition, "TO")
    cursor.accept(preposition, "TO")
    rights = head.until("ON")
    privileges = tuple(text for piece in rights.split() if (text := _right(piece)))
    head.accept("ON")
    on = _object(head)
    if prefix:
        on = f"{prefix} on {on}" if on else prefix
    whom = tuple(_whom(piece) for piece in cursor.until(*_ENDS).split())
    rest = cursor.words(30)
    yield reading.make(
        PrivilegeChange,
        statement,
        verb=verb,
        privileges=privileges,
        on=on,
        whom=tuple(name for name in whom if name),
        grantable=option_for or "GRANT OPTION" in rest or "ADMIN OPTION" in rest,
    )


def _right(piece: Cursor) -> str:
    """One right as written, upper case, without the columns it is for."""
    parts: list[str] = []
    while not piece.done:
        if piece.group() is not None:
            continue
        parts.append(piece.take().text.upper())
    text = " ".join(parts)
    text = text.replace(" . ", ".").replace(" :", ":").replace(": ", ":")
    return "ALL" if text == "ALL PRIVILEGES" else text


def _object(head: Cursor) -> str:
    """What the rights are on: a table's bare name, else with the word for its kind."""
    head.accept("TABLE")
    parts: list[str] = []
    last = -1
    for token in head.rest():
        if token.up in ("(", ")") and parts:
            break
        text = token.text
        if parts and token.start == last:
            parts[-1] += text
        elif parts and parts[-1].endswith(","):
            parts.append(text)
        else:
            parts.append(text)
        last = token.end
    return " ".join(parts)


def _whom(piece: Cursor) -> str:
    """One receiver, lower case, without its host."""
    if piece.accept("SHARE"):
        return f"share {piece.name().lower()}"
    piece.skip("GROUP", "ROLE", "USER", "DATABASE ROLE", "APPLICATION ROLE")
    token = piece.here
    if piece.done:
        return ""
    if token.kind is Kind.STRING:
        return token.text.strip("'\"").lower().removeprefix("specialgroup:") or "anonymous"
    return piece.name().lower()
