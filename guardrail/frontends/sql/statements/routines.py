"""Functions, procedures, triggers, rules and events, and the statements in their bodies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from guardrail.effects import Aspect, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.kinds import KINDS, accept_kind
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.properties import told
from guardrail.frontends.sql.statements.wrapped import code_body
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Item

_HIDDEN = "function body"
QUOTES = "'\""
_HEADER = ("BEFORE", "AFTER", "OF", "OR", ",", "FOR", "ON", "WITH", "TO", "NOT", "RETURNS")
_BODY = [
    "BEGIN",
    "DELETE",
    "UPDATE",
    "INSERT",
    "MERGE",
    "TRUNCATE",
    "DROP",
    "ALTER",
    "CREATE",
    "EXEC",
    "EXECUTE",
    "DECLARE",
    "IF",
    "WHILE",
    "SELECT",
    "SET",
    "CALL",
    "REPLACE",
    "WITH",
    "RETURN",
    "GRANT",
    "REVOKE",
]


def create_routine(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`CREATE FUNCTION | PROCEDURE | TRIGGER | EVENT | PACKAGE … body`."""
    statement = cursor.rest()
    replaces = cursor.sees("CREATE OR REPLACE") or cursor.sees("CREATE OR ALTER")
    while not cursor.done and (phrase := accept_kind(cursor)) == "":
        cursor.at += 1
    kind = KINDS.get(phrase, ObjectKind.FUNCTION)
    if_exists = bool(cursor.accept("IF NOT EXISTS"))
    name = cursor.name()
    table = ""
    if kind is ObjectKind.TRIGGER and phrase != "EVENT TRIGGER":
        place = cursor.slice(max(cursor.find("ON"), cursor.at), cursor.end)
        table = place.name() if place.accept("ON") else ""
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=kind,
        table=table,
        name=name,
        if_exists=if_exists,
        replace=replaces,
        options=_options(cursor, phrase),
    )
    yield from _definer(reading, cursor, statement, name)
    yield from _body(reading, cursor)


def alter_routine(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`ALTER FUNCTION f …`."""
    statement = cursor.rest()
    cursor.accept("ALTER")
    kind = KINDS[accept_kind(cursor)]
    name = cursor.name()
    cursor.group()
    found = list(_definer(reading, cursor, statement, name))
    yield from found
    if found:
        return
    renames = bool(cursor.accept("RENAME TO"))
    owned = cursor.sees("OWNER TO")
    if cursor.accept("SET SCHEMA"):
        new_name = f"{cursor.name()}.{name.rpartition('.')[2]}"
        yield reading.make(
            SchemaChange,
            statement,
            verb=Verb.RENAME,
            kind=kind,
            name=name,
            new_name=new_name,
            options=("set schema",),
        )
        return
    option = "" if renames else told(cursor.copy())
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.RENAME if renames else Verb.ALTER,
        kind=kind,
        name=name,
        new_name=cursor.name() if renames else "",
        aspect=Aspect.OWNER if owned else Aspect.NONE if renames else Aspect.OTHER,
        options=(option,) if option else (),
    )
    yield from _body(reading, cursor)


def _options(cursor: Cursor, phrase: str) -> tuple[str, ...]:
    """What decides how dangerous the routine is: its language, whose rights it runs with."""
    found = ["event trigger"] if phrase == "EVENT TRIGGER" else []
    previous = ""
    for index in cursor.top():
        token = cursor.tokens[index]
        if previous == "LANGUAGE":
            found.append(f"language {token.text.strip(QUOTES).lower()}")
        elif token.up == "DEFINER" and previous == "SECURITY":
            found.append("security definer")
        elif token.up == "SONAME":
            found.append("soname")
        previous = token.up
    return tuple(found)


def _definer(
    reading: Reading, cursor: Cursor, statement: Sequence[Token], name: str
) -> Iterator[Item]:
    """The function runs with its owner's rights, and its caller chooses the search path."""
    definer, path, previous = False, False, ""
    for index in cursor.top():
        up = cursor.tokens[index].up
        definer |= up == "DEFINER" and previous == "SECURITY"
        path |= up == "SEARCH_PATH" and previous in ("SET", "LOCAL")
        previous = up
    if definer and not path and reading.lexis.dollar:
        yield reading.make(
            PrivilegeChange,
            statement,
            verb=Verb.ESCALATE,
            on=name,
            protection="security definer without search_path",
        )


def _body(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """The statements of the body, quoted or not."""
    language = ""
    quoted: Token | None = None
    previous = ""
    for index in cursor.top():
        token = cursor.tokens[index]
        if previous == "LANGUAGE":
            language = token.text.strip("'").lower()
        elif previous == "AS" and token.kind is Kind.STRING and quoted is None:
            quoted = token
        previous = token.up
    if quoted is not None:
        yield from code_body(reading, quoted, language, _HIDDEN)
        return
    start = _opening(cursor)
    if start >= 0:
        yield from pieces(reading, cursor.slice(start, cursor.end), _HIDDEN)


def _opening(cursor: Cursor) -> int:
    """The index at which an unquoted body begins, -1 where there is none."""
    previous = ""
    for index in cursor.top():
        up = cursor.tokens[index].up
        follow = cursor.tokens[index + 1].up if index + 1 < cursor.end else ""
        header = previous in _HEADER or (up in ("EXECUTE", "EXEC") and follow in _EXECUTES)
        if up in _BODY and not header and not (up == "SET" and follow in ("OPTION", "TERM")):
            return index
        previous = up
    return -1


_EXECUTES = ("AS", "FUNCTION", "PROCEDURE")


def pieces(reading: Reading, body: Cursor, hidden_in: str) -> Iterator[Item]:
    """The statements of a body that isn't quoted."""
    from guardrail.frontends.sql.dispatch import fragment

    inside = replace(reading.inside(hidden_in), body=True)
    for piece in body.split(";"):
        yield from fragment(inside, piece)


def create_rule(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`CREATE RULE r AS ON event TO t DO [INSTEAD] statement`."""
    statement = cursor.rest()
    replaces = cursor.sees("CREATE OR REPLACE")
    cursor.until("RULE")
    cursor.accept("RULE")
    name = cursor.name()
    cursor.until("TO")
    cursor.accept("TO")
    table = cursor.name()
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=ObjectKind.TRIGGER,
        table=table,
        name=name,
        replace=replaces,
        options=("rule",),
    )
    cursor.until("DO")
    cursor.accept("DO")
    cursor.accept("INSTEAD", "ALSO")
    inner = cursor.group()
    yield from pieces(reading, cursor if inner is None else inner, _HIDDEN)
