"""The rule `applied-migration-edited`."""

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


class AppliedMigrationEdited(Rule):
    """A migration that others may have applied already now does something else.

    ## Why it matters

    A database that has run the migration never runs it again, so it keeps what the old text made.
    New databases get what the new text makes. From then on tests, staging and production differ,
    and a tool that keeps checksums refuses to start.

    ## Do this instead

    Leave the migration as it was and write a new one that changes what it left.

    Comments, layout and imports may change freely. A migration that is on no base branch yet is
    not applied: edit it as you like.
    """

    name = "applied-migration-edited"
    category = Category.REVERSIBILITY
    level = Level.ERROR
    judges = (MigrationChange,)

    bad = (
        edit(
            "shop/migrations/0004_orders.py",
            DJANGO,
            DJANGO.replace('"Order"', '"Invoice"'),
        ),
        edit(
            "alembic/versions/1a2b_orders.py",
            'revision = "1a2b"\ndef upgrade():\n    op.drop_column("orders", "note")\n',
            'revision = "1a2b"\ndef upgrade():\n    op.drop_column("orders", "state")\n',
        ),
        edit("db/V7__orders.sql", "CREATE TABLE o (id int);\n", "CREATE TABLE o (id bigint);\n"),
        edit("db/migrations/20260101120000_o.sql", "SELECT 1;\n", "DROP TABLE orders;\n"),
        edit("db/migrate/20260101120000_o.rb", "drop_table :a\n", "drop_table :b\n"),
    )
    good = (
        edit("shop/migrations/0004_orders.py", DJANGO, f"# Orders.\n{DJANGO}"),
        edit("shop/migrations/0004_orders.py", DJANGO, DJANGO.replace('"Order"', "'Order'")),
        edit("shop/migrations/0004_orders.py", None, DJANGO),
        edit("db/V7__orders.sql", "create table o (id int);", "CREATE  TABLE o (id int); -- new\n"),
        edit("db/R__views.sql", "CREATE VIEW a AS SELECT 1;\n", "CREATE VIEW a AS SELECT 2;\n"),
        edit("shop/models.py", "x = 1\n", "x = 2\n"),
        edit("tests/migrations/0001_initial.py", DJANGO, DJANGO.replace("Order", "Other")),
    )

    def judge(self, change: MigrationChange, context: Context) -> Iterator[Finding]:
        """Any edit of what an applied migration does."""
        if change.kind is MigrationChangeKind.EDITED:
            yield self.finding(change, "what an applied migration does is changed")
