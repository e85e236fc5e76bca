"""The rule `mismatched-key-type`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintShape
from guardrail_rules.circumstances import weighed
from guardrail_rules.column_types import ColumnType, parse
from guardrail_rules.keys import column_of, foreign_keys, primary_key


class MismatchedKeyType(Rule):
    """A foreign key's column has another type than the column it refers to.

    ## Why it matters

    An `int` that refers to a `bigint` works until the first key above 2,147,483,647, and then no
    row can be written. Of other pairs the server refuses the key, or casts in every join and can't
    use the index.

    ## Do this instead

    Give the column the very type of the column that it refers to.
    """

    name = "mismatched-key-type"
    category = Category.CORRECTNESS
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (
        Only(
            SchemaChange,
            verbs=(Verb.CREATE,),
            kinds=(ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.CONSTRAINT),
        ),
    )

    bad = (
        sql(
            "CREATE TABLE orders (id bigint PRIMARY KEY, user_id int REFERENCES users (id))",
            given="CREATE TABLE users (id bigint PRIMARY KEY)",
        ),
        sql(
            "ALTER TABLE orders ADD COLUMN user_id text REFERENCES users (id)",
            given="CREATE TABLE users (id uuid PRIMARY KEY)",
        ),
    )
    good = (
        sql(
            "CREATE TABLE orders (id bigint PRIMARY KEY, user_id int REFERENCES users (id))",
            given="CREATE TABLE users (id serial PRIMARY KEY)",
        ),
        sql(
            "CREATE TABLE orders (id bigint PRIMARY KEY, user_id int8 REFERENCES users (id))",
            given="CREATE TABLE users (id bigserial PRIMARY KEY)",
        ),
        sql("CREATE TABLE orders (id bigint PRIMARY KEY, user_id int REFERENCES users (id))"),
        sql(
            "CREATE TABLE orders (id text PRIMARY KEY, user_id uuid REFERENCES users (id))",
            given="CREATE TABLE users (id text PRIMARY KEY)",
            dialect="sqlite",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """Foreign keys whose two types are both known, and differ; in SQLite types say little."""
        if context.database(change).dialect == "sqlite":
            return
        for key in foreign_keys(change):
            for own, its, other in _differing(key, change, context):
                where = f"{change.table}.{own} ({its})"
                message = f"{where} refers to {key.references}, whose key is {other}"
                yield from weighed(self, change, context, message)
                return


def _differing(
    key: ConstraintShape, change: SchemaChange, context: Context
) -> Iterator[tuple[str, str, str]]:
    """The columns whose type isn't that of the column they refer to, with both types."""
    referred = context.table(key.references, change)
    own_shape = change.shape or context.table(change.table, change)
    if referred is None and own_shape is not None and key.references == own_shape.name:
        referred = own_shape
    if referred is None:
        return
    targets = key.referenced or primary_key(referred)
    for own, target in zip(key.columns, targets, strict=False):
        column = column_of(target, referred)
        mine = column_of(own, own_shape)
        own_type = change.new_type if change.kind is ObjectKind.COLUMN else mine and mine.type
        if column is None or not column.type or not own_type:
            continue
        if not _fits(own_type, column.type):
            yield own, own_type, column.type


def _fits(one: str, other: str) -> bool:
    """Whether two types are the same as far as keys go; what isn't known fits."""
    first, second = parse(one), parse(other)
    if first is None or second is None:
        known = {text.split("(")[0].strip().lower() for text in (one, other)}
        return not (known & _UUIDS and (first or second)) or all(map(_UUID.search, known))
    if first.family != second.family:
        return False
    return first.family != "integer" or _width(first) == _width(second)


_UUIDS = frozenset(("uuid", "uniqueidentifier"))
_UUID = late("uuid|guid|uniqueidentifier")
"""What libraries call their own types of it, too: `UUIDType`, `GUID`."""


def _width(known: ColumnType) -> tuple[int, bool]:
    return known.size, known.unsigned
