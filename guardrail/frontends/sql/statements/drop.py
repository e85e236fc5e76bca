"""DROP of anything."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.kinds import KINDS, OWNED, accept_kind, is_own_table
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.switches import (
    DROPPED,
    GUARDING_EXTENSIONS,
    JOB,
    watches,
)
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Item

_PROTECTIONS = {
    "ROW ACCESS POLICY": "row access policy",
    "ALL ROW ACCESS POLICIES": "row access policy",
    "MASKING POLICY": "masking policy",
    "SECURITY POLICY": "security policy",
    "ROW POLICY": "row access policy",
    "RLS POLICY": "row level security",
    **DROPPED,
}
_LONGEST_OPERATOR = 63


def drop(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`DROP kind [IF EXISTS] a, b [CASCADE]`, one effect for each object."""
    statement = cursor.rest()
    cursor.accept("DROP", "UNDROP")
    temporary = bool(cursor.accept("TEMPORARY", "TEMP", "GLOBAL TEMPORARY"))
    if cursor.accept("OWNED BY"):
        cascade = cursor.has("CASCADE")
        for name in cursor.names():
            yield reading.make(
                SchemaChange,
                statement,
                verb=Verb.DROP,
                kind=ObjectKind.SCHEMA,
                table=name,
                name=name,
                cascade=cascade,
                options=("owned",),
            )
        return
    phrase = accept_kind(cursor)
    if not phrase:
        yield reading.unread(statement, "DROP of something that can't be read")
        return
    concurrently = bool(cursor.accept("CONCURRENTLY"))
    if_exists = bool(cursor.accept("IF EXISTS"))
    concurrently |= bool(cursor.accept("CONCURRENTLY"))
    cascade, purge, online = (cursor.has(word) for word in ("CASCADE", "PURGE", "ONLINE"))
    cascade |= phrase == "TABLESPACE" and cursor.has("CONTENTS")
    if phrase.startswith("OPERATOR"):
        cursor = _operator(cursor)
    for name, table in _dropped(phrase, cursor):
        if phrase in _PROTECTIONS:
            yield reading.make(
                PrivilegeChange,
                statement,
                verb=Verb.DISABLE,
                on=table or name,
                protection=_PROTECTIONS[phrase],
            )
            continue
        kind = KINDS[phrase]
        if kind is ObjectKind.EXTENSION and name.lower() in GUARDING_EXTENSIONS:
            yield reading.make(
                PrivilegeChange, statement, verb=Verb.DISABLE, on=name, protection="audit"
            )
        if phrase in ("EVENT", "TASK") and watches(name):
            yield reading.make(
                PrivilegeChange, statement, verb=Verb.DISABLE, on=name, protection=JOB
            )
        if kind is ObjectKind.TRIGGER and table and watches(name):
            what = f"trigger {name}"
            yield reading.make(
                PrivilegeChange, statement, verb=Verb.DISABLE, on=table, protection=what
            )
        options = [phrase.lower()] if kind is ObjectKind.OTHER else []
        if phrase in ("USER", "GROUP") and cascade:
            kind, options = ObjectKind.SCHEMA, ["user"]
        if purge:
            options.append("purge")
        if kind is ObjectKind.SCHEMA:
            options += _of_what_it_holds(cursor)
        yield reading.make(
            SchemaChange,
            statement,
            verb=Verb.DROP,
            kind=kind,
            table=name if is_own_table(kind) else table,
            name=name,
            cascade=cascade,
            concurrently=concurrently or online,
            temporary=temporary,
            if_exists=if_exists,
            options=tuple(options),
        )


def _dropped(phrase: str, cursor: Cursor) -> Iterator[tuple[str, str]]:
    """The names that are dropped, with the table each belongs to."""
    if phrase == "ALL ROW ACCESS POLICIES":
        cursor.accept("ON")
        yield "", cursor.name()
        return
    if phrase == "USER MAPPING":
        cursor.accept("IF EXISTS")
        cursor.accept("FOR")
        name = cursor.name()
        cursor.accept("SERVER")
        yield f"{name}@{cursor.name()}", ""
        return
    names: list[str] = []
    while True:
        if cursor.up() == "(":
            cursor.group()
            names.append("")
        elif name := cursor.name() or _quoted(cursor):
            names.append(name)
            cursor.group()
            if cursor.accept("@"):
                cursor.take()
        else:
            break
        if not cursor.accept(","):
            break
    table = ""
    if cursor.accept("ON", "USING") and phrase in OWNED:
        table = cursor.name()
    for name in names:
        yield name, table


def _of_what_it_holds(cursor: Cursor) -> list[str]:
    """What becomes of the objects in a schema: it must be empty, or that isn't known."""
    if cursor.has("RESTRICT"):
        return ["restrict"]
    return ["open end"] if cursor.kind() is Kind.HOLE else []


def _operator(cursor: Cursor) -> Cursor:
    """The operators with the marks of each as one name."""
    tokens: list[Token] = []
    for token in cursor.rest():
        last = tokens[-1] if tokens else None
        glued = last is not None and last.kind is Kind.NAME and last.end == token.start
        glued = glued and last is not None and len(last.text) < _LONGEST_OPERATOR
        if token.kind is Kind.MARK and token.up not in ("(", ")", ",", "."):
            if glued and last is not None:
                tokens[-1] = last._replace(text=last.text + token.text, end=token.end)
            else:
                tokens.append(token._replace(kind=Kind.NAME, up=""))
        else:
            tokens.append(token)
    return Cursor(tokens)


def _quoted(cursor: Cursor) -> str:
    """A name written as a string or a number, moved over."""
    if cursor.kind() is Kind.NUMBER:
        return cursor.take().text
    if not cursor.done and cursor.here.text[:1] in "'\"":
        return cursor.take().text[1:-1]
    return ""
