"""The rule `irreversible-migration`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import MigrationChange, MigrationChangeKind
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Direction, Finding, Level, Remedy
from guardrail.rule import Rule

NOOP = "reverse-noop"


class IrreversibleMigration(Rule):
    """A migration has a step that can't be taken back.

    ## Why it matters

    When the release goes wrong, the tool refuses to go back past this migration, or goes back and
    leaves the database as it is, and somebody has to undo it by hand in the middle of an incident.

    ## Do this instead

    Say how to go back: give `RunPython` a `reverse_code` and `RunSQL` a `reverse_sql`, and write
    `downgrade()` in Alembic. Where nothing needs undoing, say just that, with `RunPython.noop` or
    `RunSQL.noop`.
    """

    name = "irreversible-migration"
    category = Category.REVERSIBILITY
    level = Level.INFO
    judges = (MigrationChange,)

    bad = (
        django(
            "migrations.RunPython(fill),",
            code="""\
            def fill(apps, schema_editor):
                apps.get_model("shop", "Order").objects.filter(state="").update(state="new")
            """,
        ),
        django("migrations.RunSQL(\"UPDATE shop_order SET state = 'new' WHERE state = ''\"),"),
        alembic('op.add_column("users", sa.Column("email", sa.Text()))', "pass"),
        sql("-- +goose Up\nALTER TABLE users ADD COLUMN email text;\n-- +goose Down\n"),
    )
    good = (
        django(
            "migrations.RunPython(fill, migrations.RunPython.noop),",
            code="""\
            def fill(apps, schema_editor):
                apps.get_model("shop", "Order").objects.filter(state="").update(state="new")
            """,
        ),
        django('migrations.RunSQL("SELECT 1", reverse_sql="SELECT 2"),'),
        sql(
            "-- migrate:up\nALTER TABLE users ADD COLUMN email text;\n"
            "-- migrate:down\nALTER TABLE users DROP COLUMN email;\n"
        ),
        alembic(
            'op.add_column("users", sa.Column("email", sa.Text()))',
            'op.drop_column("users", "email")',
        ),
    )

    def judge(self, change: MigrationChange, context: Context) -> Iterator[Finding]:
        """A step forward with no way back."""
        if change.kind is not MigrationChangeKind.IRREVERSIBLE or context.unit.initial:
            return
        down = context.unit.direction is Direction.DOWN and change.operation != "down"
        if down or context.in_test:
            return
        step = change.operation or "a step"
        message = f"{step} can't be taken back"
        if step == "down":
            message = "the migration can't be taken back: its down section is missing or empty"
        if step == "downgrade":
            message = "the upgrade can't be taken back: downgrade is missing or does nothing"
        if step == "down file":
            own = change.path.rpartition("/")[2]
            message = f"the migration can't be taken back: it has no {own}"
        offered = change.operation in ("RunPython", "RunSQL")
        remedy = Remedy(
            NOOP,
            change.span,
            note="going back then undoes nothing",
            title="say that going back does nothing",
        )
        yield self.finding(
            change,
            message,
            remedy=remedy if offered else None,
        )
