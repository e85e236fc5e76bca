"""ALTER TABLE actions that change what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guardrail.effects import Aspect, DataChange, ObjectKind, Scope, Verb
from guardrail.frontends.sql.columns import Column, column, raw_type
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.defaults import default, kind_of
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.properties import other, told
from guardrail.frontends.sql.statements.target import Action, Target
from guardrail.frontends.sql.texts import bare_text, text_of
from guardrail.frontends.sql.token import Kind
from guardrail.shapes import Default
from guardrail.stream import Item

_ALTER, _COLUMN = Verb.ALTER, ObjectKind.COLUMN
_PLACES = ("AFTER", "FIRST")


def alter_column(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`ALTER [COLUMN] c …`."""
    tokens = cursor.rest()
    cursor.accept("ALTER COLUMN", "ALTER", "MODIFY COLUMN", "MODIFY")
    cursor.accept("IF EXISTS")
    name = cursor.name()

    def change(aspect: Aspect, **details: object) -> Item:
        return target.change(reading, tokens, _ALTER, _COLUMN, name=name, aspect=aspect, **details)

    if cursor.accept("SET DATA TYPE", "TYPE"):
        new = raw_type(cursor)
        collates = cursor.until("USING").has("COLLATE")
        using = bool(cursor.accept("USING"))
        options = (*(("collate",) if collates else ()), *(("using",) if using else ()))
        expression = bare_text(cursor, reading.masked)
        yield change(Aspect.TYPE, new_type=new, options=options, expression=expression)
    elif cursor.accept("SET NOT NULL"):
        yield change(Aspect.NULLABILITY, nullable=False)
    elif cursor.accept("DROP NOT NULL"):
        yield change(Aspect.NULLABILITY, nullable=True)
    elif cursor.accept("SET DEFAULT"):
        given = default(cursor)
        text = text_of(given, reading.masked)
        yield change(Aspect.DEFAULT, default=kind_of(given), default_text=text)
    elif cursor.accept("DROP DEFAULT"):
        yield change(Aspect.DEFAULT, default=Default.NONE)
    elif _says_a_property(cursor):
        yield change(Aspect.OTHER, options=(cursor.words().lower(),))
    elif cursor.accept("RENAME TO"):
        yield target.change(
            reading, tokens, Verb.RENAME, _COLUMN, name=name, new_name=cursor.name()
        )
    else:
        yield change(Aspect.TYPE, **_said(column(cursor, reading.masked)))


_TEXTS = (Kind.STRING, Kind.NAME)
_PROPERTY = ("SET", "DROP", "ADD", "RESET", "RESTART", "UNSET", "REMOVE")


def _says_a_property(cursor: Cursor) -> bool:
    """Whether a word of an action stands where a type would; `SET ('a', 'b')` is MySQL's type."""
    of_texts = cursor.up() == "SET" and cursor.up(1) == "(" and cursor.kind(2) in _TEXTS
    return cursor.up() in _PROPERTY and not of_texts


def _said(found: Column, moved: bool = False) -> dict[str, Any]:
    """The fields of a SchemaChange that say what a column is now, and whether it moves."""
    return {
        "new_type": found.type,
        "nullable": found.nullable,
        "default": found.default,
        "default_text": found.default_text,
        "options": (*found.options, "order changed") if moved else found.options,
    }


def modify(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`MODIFY [COLUMN] c type …`, `MODIFY (a type, b type)`."""
    tokens, whole = cursor.rest(), cursor.copy()
    cursor.accept("MODIFY COLUMN", "MODIFY")
    cursor.accept("IF EXISTS")
    place = cursor.copy()
    if place.name() and _says_a_property(place):
        yield from alter_column(reading, whole, target)
        return
    inner = cursor.group()
    for piece in [cursor] if inner is None else list(inner.split()):
        own = tokens if inner is None else piece.rest()
        name = piece.name()
        moved = piece.has(*_PLACES)
        found = column(piece, reading.masked)
        aspect = Aspect.TYPE if found.type else Aspect.NULLABILITY
        yield target.change(
            reading,
            own,
            _ALTER,
            _COLUMN,
            name=name,
            aspect=aspect,
            **_said(found, moved),
        )


def change_column(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`CHANGE [COLUMN] old new type …`: a new type, and a new name where they differ."""
    tokens = cursor.rest()
    cursor.accept("CHANGE COLUMN", "CHANGE")
    cursor.accept("IF EXISTS")
    name, new = cursor.name(), cursor.name()
    moved = cursor.has(*_PLACES)
    found = column(cursor, reading.masked)
    renamed = name.lower() != new.lower()
    yield target.change(
        reading,
        tokens,
        Verb.RENAME if renamed else _ALTER,
        _COLUMN,
        name=name,
        new_name=new if renamed else "",
        aspect=Aspect.TYPE,
        **_said(found, moved),
    )


def rename(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`RENAME TO t`, `RENAME [COLUMN] a TO b`, `RENAME CONSTRAINT a TO b`, `RENAME INDEX …`."""
    tokens = cursor.rest()
    cursor.accept("RENAME")
    phrase = cursor.accept("COLUMN", "CONSTRAINT", "INDEX", "KEY", "PARTITION", "ATTRIBUTE")
    cursor.accept("IF EXISTS")
    kinds = {
        "CONSTRAINT": ObjectKind.CONSTRAINT,
        "INDEX": ObjectKind.INDEX,
        "KEY": ObjectKind.INDEX,
        "PARTITION": ObjectKind.PARTITION,
    }
    kind = kinds.get(phrase, _COLUMN)
    if not phrase and (cursor.accept("TO", "AS") or cursor.at == cursor.end - 1):
        name, kind = target.table, target.kind
    else:
        name = cursor.name()
        cursor.accept("TO", "AS")
    new = cursor.name()
    yield target.change(reading, tokens, Verb.RENAME, kind, name=name, new_name=new)


def swap(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """Snowflake's `SWAP WITH t`: two tables change places, as ClickHouse's EXCHANGE has it."""
    tokens = cursor.rest()
    cursor.accept("SWAP WITH")
    new = cursor.name()
    yield target.change(
        reading,
        tokens,
        Verb.RENAME,
        target.kind,
        name=target.table,
        new_name=new,
        options=("exchange",),
    )


def set_schema(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`SET SCHEMA s`: the qualified name changes."""
    tokens = cursor.rest()
    cursor.accept("SET SCHEMA")
    new = f"{cursor.name()}.{target.table.rpartition('.')[2]}"
    options = ("set schema",)
    yield target.change(
        reading,
        tokens,
        Verb.RENAME,
        target.kind,
        name=target.table,
        new_name=new,
        options=options,
    )


def partition(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`ATTACH PARTITION p`, `DETACH PARTITION p [CONCURRENTLY]`, EXCHANGE, SWITCH, REORGANIZE."""
    tokens = cursor.rest()
    option = cursor.take().up.lower()
    option += " partition" if cursor.accept("PARTITION") else ""
    name = cursor.name() or (cursor.take().text if cursor.kind() is Kind.NUMBER else "")
    rest = cursor.words().split()
    if option == "switch" and name.upper() == "TO":
        name, rest = "", ["TO", *rest]
    if (option in ("switch", "switch partition") and "TO" in rest) or (
        (option, *rest[:2]) == ("move partition", "TO", "TABLE")
        or (option, *rest[:1]) == ("replace partition", "FROM")
    ):
        option = "exchange partition"
    yield target.change(
        reading,
        tokens,
        _ALTER,
        ObjectKind.PARTITION,
        name=name,
        concurrently=cursor.has("CONCURRENTLY"),
        options=(option,),
    )


def appended(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """Redshift's `APPEND FROM t`: the rows of another table are moved here, which empties it."""
    tokens = cursor.rest()
    cursor.accept("APPEND FROM")
    source = cursor.name()
    yield reading.make(
        DataChange,
        tokens,
        verb=Verb.INSERT,
        target=target.table,
        scope=Scope.FILTERED,
        copies_from=(source,),
    )
    yield reading.make(DataChange, tokens, verb=Verb.DELETE, target=source, scope=Scope.NONE)


def discarded(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """MySQL's `DISCARD TABLESPACE`: the file with every row is deleted."""
    tokens = cursor.rest()
    if cursor.sees("DISCARD TABLESPACE"):
        yield reading.make(DataChange, tokens, verb=Verb.TRUNCATE, target=target.table)


def constraint(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`VALIDATE CONSTRAINT c`, `ALTER CONSTRAINT c …`."""
    tokens = cursor.rest()
    validates = cursor.take().up == "VALIDATE"
    cursor.accept("CONSTRAINT")
    aspect = Aspect.VALIDATION if validates else Aspect.OTHER
    name = cursor.name()
    option = told(cursor)
    yield target.change(
        reading,
        tokens,
        _ALTER,
        ObjectKind.CONSTRAINT,
        name=name,
        aspect=aspect,
        options=(option,) if option else (),
    )


def owner(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`OWNER TO r`."""
    tokens = cursor.rest()
    cursor.accept("OWNER TO")
    name = cursor.name()
    yield target.change(
        reading,
        tokens,
        _ALTER,
        target.kind,
        name=target.table,
        new_name=name,
        aspect=Aspect.OWNER,
        options=("owner to",),
    )


ACTIONS: tuple[tuple[str, Action], ...] = (
    ("ALTER CONSTRAINT", constraint),
    ("ALTER INDEX", other),
    ("ALTER PRIMARY KEY", other),
    ("ALTER", alter_column),
    ("MODIFY PARTITION", other),
    ("MODIFY TTL", other),
    ("MODIFY SETTING", other),
    ("MODIFY ORDER BY", other),
    ("MODIFY", modify),
    ("CHANGE", change_column),
    ("RENAME", rename),
    ("SET SCHEMA", set_schema),
    ("VALIDATE CONSTRAINT", constraint),
    ("ATTACH", partition),
    ("DETACH", partition),
    ("EXCHANGE", partition),
    ("SWITCH", partition),
    ("SWAP WITH", swap),
    ("REORGANIZE", partition),
    ("REPLACE PARTITION", partition),
    ("MOVE PARTITION", partition),
    ("APPEND FROM", appended),
    ("DISCARD TABLESPACE", discarded),
    ("COALESCE", partition),
    ("OWNER TO", owner),
    ("SET", other),
)
