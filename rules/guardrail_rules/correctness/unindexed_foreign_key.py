"""The rule `unindexed-foreign-key`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintShape
from guardrail_rules.circumstances import weighed
from guardrail_rules.keys import foreign_keys, indexed_later, led_by

WITHOUT_OWN_INDEX = ("postgres", "oracle", "tsql", "sqlite", "")
"""Servers that make no index for a foreign key by themselves; MySQL does."""


class UnindexedForeignKey(Rule):
    """No index leads to the columns of a foreign key.

    ## Why it matters

    Every DELETE or change of key in the table that is referred to reads this whole table, for each
    row, under locks. It is fast as long as the table is small, and then it isn't.

    ## Do this instead

    Make an index that begins with the columns of the key, in the same migration where the table is
    new, else `CREATE INDEX CONCURRENTLY` before the key.
    """

    name = "unindexed-foreign-key"
    category = Category.CORRECTNESS
    level = Level.INFO
    judges = (SchemaChange,)
    only = (
        Only(
            SchemaChange,
            verbs=(Verb.CREATE,),
            kinds=(ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.CONSTRAINT),
        ),
    )

    bad = (
        sql("CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id))"),
        sql("ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id)"),
        alembic(
            'op.add_column("orders", sa.Column("user_id", sa.BigInteger, '
            'sa.ForeignKey("users.id")))',
            dialect="postgres",
        ),
    )
    good = (
        sql(
            "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id)); "
            "CREATE INDEX orders_user ON orders (user_id, id)"
        ),
        sql("CREATE TABLE profiles (user_id bigint PRIMARY KEY REFERENCES users (id))"),
        sql(
            "CREATE TABLE members (team_id bigint REFERENCES teams (id), user_id bigint, "
            "UNIQUE (team_id, user_id))"
        ),
        sql("ALTER TABLE orders ADD CONSTRAINT o FOREIGN KEY (user_id) REFERENCES users (id)"),
        sql(
            "CREATE TABLE orders (id int PRIMARY KEY, u int, FOREIGN KEY (u) REFERENCES a (id))",
            dialect="mysql",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """Foreign keys whose columns no index of the table leads to, as far as that is known."""
        if context.unit.framework == "django":
            return
        keys = [key for key in foreign_keys(change) if _is_bare(key, change, context)]
        if keys and context.database(change).dialect in WITHOUT_OWN_INDEX:
            named = "; ".join(f"{change.table}.{', '.join(key.columns)}" for key in keys[:5])
            message = f"no index leads to {named}: deleting in {keys[0].references} reads it all"
            yield from weighed(self, change, context, message)


def _is_bare(key: ConstraintShape, change: SchemaChange, context: Context) -> bool:
    if not key.columns or indexed_later(key.columns, change, context):
        return False
    if change.kind is ObjectKind.COLUMN:
        return True
    shape = change.shape or context.table(change.table, change)
    if shape is None or led_by(shape, key.columns):
        return False
    new = change.kind is ObjectKind.TABLE or context.created_here(change.table, change)
    return shape.complete and (new or context.history_known(change))
