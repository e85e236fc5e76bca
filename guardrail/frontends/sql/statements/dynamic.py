"""SQL in strings: EXECUTE, EXEC, PREPARE, sp_executesql, variables that hold statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from guardrail.effects import (
    CodeRun,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    Verb,
)
from guardrail.effects.guarding import picked_by
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.guarding import configured
from guardrail.frontends.sql.literals import plain, spelt
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.outside import procedure as outside
from guardrail.frontends.sql.statements.packages import packaged
from guardrail.frontends.sql.statements.transfer import shell
from guardrail.frontends.sql.token import Kind, Token
from guardrail.patterns import late
from guardrail.spanmap import BuiltText
from guardrail.stream import Embedded, Item

_STATEMENT = late(
    r"\s*(?:(?:DELETE|UPDATE|INSERT|DROP|ALTER|TRUNCATE|CREATE|GRANT|REVOKE|MERGE)\s|"
    r"(?:EXEC|WITH|IF|BEGIN|SET|DECLARE)\s.*\b(?:DELETE|DROP|TRUNCATE|UPDATE|ALTER)\s)",
    re.IGNORECASE | re.DOTALL,
)
_LOOKED_AT = 5000
_SQL_PROCEDURES = frozenset(
    {"sp_executesql", "sp_msforeachtable", "sp_msforeachdb", "sp_prepexec", "sp_prepare"}
)
_PICKING = "@whereand"
"""The parameter by which `sp_msforeachtable` takes some of the tables."""
_ADMINS = frozenset({"sp_addsrvrolemember", "sp_addrolemember"})


def is_statement(text: str) -> bool:
    """Whether a text begins like a statement that changes something."""
    return _STATEMENT.match(text[:_LOOKED_AT]) is not None


def embedded(
    reading: Reading,
    built: BuiltText,
    label: str,
    hidden_in: str = "",
    guards: tuple[str, ...] = (),
) -> Item:
    """A text of SQL inside this one, in the same dialect, with what else guards it."""
    around = reading.source.surroundings
    hidden = hidden_in or reading.hidden_in or around.hidden_in
    surroundings = replace(
        around, dialect=reading.dialect, hidden_in=hidden, guards=(*around.guards, *guards)
    )
    return Embedded(reading.source.embed("sql", built, label, surroundings))


def execute(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`EXECUTE 'sql'` in a body, `EXEC('sql')`, `EXEC procedure …`, `EXECUTE IMMEDIATE 'sql'`."""
    statement = cursor.rest()
    cursor.take()
    immediate = bool(cursor.accept("IMMEDIATE"))
    cursor.accept("STATEMENT")
    expression = cursor.until("INTO", "USING", "AT", "BULK", "RETURNING", "LOOP")
    built = spelt(expression.copy(), reading.source, reading.lexis)
    first = expression.here
    procedure = first.kind in (Kind.WORD, Kind.NAME, Kind.PARAM) and expression.up(1) != "||"
    if built is not None and reading.body and not reading.lexis.batches:
        procedure = False
    if not procedure or immediate or first.up in ("FORMAT", "CONCAT"):
        if built is not None:
            yield embedded(reading, built, "EXECUTE")
        elif not _is_known(reading, expression):
            yield reading.unread(statement, "SQL that is only known at run time")
        return
    yield from _procedure(reading, expression, statement)


def called(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """A procedure called by its name alone."""
    yield from _procedure(reading, cursor, cursor.rest())


def _procedure(reading: Reading, place: Cursor, words: Sequence[Token]) -> Iterator[Item]:
    """The call of a procedure whose name stands next."""
    if place.kind() is Kind.PARAM and place.up(1) == "=":
        place.at += 2
    whole = place.name()
    name = whole.lower().rpartition(".")[2]
    yield from packaged(reading, whole, place, words)
    yield from outside(reading, name, place.copy(), words)
    if name in _SQL_PROCEDURES:
        yield from _first_string(reading, place, name)
    elif name == "xp_cmdshell":
        yield reading.make(CodeRun, words, what="XP_CMDSHELL")
        yield from shell(reading, place, "xp_cmdshell")
    elif name.startswith("sp_oacreate"):
        yield reading.make(CodeRun, words, what="SP_OACREATE")
    elif name == "sp_rename":
        yield from _renamed(reading, place, words)
    elif name == "sp_configure":
        strings = [plain(token) for token in place.rest()]
        if len(strings) >= 3:
            yield from configured(reading, words, strings[0].lower(), strings[2].upper())
    elif name in _ADMINS:
        strings = [plain(t).lower() for t in place.rest() if t.up != ","]
        admins = [text for text in strings if text in ("sysadmin", "securityadmin", "db_owner")]
        if admins and len(strings) >= 2:
            whom = next(text for text in strings if text not in admins)
            yield reading.make(
                PrivilegeChange, words, verb=Verb.ESCALATE, whom=(whom,), protection=admins[0]
            )
    elif place.done and name not in reading.known and _is_variable(reading, name):
        yield reading.unread(words, "SQL that is only known at run time")


def _is_variable(reading: Reading, name: str) -> bool:
    """Whether what is executed is a variable rather than a procedure or a prepared statement."""
    return name.startswith("@") or (reading.body and not reading.lexis.batches)


def _first_string(reading: Reading, place: Cursor, name: str) -> Iterator[Item]:
    first = next(place.split(), None)
    if first is None:
        return
    if first.kind() is Kind.PARAM and first.up(1) == "=":
        first.at += 2
    tokens = first.rest()
    picks = name == "sp_msforeachtable" and any(
        _PICKING in one.text.lower() for one in place.rest()
    )
    built = spelt(first, reading.source, reading.lexis)
    if built is not None:
        guards = (picked_by("name"),) if picks else ()
        yield embedded(reading, built, name, guards=guards)
    elif tokens and tokens[0].text.lower() not in reading.known:
        yield reading.unread(tokens, "SQL that is only known at run time")


def _renamed(reading: Reading, place: Cursor, words: Sequence[Token]) -> Iterator[Item]:
    """`EXEC sp_rename 'table.column', 'new', 'COLUMN'`."""
    given = [plain(t) for t in place.rest() if t.kind is Kind.STRING]
    if len(given) < 2:
        return
    kinds = {"COLUMN": ObjectKind.COLUMN, "INDEX": ObjectKind.INDEX}
    kind = kinds.get(given[2].upper(), ObjectKind.OTHER) if len(given) > 2 else ObjectKind.TABLE
    table, _, own = given[0].rpartition(".")
    is_table = kind is ObjectKind.TABLE
    yield reading.make(
        SchemaChange,
        words,
        verb=Verb.RENAME,
        kind=kind,
        table=given[0] if is_table else table,
        name=given[0] if is_table else own,
        new_name=given[1],
    )


def prepare(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`PREPARE p AS statement`, MySQL's `PREPARE p FROM 'sql'`."""
    from guardrail.frontends.sql.dispatch import statement as read_statement

    statement = cursor.rest()
    cursor.accept("PREPARE")
    cursor.name()
    cursor.group()
    if cursor.accept("AS"):
        yield from read_statement(reading.inside("PREPARE"), cursor)
    elif cursor.accept("FROM"):
        built = spelt(cursor.copy(), reading.source, reading.lexis)
        if built is not None:
            yield embedded(reading, built, "PREPARE", "PREPARE")
        elif not _is_known(reading, cursor):
            yield reading.unread(statement, "SQL that is only known at run time")


def assigned(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """A variable is given a statement as its value: `SET @sql = 'DELETE …'`, `q := 'DROP …'`."""
    for piece in cursor.split():
        index = piece.find("=", ":=", "DEFAULT", "+=")
        if index < 0:
            continue
        piece.skip("DECLARE", "SET", "CONSTANT", "SELECT")
        variable = piece.here.text.lower()
        piece.at = index + 1
        built = spelt(piece, reading.source, reading.lexis)
        yield from _holds(reading, variable, built)


def _holds(reading: Reading, variable: str, built: BuiltText | None) -> Iterator[Item]:
    """What a variable holds from here on: a statement that can be read, or something unknown."""
    if built is None:
        reading.known.discard(variable)
        return
    reading.known.add(variable)
    if is_statement(built.text):
        yield embedded(reading, built, "a variable")


def selected(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`SELECT expression INTO variable` in a body."""
    place = cursor.copy()
    place.accept("SELECT")
    expression = place.until("INTO", "FROM")
    if place.accept("INTO"):
        place.accept("STRICT")
        built = spelt(expression, reading.source, reading.lexis)
        yield from _holds(reading, place.name().lower(), built)


def _is_known(reading: Reading, expression: Cursor) -> bool:
    """Whether the expression is a variable alone whose statement was read where it was set."""
    place = expression.copy()
    inner = place.group()
    place = place if inner is None else inner
    return place.end - place.at == 1 and place.here.text.lower() in reading.known
