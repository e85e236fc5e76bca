"""The rule `blocking-refresh`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import SchemaChange, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named
from guardrail_rules.locks import locking
from guardrail_rules.story import created_before


class BlockingRefresh(Rule):
    """A materialized view is refreshed while nobody can read it (PostgreSQL).

    ## Why it matters

    `REFRESH MATERIALIZED VIEW` holds an ACCESS EXCLUSIVE lock on the view for as long as its query
    takes: everything that reads the view waits.

    ## Do this instead

    Use `REFRESH MATERIALIZED VIEW CONCURRENTLY`; the view needs a unique index on plain columns
    and has to have been filled once.
    """

    name = "blocking-refresh"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER,)),)

    bad = (
        sql("REFRESH MATERIALIZED VIEW totals"),
        sql("REFRESH MATERIALIZED VIEW totals WITH DATA"),
        python("cursor.execute('REFRESH MATERIALIZED VIEW totals')", dialect="postgres"),
    )
    good = (
        sql("REFRESH MATERIALIZED VIEW CONCURRENTLY totals"),
        sql(
            "REFRESH MATERIALIZED VIEW totals",
            given="CREATE MATERIALIZED VIEW totals AS SELECT 1 AS n WITH NO DATA",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A refresh that isn't concurrent, of a view that was there before."""
        if change.verb is not Verb.ALTER or "REFRESH MATERIALIZED VIEW" not in change.options:
            return
        if change.concurrently or created_before(change, context):
            return
        view = change.table or change.name
        message = f"reads of {named(view, 'a materialized view')} wait while it is computed anew"
        remedy = Remedy(
            "concurrently",
            change.span,
            note="needs a unique index on the view",
            title="refresh it CONCURRENTLY",
        )
        yield from locking(self, change, context, message, table=view, remedy=remedy)
