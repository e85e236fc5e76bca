"""The rule `drop-cascade`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, weighed
from guardrail_rules.story import created_before, made_again

HOLDS_VALUES = (ObjectKind.TYPE, ObjectKind.EXTENSION, ObjectKind.ROLE, ObjectKind.OTHER)
"""What columns can depend on: dropping it with CASCADE drops the columns of that type."""

TOLD_ELSEWHERE = (
    ObjectKind.TABLE,
    ObjectKind.SCHEMA,
    ObjectKind.DATABASE,
    ObjectKind.COLUMN,
    ObjectKind.PARTITION,
)


class DropCascade(Rule):
    """An object is dropped with CASCADE: what depends on it goes too, unnamed.

    ## Why it matters

    CASCADE removes whatever depends on the object, now and in every database where this runs, and
    nobody reading the statement sees what that is. Dropping a type or an extension this way drops
    the table *columns* that use it, with their values.

    ## Do this instead

    Leave CASCADE out, let the database list what depends on the object, and drop each of those by
    its own name in the same change.

    Where dependent views are made again afterwards, drop and create them by name.
    """

    name = "drop-cascade"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.DROP,)),)

    bad = (
        sql("DROP TYPE order_state CASCADE"),
        sql("DROP EXTENSION postgis CASCADE"),
        sql("DROP VIEW active_users CASCADE"),
        sql("DROP FUNCTION touch_updated() CASCADE"),
        alembic("op.execute('DROP TYPE IF EXISTS order_state CASCADE')"),
        python("cursor.execute('DROP VIEW active_users CASCADE')"),
    )
    good = (
        sql("DROP TYPE order_state"),
        sql("DROP VIEW active_users"),
        sql("DROP TYPE step CASCADE", given="CREATE TYPE step AS ENUM ('one')"),
        sql("ALTER TABLE orders DROP CONSTRAINT orders_fk"),
        sql("ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A cascading drop that no other rule tells."""
        if change.verb is not Verb.DROP or not change.cascade or change.kind in TOLD_ELSEWHERE:
            return
        if created_before(change, context):
            return
        holds = change.kind in HOLDS_VALUES
        takes = "every column that depends on it" if holds else "everything that depends on it"
        what = called(change.kind, change.name)
        level = Level.ERROR if holds and not made_again(change, context) else Level.WARNING
        yield from weighed(
            self, change, context, f"{what} is dropped together with {takes}", level=level
        )
