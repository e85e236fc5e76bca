"""The rule `dropped-view`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import SchemaChange, Verb
from guardrail.example import alembic, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, weighed
from guardrail_rules.story import VIEWS, created_before, made_again
from guardrail_rules.usage import usage_of_table


class DroppedView(Rule):
    """A view is dropped while code that reads it may still run.

    ## Why it matters

    The rows behind a view stay, but every query that names the view fails. Views are what reports,
    exports and other teams read, and nothing in this repository may say so. Rights on it go, too.

    ## Do this instead

    Find out who reads the view, point them elsewhere, and drop it in a later release. To change
    what it shows, use `CREATE OR REPLACE VIEW`, which keeps its rights.
    """

    name = "dropped-view"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.DROP,), kinds=VIEWS),)

    bad = (
        sql("DROP VIEW active_users"),
        sql("DROP MATERIALIZED VIEW IF EXISTS daily_totals"),
        alembic("op.execute('DROP VIEW active_users')"),
        python("cursor.execute('DROP VIEW active_users')"),
    )
    good = (
        sql("CREATE OR REPLACE VIEW active_users AS SELECT id FROM users"),
        sql("DROP VIEW active_users; CREATE VIEW active_users AS SELECT id FROM users"),
        sql("DROP VIEW step_one", given="CREATE VIEW step_one AS SELECT 1 AS id"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A view that isn't made again in the same Unit."""
        if change.verb is not Verb.DROP or change.kind not in VIEWS or change.cascade:
            return
        if not made_again(change, context) and not created_before(change, context):
            detached = "detached" in change.options
            does = "taken away until it is attached again" if detached else "dropped"
            message = f"{called(change.kind, change.name or change.table)} is {does}"
            usage = usage_of_table(change.name or change.table, change, context)
            level = Level.INFO if usage.unused or detached else Level.WARNING
            yield from weighed(
                self,
                change,
                context,
                message + usage.told,
                level=level,
                related=usage.places,
            )
