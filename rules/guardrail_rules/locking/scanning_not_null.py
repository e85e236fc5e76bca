"""The rule `scanning-not-null`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Rule
from guardrail_rules.circumstances import column_of, named
from guardrail_rules.locks import at_least, locking
from guardrail_rules.story import column_created_here, story


class ScanningNotNull(Rule):
    """A column is made NOT NULL: every row is read under a full lock (PostgreSQL).

    ## Why it matters

    `SET NOT NULL` holds an ACCESS EXCLUSIVE lock while it looks for a NULL: nothing else reads or
    writes the table meanwhile. It fails where there is one, and so does running code that still
    writes NULLs.

    ## Do this instead

    Add `CHECK (column IS NOT NULL) NOT VALID`, validate it in a later transaction, then `SET NOT
    NULL` (from PostgreSQL 12 on it trusts the validated check and reads nothing), and drop the
    check.

    Ship the code that always writes a value before any of this.
    """

    name = "scanning-not-null"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)

    bad = (
        sql("ALTER TABLE users ALTER COLUMN email SET NOT NULL"),
        sql(
            "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            given="ALTER TABLE users VALIDATE CONSTRAINT email_given",
            version=11,
        ),
        alembic(
            'op.alter_column("users", "email", existing_type=sa.Text(), nullable=False)',
            dialect="postgres",
        ),
    )
    good = (
        sql("ALTER TABLE users ALTER COLUMN email DROP NOT NULL"),
        sql(
            "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            given="ALTER TABLE users VALIDATE CONSTRAINT email_given",
            version=12,
        ),
        sql(
            "ALTER TABLE people ALTER COLUMN email SET NOT NULL",
            given="CREATE TABLE people (email text)",
        ),
        alembic(
            'op.alter_column("users", "email", existing_type=sa.Text(), nullable=True)',
            dialect="postgres",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """SET NOT NULL with no validated check to lean on."""
        if change.verb is not Verb.ALTER or change.kind is not ObjectKind.COLUMN:
            return
        if change.aspect is not Aspect.NULLABILITY or change.nullable is not False:
            return
        if at_least(context, change, 12) and _validated_before(change, context):
            return
        new = column_created_here(change.table, change.name, change, context)
        message = f"{named(change.table)} is locked, reads included, while every "
        message += f"{column_of(change)} is checked for NULL"
        yield from locking(
            self, change, context, message, level=Level.INFO if new else Level.WARNING
        )


def _validated_before(change: SchemaChange, context: Context) -> bool:
    """Whether a constraint of the table was validated just before: most likely for this."""
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.kind is ObjectKind.CONSTRAINT
        and earlier.aspect is Aspect.VALIDATION
        and same(earlier.table, change.table)
        for earlier in story(context).before(change, change.table)
    )
