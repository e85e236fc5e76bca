"""The rule `corrupting-index-build`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Direction, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named, weighed
from guardrail_rules.locks import in_postgres

FAULTY = 14


class CorruptingIndexBuild(Rule):
    """An index is built concurrently on PostgreSQL 14, whose first releases did it wrongly.

    ## Why it matters

    PostgreSQL 14.0 to 14.3 could leave rows out of an index built with `CREATE INDEX CONCURRENTLY`
    or `REINDEX CONCURRENTLY`: queries miss them, and a unique index lets duplicates in.

    ## Do this instead

    Make sure that the server is 14.4 or newer; where an index was built on an older one, look with
    `pg_amcheck --heapallindexed` and build it anew.
    """

    name = "corrupting-index-build"
    category = Category.CORRECTNESS
    level = Level.INFO
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.INDEX,)),
        Only(SchemaChange, verbs=(Verb.ALTER,)),
    )

    bad = (
        sql("CREATE INDEX CONCURRENTLY users_age ON users (age)", version=14),
        sql("REINDEX INDEX CONCURRENTLY users_age", version=14),
    )
    good = (
        sql("CREATE INDEX CONCURRENTLY users_age ON users (age)", version=15),
        sql("CREATE INDEX CONCURRENTLY users_age ON users (age)"),
        sql("DROP INDEX CONCURRENTLY users_age", version=14),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A concurrent build on version 14."""
        if not change.concurrently or not in_postgres(change, context):
            return
        if context.database(change).version != FAULTY or context.unit.direction is Direction.DOWN:
            return
        built = change.kind is ObjectKind.INDEX and change.verb is Verb.CREATE
        if built or "REINDEX" in change.options:
            message = f"{named(change.name, 'an index')} may miss rows where it is built on "
            message += "PostgreSQL 14.0 to 14.3"
            yield from weighed(self, change, context, message)
