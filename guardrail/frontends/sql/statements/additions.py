"""ALTER TABLE … ADD: columns, constraints, indexes, partitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.effects import Aspect, ObjectKind, Verb
from guardrail.frontends.sql.columns import Column, column
from guardrail.frontends.sql.constraints import constraint, stands_next
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.defaults import kind_of
from guardrail.frontends.sql.indexes import index, inline
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.target import Action, Target
from guardrail.frontends.sql.texts import text_of
from guardrail.frontends.sql.token import Token
from guardrail.shapes import ConstraintKind, TableShape
from guardrail.stream import Item


def add(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`ADD …`: looks at what is added."""
    start = cursor.at
    cursor.accept("ADD")
    if cursor.accept("PARTITION", "SUBPARTITION"):
        cursor.accept("IF NOT EXISTS")
        tokens = cursor.tokens[start : cursor.end]
        inner = cursor.group()
        place = inner if inner is not None else cursor
        place.accept("PARTITION")
        name = place.name()
        yield target.change(reading, tokens, Verb.CREATE, ObjectKind.PARTITION, name=name)
        return
    if found := inline(cursor):
        yield _index(reading, cursor, target, start, found)
        return
    if _is_default(cursor):
        yield _default(reading, cursor, target, start)
        return
    if stands_next(cursor):
        tokens = cursor.tokens[start : cursor.end]
        details = constraint(cursor, reading.masked).details
        details["not_valid"] |= target.unchecked
        yield target.change(reading, tokens, Verb.CREATE, ObjectKind.CONSTRAINT, **details)
        return
    cursor.accept("COLUMNS", "COLUMN")
    if_exists = bool(cursor.accept("IF NOT EXISTS"))
    tokens = cursor.tokens[start : cursor.end]
    inner = cursor.group()
    pieces = [cursor] if inner is None else list(inner.split())
    for piece in pieces:
        if inner is not None:
            tokens = piece.rest()
        yield _piece(reading, piece, target, tokens, if_exists)


def _piece(
    reading: Reading, cursor: Cursor, target: Target, tokens: Sequence[Token], if_exists: bool
) -> Item:
    """One column, or a constraint in a list of them; it stands at `tokens`."""
    if stands_next(cursor):
        details = constraint(cursor, reading.masked).details
        return target.change(reading, tokens, Verb.CREATE, ObjectKind.CONSTRAINT, **details)
    name = cursor.name()
    if not name:
        return reading.unread(tokens, "a column that can't be read")
    found = column(cursor, reading.masked)
    bound = found.constraint
    return target.change(
        reading,
        tokens,
        Verb.CREATE,
        ObjectKind.COLUMN,
        name=name,
        new_type=found.type,
        nullable=True if found.nullable is None else found.nullable,
        default=found.default,
        default_text=found.default_text,
        constraint=bound.kind,
        references=bound.references,
        referenced=bound.referenced,
        on_delete=bound.on_delete,
        expression=next((one.expression for one in found.constraints if one.expression), ""),
        unique=any(one.kind is ConstraintKind.UNIQUE for one in found.constraints),
        if_exists=if_exists,
        options=found.options,
        shape=_bound(target.table, name, found),
    )


def _bound(table: str, name: str, found: Column) -> TableShape | None:
    """The constraints written at a column, where the change alone can't say them all."""
    constraints = tuple(found.bound(name))
    if len(constraints) < 2 and not any(one.name for one in constraints):
        return None
    return TableShape(table, (found.shape(name),), constraints, complete=False)


def _index(reading: Reading, cursor: Cursor, target: Target, start: int, found: str) -> Item:
    tokens = cursor.tokens[start : cursor.end]
    if_exists = cursor.sees("IF NOT EXISTS")
    made = index(cursor, found, reading.masked)
    return target.change(
        reading,
        tokens,
        Verb.CREATE,
        ObjectKind.INDEX,
        name=made.name,
        columns=made.columns,
        unique=made.unique,
        method=made.method,
        where=made.where,
        if_exists=if_exists,
        options=("unique",) if made.unique else (),
    )


def _is_default(cursor: Cursor) -> bool:
    """Whether a T-SQL default constraint stands next."""
    place = cursor.copy()
    if place.accept("CONSTRAINT"):
        place.name()
    return place.up() == "DEFAULT" and place.has("FOR")


def _default(reading: Reading, cursor: Cursor, target: Target, start: int) -> Item:
    tokens = cursor.tokens[start : cursor.end]
    if cursor.accept("CONSTRAINT"):
        cursor.name()
    cursor.accept("DEFAULT")
    given = cursor.until("FOR").rest()
    cursor.accept("FOR")
    return target.change(
        reading,
        tokens,
        Verb.ALTER,
        ObjectKind.COLUMN,
        name=cursor.name(),
        aspect=Aspect.DEFAULT,
        default=kind_of(given),
        default_text=text_of(given, reading.masked),
    )


ACTIONS: tuple[tuple[str, Action], ...] = (("ADD", add),)
