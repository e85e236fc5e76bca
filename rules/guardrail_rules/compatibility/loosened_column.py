"""The rule `loosened-column`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import column_of, fresh, weighed
from guardrail_rules.story import column_created_here


class LoosenedColumn(Rule):
    """A column that never was NULL may be NULL from now on.

    ## Why it matters

    Code that runs today reads the column without looking for NULL: sums turn to NULL, strings to
    "None", `NOT IN` finds nothing. And it can't be taken back once a NULL is in.

    ## Do this instead

    Ship the code that can read NULL before the migration, and let writers write it only after.
    Where a value just isn't known yet, a DEFAULT may say so as well.
    """

    name = "loosened-column"
    category = Category.COMPATIBILITY
    level = Level.INFO
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.COLUMN,)),)

    bad = (
        sql("ALTER TABLE users ALTER COLUMN email DROP NOT NULL"),
        sql(
            "ALTER TABLE users MODIFY email varchar(200) NULL",
            history="CREATE TABLE users (email varchar(200) NOT NULL);",
            dialect="mysql",
        ),
        alembic('op.alter_column("users", "email", nullable=True)'),
    )
    good = (
        sql("ALTER TABLE users ALTER COLUMN email SET NOT NULL"),
        sql(
            "ALTER TABLE people ALTER COLUMN email DROP NOT NULL",
            given="CREATE TABLE people (email text NOT NULL)",
        ),
        sql(
            "ALTER TABLE users ALTER COLUMN email DROP NOT NULL",
            history="CREATE TABLE users (email text);",
        ),
        sql("ALTER TABLE users ADD COLUMN email text NULL"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A promise about a column of an old table that is given up."""
        if change.verb is not Verb.ALTER or change.kind is not ObjectKind.COLUMN:
            return
        if change.nullable is not True or fresh(change.table, change, context):
            return
        if column_created_here(change.table, change.name, change, context):
            return
        shape = context.table(change.table, change)
        column = shape.column(change.name) if shape is not None else None
        known = column.nullable if column is not None else None
        if known is True or (known is None and change.aspect is not Aspect.NULLABILITY):
            return
        message = (
            f"{column_of(change)} may be NULL from now on: code that reads it must expect that"
        )
        yield from weighed(self, change, context, message)
