"""The rule `validating-constraint`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.rule import Rule
from guardrail.shapes import ConstraintKind
from guardrail_rules.circumstances import named
from guardrail_rules.locks import locking

CHECKED = (ConstraintKind.FOREIGN_KEY, ConstraintKind.CHECK)
INDEXED = (ConstraintKind.UNIQUE, ConstraintKind.PRIMARY_KEY, ConstraintKind.EXCLUDE)


class ValidatingConstraint(Rule):
    """A constraint is added that checks or indexes every row under a lock (PostgreSQL).

    ## Why it matters

    Adding a foreign key or a CHECK reads the whole table while writes to it wait, and for a
    foreign key writes to the table it refers to wait as well. A UNIQUE or PRIMARY KEY builds its
    index under a lock that stops reads, too.

    ## Do this instead

    Add a foreign key or CHECK with `NOT VALID`, and `VALIDATE CONSTRAINT` it in a later
    transaction; for UNIQUE and PRIMARY KEY build a unique index with CONCURRENTLY first and add
    the constraint with `USING INDEX`.

    Django has `AddConstraintNotValid` and `ValidateConstraint` in `django.contrib.postgres`,
    Alembic takes `postgresql_not_valid=True`. An EXCLUDE constraint has no such way: add it while
    nobody writes.
    """

    name = "validating-constraint"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)

    bad = (
        sql("ALTER TABLE orders ADD CONSTRAINT o_user FOREIGN KEY (user_id) REFERENCES users (id)"),
        sql("ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)"),
        sql("ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email)"),
        sql("ALTER TABLE users ADD PRIMARY KEY (id)"),
        django(
            """\
            migrations.AddConstraint(
                "order",
                models.CheckConstraint(check=models.Q(total__gt=0), name="positive"),
            ),
            """,
            dialect="postgres",
        ),
        alembic(
            'op.create_foreign_key("o_user", "orders", "users", ["user_id"], ["id"])',
            dialect="postgres",
        ),
    )
    good = (
        sql(
            "ALTER TABLE orders ADD CONSTRAINT o_user "
            "FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID"
        ),
        sql("ALTER TABLE orders VALIDATE CONSTRAINT o_user"),
        sql("ALTER TABLE users ADD CONSTRAINT one_email UNIQUE USING INDEX users_email"),
        sql(
            "ALTER TABLE baskets ADD CONSTRAINT positive CHECK (total > 0)",
            given="CREATE TABLE baskets (total int)",
        ),
        sql("ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email)", dialect="mysql"),
        alembic(
            """\
            op.create_foreign_key(
                "o_user", "orders", "users", ["user_id"], ["id"], postgresql_not_valid=True
            )
            """,
            dialect="postgres",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A constraint that looks at every row of a table that was there before the Unit."""
        if change.verb is not Verb.CREATE:
            return
        table = named(change.table)
        if change.kind is ObjectKind.COLUMN and change.constraint in (*CHECKED, *INDEXED):
            message = f"the new column's {change.constraint} is set up while {table} is locked"
            yield from locking(self, change, context, message, level=Level.INFO)
        elif change.kind is not ObjectKind.CONSTRAINT:
            return
        elif change.constraint in CHECKED and not change.not_valid:
            waits = f"{table} and {change.references}" if change.references else table
            message = f"writes to {waits} wait while every row is checked"
            remedy = Remedy(
                "not-valid",
                change.span,
                note="validate it in a later migration",
                title="add it NOT VALID",
            )
            yield from locking(self, change, context, message, remedy=remedy)
        elif change.constraint in INDEXED and not change.using_index:
            kind = change.constraint
            what = kind if kind is ConstraintKind.PRIMARY_KEY else f"{kind} constraint"
            message = (
                f"{table} is locked, reads included, until the index of its new {what} is built"
            )
            yield from locking(self, change, context, message)
