"""ALTER TABLE actions that take something away."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Aspect, DataChange, ObjectKind, PrivilegeChange, Scope, Verb
from guardrail.frontends.sql.condition import reach
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.target import Action, Target
from guardrail.frontends.sql.token import Kind
from guardrail.shapes import ConstraintKind
from guardrail.stream import Item

_DROP = Verb.DROP


def drop_column(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`DROP [COLUMN] [IF EXISTS] c [CASCADE]`, `DROP (a, b)`, `SET UNUSED (a)`."""
    tokens = cursor.rest()
    cursor.accept(
        "DROP COLUMNS", "DROP COLUMN", "DROP", "SET UNUSED COLUMN", "SET UNUSED", "COLUMN"
    )
    if_exists = bool(cursor.accept("IF EXISTS"))
    cursor.accept("COLUMN")
    inner = cursor.group()
    names = [cursor.name()] if inner is None else [piece.name() for piece in inner.split()]
    cascade = cursor.has("CASCADE")
    for name in names:
        if not name:
            yield reading.unread(tokens, "a column that can't be read is dropped")
            continue
        yield target.change(
            reading,
            tokens,
            _DROP,
            ObjectKind.COLUMN,
            name=name,
            cascade=cascade,
            if_exists=if_exists,
        )


def drop_constraint(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`DROP CONSTRAINT c`, and MySQL's words for the kinds of it."""
    tokens = cursor.rest()
    cursor.accept("DROP")
    phrase = cursor.accept("CONSTRAINT", "PRIMARY KEY", "FOREIGN KEY", "CHECK", "UNIQUE")
    kind = (
        ConstraintKind(phrase.lower()) if phrase not in ("", "CONSTRAINT") else ConstraintKind.NONE
    )
    if_exists = bool(cursor.accept("IF EXISTS"))
    inner = cursor.group()
    names = [cursor.name()] if inner is None else [piece.name() for piece in inner.split()]
    cascade = cursor.has("CASCADE")
    for name in names:
        yield target.change(
            reading,
            tokens,
            _DROP,
            ObjectKind.CONSTRAINT,
            name=name,
            constraint=kind,
            cascade=cascade,
            if_exists=if_exists,
        )


def _is_column(cursor: Cursor) -> bool:
    """Whether a word for a kind of object is the name of a column here: `DROP key`."""
    alone = cursor.up(2) in ("", "CASCADE", "RESTRICT") and cursor.kind(2) in (None, Kind.WORD)
    return cursor.up() == "DROP" and alone


def drop_index(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`DROP INDEX i`, `DROP KEY i`."""
    tokens = cursor.rest()
    if _is_column(cursor):
        yield from drop_column(reading, cursor, target)
        return
    cursor.accept("DROP INDEX", "DROP KEY", "DROP PROJECTION")
    if_exists = bool(cursor.accept("IF EXISTS"))
    name = cursor.name()
    yield target.change(reading, tokens, _DROP, ObjectKind.INDEX, name=name, if_exists=if_exists)


_IDENTIFIED = (Kind.STRING, Kind.PARAM, Kind.HOLE)


def drop_partition(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`DROP PARTITION p`."""
    if _is_column(cursor):
        yield from drop_column(reading, cursor, target)
        return
    tokens = cursor.rest()
    cursor.accept("DROP")
    if_exists = bool(cursor.accept("IF EXISTS"))
    cursor.accept("PARTITION", "SUBPARTITION", "DETACHED PARTITION")
    if_exists |= bool(cursor.accept("IF EXISTS"))
    if cursor.up() == "ID" and cursor.kind(1) in _IDENTIFIED:
        cursor.accept("ID")  # ClickHouse's
    name = cursor.name() or cursor.words().strip("( )")
    yield target.change(
        reading, tokens, _DROP, ObjectKind.PARTITION, name=name, if_exists=if_exists
    )


def drop_part(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """ClickHouse's `DROP PART 'p'`; anywhere else `part` is a column."""
    if cursor.kind(2) is not Kind.STRING:
        yield from drop_column(reading, cursor, target)
        return
    tokens = cursor.rest()
    cursor.accept("DROP PART")
    name = cursor.take().text.strip("'\"")
    yield target.change(reading, tokens, _DROP, ObjectKind.PARTITION, name=name)


def truncate_partition(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`TRUNCATE PARTITION p`, `CLEAR COLUMN c`: part of the rows go."""
    scope = Scope.NONE if cursor.has("ALL") or cursor.up() == "CLEAR" else Scope.FILTERED
    verb = Verb.UPDATE if cursor.sees("CLEAR COLUMN") else Verb.TRUNCATE
    yield reading.make(DataChange, cursor.rest(), verb=verb, target=target.table, scope=scope)


def drop_protection(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """Row access and masking policies taken off a table."""
    tokens = cursor.rest()
    words = cursor.words()
    what = "masking policy" if "MASKING" in words else "row access policy"
    yield reading.make(PrivilegeChange, tokens, verb=Verb.DISABLE, on=target.table, protection=what)


def mutate(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """ClickHouse writes rows by ALTER TABLE … DELETE WHERE and UPDATE … WHERE."""
    tokens = cursor.rest()
    verb = Verb.DELETE if cursor.take().up == "DELETE" else Verb.UPDATE
    index = cursor.find("WHERE")
    sets = tuple(piece.name() for piece in cursor.until("WHERE").split()) if index >= 0 else ()
    cursor.accept("WHERE")
    found = reach(cursor, target.table)
    yield reading.make(
        DataChange,
        tokens,
        verb=verb,
        target=target.table,
        scope=found.scope if index >= 0 else Scope.NONE,
        reason=found.reason,
        sets=sets if verb is Verb.UPDATE else (),
    )


def versioning(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """The history of a table is no longer kept."""
    yield reading.make(
        PrivilegeChange,
        cursor.rest(),
        verb=Verb.DISABLE,
        on=target.table,
        protection="system versioning",
    )


def drop_other(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """Parts of a table that hold no rows."""
    words = cursor.words().lower()
    yield target.change(
        reading,
        cursor.rest(),
        Verb.ALTER,
        ObjectKind.TABLE,
        name=target.table,
        aspect=Aspect.OTHER,
        options=(words,),
    )


ACTIONS: tuple[tuple[str, Action], ...] = (
    ("DROP CONSTRAINT", drop_constraint),
    ("DROP PRIMARY KEY", drop_constraint),
    ("DROP FOREIGN KEY", drop_constraint),
    ("DROP CHECK", drop_constraint),
    ("DROP UNIQUE", drop_constraint),
    ("CONSTRAINT", drop_constraint),
    ("DROP INDEX", drop_index),
    ("DROP KEY", drop_index),
    ("DROP PROJECTION", drop_index),
    ("DROP PARTITION", drop_partition),
    ("DROP IF EXISTS PARTITION", drop_partition),
    ("DROP PART", drop_part),
    ("DROP SUBPARTITION", drop_partition),
    ("DROP DETACHED PARTITION", drop_partition),
    ("DROP ROW ACCESS", drop_protection),
    ("DROP ALL ROW ACCESS", drop_protection),
    ("DROP MASKING", drop_protection),
    ("DROP UNUSED COLUMNS", drop_other),
    ("DROP PERIOD", versioning),
    ("DROP SYSTEM VERSIONING", versioning),
    ("DROP SUPPLEMENTAL", drop_other),
    ("DROP DEFAULT", drop_other),
    ("SET UNUSED", drop_column),
    ("DROP", drop_column),
    ("TRUNCATE PARTITION", truncate_partition),
    ("TRUNCATE SUBPARTITION", truncate_partition),
    ("CLEAR COLUMN", truncate_partition),
    ("DELETE", mutate),
    ("UPDATE", mutate),
)
