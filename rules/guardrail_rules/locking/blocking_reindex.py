"""The rule `blocking-reindex`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import SchemaChange, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import named
from guardrail_rules.locks import locking

REBUILDS = ("REINDEX", "CLUSTER", "VACUUM FULL", "REFRESH MATERIALIZED VIEW")


class BlockingReindex(Rule):
    """An index, a table or a view is built anew while others wait (PostgreSQL).

    ## Why it matters

    `REINDEX`, `CLUSTER`, `VACUUM FULL` and `REFRESH MATERIALIZED VIEW` hold a lock that stops
    writes, and most of them reads too, for as long as the rebuild takes.

    ## Do this instead

    Use `REINDEX … CONCURRENTLY` (PostgreSQL 12 and later) and `REFRESH MATERIALIZED VIEW
    CONCURRENTLY`; in place of `CLUSTER` and `VACUUM FULL`, plain `VACUUM`, or a tool that copies
    the table in the background.
    """

    name = "blocking-reindex"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)

    bad = (
        sql("REINDEX TABLE users"),
        sql("REINDEX INDEX users_email"),
        sql("VACUUM FULL users"),
        python("cursor.execute('REINDEX TABLE users')", dialect="postgres"),
    )
    good = (
        sql("REINDEX TABLE CONCURRENTLY users"),
        sql("REINDEX (CONCURRENTLY) INDEX users_email"),
        sql("VACUUM users"),
        sql("REINDEX users_email", dialect="sqlite"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A rebuild that isn't concurrent."""
        if change.verb is not Verb.ALTER or change.concurrently:
            return
        how = next((word for word in REBUILDS if word in change.options), "")
        if how:
            message = (
                f"{named(change.name or change.table, 'one')} is locked while {how} rebuilds it"
            )
            yield from locking(self, change, context, message)
