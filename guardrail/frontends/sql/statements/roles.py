"""Roles and users: what they may do, and passwords written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.effects import ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.guarding import GUARDS, weakened
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.opened import opened_login
from guardrail.frontends.sql.statements.switches import switched
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Item

_ATTRIBUTES = ("SUPERUSER", "BYPASSRLS", "CREATEROLE", "CREATEDB", "REPLICATION", "CREATEUSER")
_LOCKS = ("NOLOGIN", "ACCOUNT LOCK", "DISABLE", "CONNECTION LIMIT 0", "DISABLED TRUE")
_PAST = ("19", "200", "201", "2020", "2021", "2022", "2023", "2024", "-INFINITY", "EPOCH")
_SERVER_ROLES = (
    "SYSADMIN",
    "SECURITYADMIN",
    "DB_OWNER",
    "SERVERADMIN",
    "ACCOUNTADMIN",
    "RDS_SUPERUSER",
)

_BLANK = ("mysql", "tsql", "clickhouse")
_EMPTY = ("''", '""', "N''")
_HERE = ("localhost", "127.0.0.1", "::1")


def create_role(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`CREATE ROLE | USER | LOGIN name …`."""
    statement = cursor.rest()
    cursor.accept("CREATE")
    replace = bool(cursor.accept("OR REPLACE"))
    cursor.accept("ROLE", "USER", "LOGIN", "GROUP", "APPLICATION ROLE")
    if_exists = bool(cursor.accept("IF NOT EXISTS"))
    name = _account(cursor)
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=ObjectKind.ROLE,
        name=name,
        if_exists=if_exists,
        replace=replace,
    )
    yield from _attributes(reading, cursor, statement, name)
    yield from _blank(reading, statement, name)
    yield from _memberships(reading, cursor, statement, name)


def _memberships(
    reading: Reading, cursor: Cursor, statement: Sequence[Token], name: str
) -> Iterator[PrivilegeChange]:
    """`IN ROLE a, b`: the new role is a member of others from the start."""
    for index in cursor.top():
        if cursor.tokens[index].up != "IN":
            continue
        place = cursor.slice(index + 1, cursor.end)
        if place.accept("ROLE", "GROUP"):
            yield reading.make(
                PrivilegeChange,
                statement,
                verb=Verb.GRANT,
                privileges=tuple(each.upper() for each in place.names()),
                whom=(name.lower(),),
            )
        return


def alter_role(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`ALTER ROLE | USER | LOGIN name …`."""
    statement = cursor.rest()
    cursor.accept("ALTER")
    cursor.accept("ROLE", "USER", "LOGIN", "GROUP", "SERVER ROLE", "AUTHORIZATION")
    cursor.accept("IF EXISTS")
    name = _account(cursor)
    guarding = switched(reading, statement, "ROLE", name)
    found = [guarding] if guarding is not None else []
    found += _attributes(reading, cursor, statement, name)
    if name.lower() == "sa" and any(token.up == "ENABLE" for token in statement):
        found.append(
            reading.make(
                PrivilegeChange,
                statement,
                verb=Verb.ESCALATE,
                whom=("the login sa",),
                protection="sysadmin",
            )
        )
    found += _locked(reading, cursor, statement, name)
    found += _blank(reading, statement, name)
    found += opened_login(reading, statement, name)
    yield from found
    if found:
        return
    if cursor.accept("RENAME TO", "WITH NAME ="):
        yield reading.make(
            SchemaChange,
            statement,
            verb=Verb.RENAME,
            kind=ObjectKind.ROLE,
            name=name,
            new_name=cursor.name(),
        )
    elif cursor.accept("ADD MEMBER", "ADD USER"):
        member = cursor.name().lower()
        admin = name.upper() in _SERVER_ROLES
        yield reading.make(
            PrivilegeChange,
            statement,
            verb=Verb.ESCALATE if admin else Verb.GRANT,
            privileges=(name.upper(),),
            whom=(member,),
            protection=name.lower() if admin else "",
        )
    elif cursor.accept("SET") and cursor.copy().name().lower() in GUARDS:
        setting = cursor.name().lower()
        cursor.accept("=", "TO")
        yield from weakened(reading, statement, setting, plain(cursor.here).upper())
    else:
        sets = cursor.tokens[cursor.at - 1].up == "SET"
        option = f"set {cursor.name().lower()}" if sets else cursor.up().lower()
        yield reading.make(
            SchemaChange,
            statement,
            verb=Verb.ALTER,
            kind=ObjectKind.ROLE,
            name=name,
            options=(option,) if option else (),
        )


def _locked(
    reading: Reading, cursor: Cursor, statement: Sequence[Token], name: str
) -> Iterator[PrivilegeChange]:
    """The role can't log in any more: it has lost the right to."""
    ups = [token.up or plain(token).upper() for token in cursor.rest()]
    text = f" {' '.join(up for up in ups if up != '=')} "
    past = any(f" VALID UNTIL {year}" in text for year in _PAST)
    if past or any(f" {words} " in text for words in _LOCKS):
        yield reading.make(
            PrivilegeChange,
            statement,
            verb=Verb.REVOKE,
            privileges=("LOGIN",),
            whom=(name.lower(),),
        )
    if " DEFAULT_ROLE ACCOUNTADMIN " in text:
        yield reading.make(
            PrivilegeChange,
            statement,
            verb=Verb.ESCALATE,
            whom=(name.lower(),),
            protection="accountadmin",
        )


def _blank(reading: Reading, statement: Sequence[Token], name: str) -> Iterator[PrivilegeChange]:
    """An account that nobody needs a password for, and not from this machine alone.

    PostgreSQL's empty password is none that anybody can log in with.
    """
    if reading.dialect not in _BLANK or any(plain(one) in _HERE for one in statement):
        return
    ups = [token.up or token.text for token in statement]
    by = (
        ups[at + 1] in _EMPTY and (up == "BY" or (up == "=" and ups[at - 1] == "PASSWORD"))
        for at, up in enumerate(ups[:-1])
    )
    if any(by) or "NO_PASSWORD" in ups or " NOT IDENTIFIED " in f" {' '.join(ups)} ":
        yield reading.make(
            PrivilegeChange, statement, verb=Verb.DISABLE, on=name, protection="password"
        )


def _attributes(
    reading: Reading, cursor: Cursor, statement: Sequence[Token], name: str
) -> Iterator[PrivilegeChange]:
    """The attributes that raise a role above others, one effect each."""
    for index in cursor.top():
        up = cursor.tokens[index].up
        if up in _ATTRIBUTES:
            protection = "superuser" if up == "CREATEUSER" else up.lower()
            yield reading.make(
                PrivilegeChange,
                statement,
                verb=Verb.ESCALATE,
                whom=(name.lower(),),
                protection=protection,
            )


def _account(cursor: Cursor) -> str:
    """The name of an account, also one written as a string with a host behind it."""
    quoted = cursor.kind() is Kind.STRING
    name = cursor.take().text.strip("'\"") if quoted else cursor.name()
    if cursor.up() == "@" or cursor.here.text.startswith("@"):
        marked = cursor.take()
        if marked.text == "@":
            cursor.take()
    return name
