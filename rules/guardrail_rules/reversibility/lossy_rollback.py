"""The rule `lossy-rollback`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Direction, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import called, column_of, fresh, weighed
from guardrail_rules.column_types import Loss, loss


class LossyRollback(Rule):
    """A step that is safe forward loses values on its way back.

    ## Why it matters

    When the release goes wrong, going back is done in a hurry. A column that was widened holds
    longer values by then, which the old type cuts off or refuses; a value that was added to an
    enumeration can't be removed again while a row has it, in PostgreSQL not at all.

    ## Do this instead

    Decide before the release that this step stays when the code goes back: the old code works with
    the wider type as well. Write the way back so that it leaves the column as it is.
    """

    name = "lossy-rollback"
    category = Category.REVERSIBILITY
    level = Level.INFO
    judges = (SchemaChange,)

    bad = (
        sql(
            "ALTER TABLE users ALTER COLUMN id TYPE bigint",
            history="CREATE TABLE users (id int PRIMARY KEY);",
        ),
        sql("ALTER TYPE order_state ADD VALUE 'lost'"),
        alembic(
            'op.alter_column("items", "n", existing_type=sa.Integer(), type_=sa.BigInteger())',
            'op.alter_column("items", "n", existing_type=sa.BigInteger(), type_=sa.Integer())',
        ),
    )
    good = (
        sql(
            "ALTER TABLE people ALTER COLUMN id TYPE bigint",
            given="CREATE TABLE people (id int PRIMARY KEY)",
        ),
        sql("ALTER TABLE users ALTER COLUMN id TYPE bigint"),
        sql("CREATE TYPE order_state AS ENUM ('new', 'lost')"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A wider type, or a value more."""
        unit = context.unit
        if not unit.is_migration or unit.direction is Direction.DOWN or unit.initial:
            return
        if change.verb is not Verb.ALTER:
            return
        if change.kind is ObjectKind.TYPE:
            if any(option.startswith("add value") for option in change.options):
                what = f"a value is added to {called('type', change.name)}"
                yield from weighed(self, change, context, f"{what}: it can't be removed again")
        elif change.kind is ObjectKind.COLUMN and change.aspect is Aspect.TYPE:
            if fresh(change.table, change, context):
                return
            old = change.old_type or context.column_type(change.table, change.name, change)
            back = loss(change.new_type, old)
            if loss(old, change.new_type) is Loss.NONE and back in (Loss.REFUSED, Loss.SILENT):
                message = (
                    f"{column_of(change)} gets wider, from {old} to {change.new_type}: "
                    "going back cuts new values off, or fails"
                )
                yield from weighed(self, change, context, message)
