"""The rule `applied-migration-deleted`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import MigrationChange, MigrationChangeKind
from guardrail.example import change as edit
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule

DJANGO = """\
from django.db import migrations


class Migration(migrations.Migration):
    operations = [migrations.DeleteModel(name="Order")]
"""


class AppliedMigrationDeleted(Rule):
    """A migration that others may have applied already is deleted.

    ## Why it matters

    Databases that ran it remember it; the tool finds a step in their history that it doesn't know
    and refuses to go on, or builds new databases without what the step made. Migrations that come
    after it may not load at all.

    ## Do this instead

    Leave it in place. To undo it, write a new migration that does the opposite. To shorten a long
    history, squash it with the tool's own means and delete the old steps once every database has
    applied the new one.
    """

    name = "applied-migration-deleted"
    category = Category.REVERSIBILITY
    level = Level.ERROR
    judges = (MigrationChange,)

    bad = (
        edit("shop/migrations/0004_orders.py", DJANGO, None),
        edit("alembic/versions/1a2b_orders.py", 'revision = "1a2b"\n', None),
        edit("db/V7__orders.sql", "CREATE TABLE orders (id int);\n", None),
        edit("prisma/migrations/20260101_orders/migration.sql", "SELECT 1;\n", None),
        edit("shop/migrations/0004_orders.py", DJANGO, DJANGO, new_path="attic/orders.txt"),
    )
    good = (
        edit("shop/migrations/__init__.py", "", None),
        edit("scripts/orders.sql", "SELECT 1;\n", None),
        edit("tests/shop/migrations/0004_orders.py", DJANGO, None),
    )

    def judge(self, change: MigrationChange, context: Context) -> Iterator[Finding]:
        """A migration that is gone."""
        if change.kind is MigrationChangeKind.DELETED:
            yield self.finding(change, "a migration is deleted that others may have applied")
