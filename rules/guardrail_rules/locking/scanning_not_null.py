"""The rule `scanning-not-null`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.cost import Work
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import column_of, named
from guardrail_rules.locks import MYSQL, POSTGRES, at_least, dialect_of, locking, who_waits
from guardrail_rules.story import column_created_here, story

CHECKED = "CREATE TABLE users (id bigint PRIMARY KEY, email text); ALTER TABLE users "
CHECKED += "ADD CONSTRAINT email_given CHECK (email IS NOT NULL) NOT VALID;"


class ScanningNotNull(Rule):
    """A column is made NOT NULL: every row is read under a full lock.

    ## Why it matters

    PostgreSQL's `SET NOT NULL` holds an ACCESS EXCLUSIVE lock while it looks for a NULL: nothing
    else reads or writes the table meanwhile. It fails where there is one, and so does running code
    that still writes NULLs. MySQL writes the whole table anew.

    ## Do this instead

    Add `CHECK (column IS NOT NULL) NOT VALID`, validate it in a later transaction, then `SET NOT
    NULL` (from PostgreSQL 12 on it trusts the validated check and reads nothing), and drop the
    check.

    PostgreSQL 18 has `ADD CONSTRAINT … NOT NULL column NOT VALID` for it. Ship the code that always
    writes a value before any of this.
    """

    name = "scanning-not-null"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.CONSTRAINT,)),
        Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.COLUMN,)),
    )

    bad = (
        sql("ALTER TABLE users ALTER COLUMN email SET NOT NULL"),
        sql(
            "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            given="ALTER TABLE users VALIDATE CONSTRAINT email_given",
            version=11,
        ),
        sql("ALTER TABLE users ALTER COLUMN email SET NOT NULL", history=CHECKED),
        sql("ALTER TABLE users ADD CONSTRAINT email_given NOT NULL email", version=18),
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
            "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            history=f"{CHECKED} ALTER TABLE users VALIDATE CONSTRAINT email_given;",
        ),
        sql(
            "ALTER TABLE users ALTER COLUMN id SET NOT NULL",
            history="CREATE TABLE users (id bigint PRIMARY KEY, email text);",
        ),
        sql("ALTER TABLE users ADD CONSTRAINT email_given NOT NULL email NOT VALID", version=18),
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
        column = _made_not_null(change)
        if not column:
            return
        cost = context.cost(change)
        dialect = dialect_of(change, context)
        level = Level.WARNING
        if dialect in ("", *POSTGRES):
            if cost.known and cost.work is not Work.SCAN:
                return
            if at_least(context, change, 12) and _validated_before(change, context):
                return
            if column_created_here(change.table, column, change, context):
                level = Level.INFO
        elif dialect not in MYSQL or cost.work is not Work.REWRITE:
            return
        place = column_of(change) if change.name == column else f"{named(change.table)}.{column}"
        message = f"{who_waits(cost, change.table, work=Work.SCAN)} for a NULL in {place}"
        if cost.work is Work.REWRITE:
            message = f"{who_waits(cost, change.table)}: {place} becomes NOT NULL"
        trusting = dialect in ("", *POSTGRES) and at_least(context, change, 12)
        remedy = Remedy(
            "not-null-by-check",
            change.span,
            note="required in a later migration",
            title="require it by a check first",
        )
        yield from locking(
            self,
            change,
            context,
            message,
            table=change.table,
            level=level,
            remedy=remedy if trusting else None,
            everywhere=True,
        )


def _made_not_null(change: SchemaChange) -> str:
    """The column that is made NOT NULL, "" where none is."""
    if change.kind is ObjectKind.CONSTRAINT:
        added = change.verb is Verb.CREATE and change.constraint == "not null"
        return change.columns[0] if added and change.columns and not change.not_valid else ""
    altered = change.verb is Verb.ALTER and change.kind is ObjectKind.COLUMN
    asked = change.aspect is Aspect.NULLABILITY and change.nullable is False
    return change.name if altered and asked else ""


def _validated_before(change: SchemaChange, context: Context) -> bool:
    """Whether a constraint of the table was validated just before: most likely for this."""
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.kind is ObjectKind.CONSTRAINT
        and earlier.aspect is Aspect.VALIDATION
        and same(earlier.table, change.table)
        and _may_be_for(earlier, change, context)
        for earlier in story(context).before(change, change.table)
    )


def _may_be_for(validated: SchemaChange, change: SchemaChange, context: Context) -> bool:
    """Whether nothing tells that the validated constraint is about something else."""
    shape = context.table(change.table, change)
    known = shape.constraints if shape is not None else ()
    found = next((each for each in known if same(each.name, validated.name)), None)
    return found is None or not found.expression
