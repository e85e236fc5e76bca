"""The rule `redundant-index`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain, same
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind, TableShape
from guardrail_rules.circumstances import weighed
from guardrail_rules.keys import UNIQUE
from guardrail_rules.story import story

_ORDERED = ("", "btree")


class RedundantIndex(Rule):
    """An index repeats one that is there, or the beginning of one.

    ## Why it matters

    It finds nothing that the other doesn't find, but it is kept up at every write, takes its place
    in memory and is built under a lock.

    ## Do this instead

    Leave it out. Where it is to replace the other one, drop that in the same migration.
    """

    name = "redundant-index"
    category = Category.CORRECTNESS
    level = Level.INFO
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.INDEX,)),)

    bad = (
        sql(
            "CREATE INDEX b ON orders (user_id)",
            given="CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint); "
            "CREATE INDEX a ON orders (user_id, id)",
        ),
        sql(
            "CREATE INDEX b ON orders (id)",
            given="CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint)",
        ),
    )
    good = (
        sql(
            "CREATE INDEX b ON orders (id, user_id)",
            given="CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint); "
            "CREATE INDEX a ON orders (user_id)",
        ),
        sql(
            "CREATE UNIQUE INDEX b ON orders (user_id)",
            given="CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint); "
            "CREATE INDEX a ON orders (user_id)",
        ),
        sql(
            "CREATE INDEX b ON orders (user_id) WHERE open",
            given="CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, open bool); "
            "CREATE INDEX a ON orders (user_id)",
        ),
        sql(
            "CREATE INDEX b ON orders (user_id); DROP INDEX a",
            given="CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint); "
            "CREATE INDEX a ON orders (user_id)",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A plain index whose columns another one begins with."""
        if change.verb is not Verb.CREATE or change.kind is not ObjectKind.INDEX:
            return
        plainly = not change.unique and not change.where and change.method.lower() in _ORDERED
        shape = context.table(change.table, change) if plainly and change.columns else None
        if shape is None:
            return
        columns = tuple(plain(column) for column in change.columns)
        other = _covering(shape, change, columns)
        if not other or _replaces(change, other, context):
            return
        if _is_plain(change.expression, columns):
            message = f"{change.name or 'an index'} of {change.table} repeats {other}"
            yield from weighed(self, change, context, message)


def _is_plain(definition: str, columns: tuple[str, ...]) -> bool:
    """Whether an index is on these columns as they are: no order, operator class or expression."""
    written = plain(definition).replace(" ", "").removeprefix("usingbtree")
    return "(" not in "".join(columns) and (not written or written == f"({','.join(columns)})")


def _covering(shape: TableShape, change: SchemaChange, columns: tuple[str, ...]) -> str:
    """The index or key whose first columns are these, "" where there is none."""
    for index in shape.indexes:
        first = tuple(plain(column) for column in index.columns[: len(columns)])
        if (
            first == columns
            and not same(index.name, change.name)
            and not index.where
            and _is_plain(index.definition, tuple(plain(column) for column in index.columns))
            and index.method.lower() in _ORDERED
        ):
            return f"the index {index.name}"
    for constraint in shape.constraints:
        first = tuple(plain(column) for column in constraint.columns[: len(columns)])
        if constraint.kind in UNIQUE and first == columns:
            is_key = constraint.kind is ConstraintKind.PRIMARY_KEY
            return "the primary key" if is_key else "a unique constraint"
    return ""


def _replaces(change: SchemaChange, other: str, context: Context) -> bool:
    """Whether the Unit drops the other index, or one of the table, so that this one replaces it."""
    return any(
        isinstance(later, SchemaChange)
        and later.verb is Verb.DROP
        and later.kind in (ObjectKind.INDEX, ObjectKind.CONSTRAINT)
        for name in (change.table, other.rpartition(" ")[2])
        for later in story(context).after(change, name)
    )
