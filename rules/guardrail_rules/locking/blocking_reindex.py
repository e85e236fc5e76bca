"""The rule `blocking-reindex`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named
from guardrail_rules.locks import SERVERS, TSQL, dialect_of, locking
from guardrail_rules.newness import index_owner

ALL = (ObjectKind.DATABASE, ObjectKind.SCHEMA)


class BlockingReindex(Rule):
    """An index is built anew while others wait.

    ## Why it matters

    PostgreSQL's `REINDEX` holds a lock that stops writes, and reads that would use the index too,
    for as long as the build takes; so does `ALTER INDEX … REBUILD` of SQL Server and Oracle without
    `ONLINE`.

    ## Do this instead

    Use `REINDEX … CONCURRENTLY` (PostgreSQL 12 and later), outside a transaction; `REBUILD WITH
    (ONLINE = ON)` in SQL Server, `REBUILD ONLINE` in Oracle.
    """

    name = "blocking-reindex"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER,)),)

    bad = (
        sql("REINDEX TABLE users"),
        sql("REINDEX INDEX users_email"),
        sql("REINDEX SCHEMA public"),
        sql("ALTER INDEX by_email ON users REBUILD", dialect="tsql"),
        python("cursor.execute('REINDEX TABLE users')", dialect="postgres"),
    )
    good = (
        sql("REINDEX TABLE CONCURRENTLY users"),
        sql("REINDEX (CONCURRENTLY) INDEX users_email"),
        sql("VACUUM users"),
        sql("REINDEX TABLE sums", given="CREATE TABLE sums (id int)"),
        sql("REINDEX users_email", dialect="sqlite"),
        sql("ALTER INDEX by_email ON users REBUILD WITH (ONLINE = ON)", dialect="tsql"),
        sql("ALTER INDEX by_email REBUILD ONLINE", dialect="oracle"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A rebuild of indexes that isn't concurrent."""
        if change.verb is not Verb.ALTER or change.concurrently:
            return
        if "REINDEX" not in change.options:
            yield from self._rebuilt(change, context)
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
        remedy = Remedy(
            "concurrently",
            change.span,
            note="must run outside a transaction",
            title="build it anew CONCURRENTLY",
        )
        yield from locking(self, change, context, message, table=table, remedy=remedy)

    def _rebuilt(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """ALTER INDEX … REBUILD of SQL Server and Oracle, which ONLINE makes harmless."""
        dialect = dialect_of(change, context)
        if dialect not in (*TSQL, "oracle") or change.kind is not ObjectKind.INDEX:
            return
        if not " ".join(change.options).lower().startswith("rebuild"):
            return
        place = change.table or f"the table of {named(change.name, 'an index')}"
        message = f"writes to {place} wait while the index is built anew "
        message += f"({SERVERS[dialect]} without ONLINE)"
        yield from locking(self, change, context, message, table=change.table, everywhere=True)
