"""The rule `lossy-rollback`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Direction, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, column_of
from guardrail_rules.column_types import Loss, loss
from guardrail_rules.story import created_before

LOSES = (Loss.REFUSED, Loss.SILENT)


class LossyRollback(Rule):
    """A step that is safe forward loses values on its way back, or has none.

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
    only = (Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.TYPE, ObjectKind.COLUMN)),)

    bad = (
        sql("ALTER TYPE order_state ADD VALUE 'lost'"),
        alembic(
            'op.alter_column("items", "n", existing_type=sa.Integer(), type_=sa.BigInteger())',
            'op.alter_column("items", "n", existing_type=sa.BigInteger(), type_=sa.Integer())',
        ),
    )
    good = (
        sql("CREATE TYPE order_state AS ENUM ('new', 'lost')"),
        alembic(
            'op.alter_column("items", "n", existing_type=sa.Integer(), type_=sa.BigInteger())',
            "# The column stays as it is: the old code can read it.\nop.execute('SELECT 1')",
        ),
        alembic(
            'op.add_column("users", sa.Column("email", sa.Text()))',
            'op.drop_column("users", "email")',
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A value more going forward, a narrower type going back."""
        unit = context.unit
        if not unit.is_migration or context.in_test or change.verb is not Verb.ALTER:
            return
        back = unit.direction is Direction.DOWN
        if change.kind is ObjectKind.TYPE and not back and not created_before(change, context):
            if any(option.startswith("add value") for option in change.options):
                message = f"a value is added to {called('type', change.name)}: it stays for good"
                yield self.finding(change, message)
        elif change.kind is ObjectKind.COLUMN and back and change.aspect is Aspect.TYPE:
            old = change.old_type or context.column_type(change.table, change.name, change)
            if loss(old, change.new_type) in LOSES:
                message = (
                    f"going back narrows {column_of(change)} from {old} to {change.new_type}: "
                    "values that don't fit by then are cut off, or make it fail"
                )
                yield self.finding(change, message)
