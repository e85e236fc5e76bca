"""CREATE, ALTER and RENAME of every object that has no reader of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from guardrail.effects import Aspect, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.frontends.sql.constraints import constraint, stands_next
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.guarding import GUARDS, weakened
from guardrail.frontends.sql.kinds import KINDS, OWNED, accept_kind, is_own_table
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.create_table import cloned
from guardrail.frontends.sql.statements.marks import marks, view_reads
from guardrail.frontends.sql.statements.opened import opened
from guardrail.frontends.sql.statements.policies import details as policy_details
from guardrail.frontends.sql.statements.switches import JOB, UNTRUSTED, switched, watches
from guardrail.frontends.sql.token import Kind
from guardrail.stream import Item

_QUALIFIERS = 18
VIEWS = (ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)
_JOBS = ("TASK", "EVENT")


def create_object(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`CREATE [OR REPLACE] [words] kind [IF NOT EXISTS] name …`."""
    from guardrail.frontends.sql.dispatch import statement as read_statement

    statement = cursor.rest()
    cursor.accept("CREATE")
    replaces = bool(cursor.accept("OR REPLACE", "OR ALTER"))
    temporary = False
    phrase = ""
    for _ in range(_QUALIFIERS):
        if phrase := accept_kind(cursor):
            break
        temporary |= cursor.up() in ("TEMP", "TEMPORARY")
        cursor.at += 1
    if not phrase:
        yield _unknown(reading, Cursor(statement))
        return
    kind = KINDS[phrase]
    if_exists = bool(cursor.accept("IF NOT EXISTS"))
    cursor.accept("FOR")
    quoted = cursor.kind() is Kind.STRING
    name = cursor.take().text.strip("'\"") if quoted else cursor.name()
    if phrase == "SCHEMA" and cursor.accept("AUTHORIZATION") and name.upper() == "AUTHORIZATION":
        name = cursor.name()
    table = name if is_own_table(kind) else ""
    options = [phrase.lower()] if kind is ObjectKind.OTHER else []
    if phrase in OWNED and cursor.accept("ON"):
        table = cursor.name()
    if kind is ObjectKind.POLICY:
        options += policy_details(cursor)
    options += marks(phrase, statement)
    if kind in (ObjectKind.DATABASE, ObjectKind.SCHEMA):
        options += cloned(cursor)
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=kind,
        table=table,
        name=name,
        temporary=temporary,
        if_exists=if_exists,
        replace=replaces,
        options=tuple(options),
        reads=view_reads(cursor) if kind in VIEWS else (),
    )
    if kind is ObjectKind.EXTENSION and name.lower() in UNTRUSTED:
        yield reading.make(
            PrivilegeChange,
            statement,
            verb=Verb.ESCALATE,
            on=name,
            protection="untrusted language",
        )
    yield from opened(reading, statement, phrase, name)
    if phrase == "PROFILE":
        guarding = switched(reading, statement, phrase, f"the profile {name}")
        yield from [guarding] if guarding is not None else []
    if phrase == "TASK" and (index := cursor.find("AS")) >= 0:
        yield from read_statement(reading.inside("task"), cursor.slice(index + 1, cursor.end))
    if phrase == "SCHEMA":
        for element in _elements(cursor):
            yield from read_statement(reading, element)


def _elements(cursor: Cursor) -> Iterator[Cursor]:
    """The statements that make a schema's objects: `CREATE SCHEMA s CREATE TABLE … GRANT …`."""
    starts: list[int] = []
    previous = ""
    for index in cursor.top():
        up = cursor.tokens[index].up
        if up in ("CREATE", "GRANT") and previous not in ("GRANT", ","):
            starts.append(index)
        previous = up
    for start, end in pairwise([*starts, cursor.end]):
        yield cursor.slice(start, end)


def _unknown(reading: Reading, cursor: Cursor) -> Item:
    """Something is made that no table knows: `CREATE kind name` does no harm."""
    statement = cursor.rest()
    cursor.accept("CREATE")
    replaces = bool(cursor.accept("OR REPLACE", "OR ALTER"))
    kind = cursor.up()
    follows = cursor.copy()
    follows.at += 1
    if_exists = bool(follows.accept("IF NOT EXISTS"))
    name = follows.name()
    if not kind.isalpha() or not name:
        return reading.unread(statement, "CREATE of something that can't be read")
    return reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=ObjectKind.OTHER,
        name=name,
        replace=replaces,
        if_exists=if_exists,
        options=(kind.lower(),),
    )


def alter_object(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`ALTER kind name …`."""
    statement = cursor.rest()
    cursor.accept("ALTER")
    phrase = accept_kind(cursor)
    if not phrase:
        yield reading.unread(statement, "ALTER of something that can't be read")
        return
    kind = KINDS[phrase]
    if_exists = bool(cursor.accept("IF EXISTS"))
    cursor.accept("FOR")
    name, table = _altered(cursor, phrase)
    yield from opened(reading, statement, phrase, name)
    if phrase in _JOBS and watches(name) and cursor.has("SUSPEND", "DISABLE"):
        yield reading.make(PrivilegeChange, statement, verb=Verb.DISABLE, on=name, protection=JOB)
        return
    guarding = switched(reading, statement, phrase, table or name)
    if guarding is not None:
        yield guarding
        return
    verb, new_name, aspect = Verb.ALTER, "", Aspect.OTHER
    details: dict[str, object] = {}
    options = [phrase.lower()] if kind is ObjectKind.OTHER else []
    if cursor.accept("RENAME TO"):
        verb, new_name, aspect = Verb.RENAME, cursor.name(), Aspect.NONE
    elif cursor.accept("OWNER TO"):
        new_name, aspect = cursor.name(), Aspect.OWNER
    elif cursor.accept("SET SCHEMA"):
        verb, aspect = Verb.RENAME, Aspect.NONE
        new_name = f"{cursor.name()}.{name.rpartition('.')[2]}"
        options.append("set schema")
    elif (
        cursor.sees("SET")
        and cursor.copy().slice(cursor.at + 1, cursor.end).name().lower() in GUARDS
    ):
        cursor.accept("SET")
        setting = cursor.name().lower()
        cursor.accept("=", "TO")
        yield from weakened(reading, statement, setting, cursor.here.text.strip("'").upper())
        return
    elif cursor.accept("ADD") and stands_next(cursor):
        found = constraint(cursor, reading.masked).details
        found.pop("name")
        details = found
        options.append("add constraint")
    elif kind is ObjectKind.POLICY:
        options += policy_details(cursor)
    elif phrase == "TYPE" and cursor.copy().slice(cursor.at - 1, cursor.end).accept("ADD VALUE"):
        cursor.accept("VALUE")
        cursor.accept("IF NOT EXISTS")
        new_name = cursor.take().text.strip("'")
        options.append("add value")
    else:
        options.append(_option(statement_words(cursor)))
    details.pop("options", None)
    if kind is ObjectKind.INDEX and any(token.up == "ONLINE" for token in statement):
        details["concurrently"] = "ONLINE = OFF" not in " ".join(token.up for token in statement)
    yield reading.make(
        SchemaChange,
        statement,
        verb=verb,
        kind=kind,
        table=table,
        name=name,
        new_name=new_name,
        aspect=aspect,
        if_exists=if_exists,
        options=tuple(option for option in options if option),
        **details,
    )


def _altered(cursor: Cursor, phrase: str) -> tuple[str, str]:
    """The name of the object that is altered, and the table it belongs to."""
    if phrase == "INDEX" and cursor.accept("ALL ON"):
        return "ALL", cursor.name()
    name = "" if phrase == "ACCOUNT" else cursor.name()
    cursor.group()
    if phrase in OWNED and cursor.accept("ON"):
        return name, cursor.name()
    return name, name if is_own_table(KINDS[phrase]) else ""


def statement_words(cursor: Cursor) -> list[str]:
    """The words that are left, from the action's verb on."""
    start = cursor.at - 1 if cursor.tokens[cursor.at - 1].up == "ADD" else cursor.at
    return [token.up for token in cursor.tokens[start : cursor.end]]


def _option(found: list[str]) -> str:
    """The first words of an action, without its values."""
    kept: list[str] = []
    for up in found[:4]:
        if not up.replace("_", "").isalpha():
            break
        kept.append(up.lower())
    return " ".join(kept)


def rename(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """MySQL's `RENAME TABLE a TO b, c TO d`, Oracle's `RENAME a TO b`."""
    statement = cursor.rest()
    options = ("exchange",) if cursor.accept("RENAME", "EXCHANGE") == "EXCHANGE" else ()
    phrase = accept_kind(cursor) or cursor.accept("TABLES") or "TABLE"
    kind = KINDS.get(phrase, ObjectKind.TABLE)
    for piece in cursor.split():
        name = piece.name() or piece.take().text.strip("'\"")
        piece.accept("TO", "AND")
        new = piece.name() or piece.here.text.strip("'\"")
        yield reading.make(
            SchemaChange,
            statement,
            verb=Verb.RENAME,
            kind=kind,
            table=name if is_own_table(kind) else "",
            name=name,
            new_name=new,
            options=options,
        )


def reassign(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`REASSIGN OWNED BY a TO b`."""
    statement = cursor.rest()
    cursor.accept("REASSIGN OWNED BY")
    names = cursor.names()
    cursor.accept("TO")
    new = cursor.name()
    for name in names:
        yield reading.make(
            SchemaChange,
            statement,
            verb=Verb.ALTER,
            kind=ObjectKind.ROLE,
            name=name,
            new_name=new,
            aspect=Aspect.OWNER,
        )
