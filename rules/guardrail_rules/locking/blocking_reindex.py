"""The rule `blocking-reindex`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import named
from guardrail_rules.locks import locking
from guardrail_rules.newness import index_owner

ALL = (ObjectKind.DATABASE, ObjectKind.SCHEMA)


class BlockingReindex(Rule):
    """An index is built anew while others wait (PostgreSQL).

    ## Why it matters

    `REINDEX` holds a lock that stops writes, and reads that would use the index too, for as long as
    the build takes.

    ## Do this instead

    Use `REINDEX … CONCURRENTLY` (PostgreSQL 12 and later), outside a transaction.
    """

    name = "blocking-reindex"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)

    bad = (
        sql("REINDEX TABLE users"),
        sql("REINDEX INDEX users_email"),
        sql("REINDEX SCHEMA public"),
        python("cursor.execute('REINDEX TABLE users')", dialect="postgres"),
    )
    good = (
        sql("REINDEX TABLE CONCURRENTLY users"),
        sql("REINDEX (CONCURRENTLY) INDEX users_email"),
        sql("VACUUM users"),
        sql("REINDEX TABLE sums", given="CREATE TABLE sums (id int)"),
        sql("REINDEX users_email", dialect="sqlite"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A rebuild of indexes that isn't concurrent."""
        if change.verb is not Verb.ALTER or change.concurrently or "REINDEX" not in change.options:
            return
        if change.kind is ObjectKind.INDEX:
            table = index_owner(change.name, change, context)
            message = f"writes to the table of {named(change.name, 'an index')}, and reads that "
            message += "would use it, wait while the index is built anew"
        elif change.kind in ALL:
            table = ""
            message = f"writes to every table of {named(change.name, 'a schema')} wait in turn "
            message += "while its indexes are built anew"
        else:
            table = change.table or change.name
            message = f"writes to {named(table)}, and reads that would use its indexes, wait "
            message += "while they are built anew"
        yield from locking(self, change, context, message, table=table)
