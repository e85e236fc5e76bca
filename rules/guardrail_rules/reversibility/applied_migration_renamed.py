"""The rule `applied-migration-renamed`."""

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


class AppliedMigrationRenamed(Rule):
    """A migration that others may have applied already gets another name.

    ## Why it matters

    Tools know a migration by its name or number. Under a new one it is a new migration to them:
    databases that ran it run it again, and the step they remember is missing from the files.

    ## Do this instead

    Leave the name as it is. If two migrations have the same number, give the newer one, which
    isn't on the base branch yet, the next number, or merge them with the tool's own means.
    """

    name = "applied-migration-renamed"
    category = Category.REVERSIBILITY
    level = Level.ERROR
    judges = (MigrationChange,)

    bad = (
        edit(
            "shop/migrations/0004_orders.py",
            DJANGO,
            DJANGO,
            new_path="shop/migrations/0005_orders.py",
        ),
        edit("db/V7__o.sql", "SELECT 1;\n", "SELECT 1;\n", new_path="db/V8__o.sql"),
        edit(
            "db/migrate/20260101120000_o.rb",
            "drop_table :o\n",
            "drop_table :o\n",
            new_path="db/migrate/20260202120000_o.rb",
        ),
    )
    good = (
        edit(
            "shop/migrations/0004_orders.py",
            DJANGO,
            DJANGO,
            new_path="src/shop/migrations/0004_orders.py",
        ),
        edit(
            "alembic/versions/1a2b_o.py",
            'revision = "1a2b"\n',
            'revision = "1a2b"\n',
            new_path="alembic/versions/2026_1a2b_orders.py",
        ),
        edit("sql/V7__o.sql", "SELECT 1;\n", "SELECT 1;\n", new_path="db/V7__o.sql"),
    )

    def judge(self, change: MigrationChange, context: Context) -> Iterator[Finding]:
        """A migration that its tool knows under another name now."""
        if change.kind is MigrationChangeKind.RENAMED:
            yield self.finding(change, "an applied migration gets another name, and will run again")
