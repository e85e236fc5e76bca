"""The rule `index-left-invalid`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Direction, Finding, Level
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named, weighed
from guardrail_rules.locks import in_postgres
from guardrail_rules.story import story


class IndexLeftInvalid(Rule):
    """A concurrent index build passes over an index that an earlier try left invalid (PostgreSQL).

    ## Why it matters

    `CREATE INDEX CONCURRENTLY` that fails leaves an index behind that no query uses, but every
    write keeps up to date; of a unique one the duplicates stay. `IF NOT EXISTS` sees only the name:
    the next try does nothing, and the migration counts as done.

    ## Do this instead

    Run `DROP INDEX CONCURRENTLY IF EXISTS` of the same name just before, or leave `IF NOT EXISTS`
    away and look at `pg_index.indisvalid` where the build fails.
    """

    name = "index-left-invalid"
    category = Category.CORRECTNESS
    level = Level.INFO
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.INDEX,)),)

    bad = (
        sql("CREATE INDEX CONCURRENTLY IF NOT EXISTS users_age ON users (age)"),
        sql("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS users_email ON users (email)"),
    )
    good = (
        sql("CREATE INDEX CONCURRENTLY users_age ON users (age)"),
        sql("CREATE INDEX IF NOT EXISTS users_age ON users (age)"),
        sql(
            "DROP INDEX CONCURRENTLY IF EXISTS users_age; "
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS users_age ON users (age)"
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """IF NOT EXISTS on a concurrent build, with nothing that takes an old one away."""
        if change.kind is not ObjectKind.INDEX or change.verb is not Verb.CREATE:
            return
        if not (change.concurrently and change.if_exists) or not in_postgres(change, context):
            return
        if context.unit.direction is Direction.DOWN:
            return
        if context.created_here(change.table, change) or _dropped_before(change, context):
            return
        message = f"an invalid {named(change.name, 'index')} left by a build that failed is taken "
        message += "for the finished index"
        yield from weighed(self, change, context, message)


def _dropped_before(change: SchemaChange, context: Context) -> bool:
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.verb is Verb.DROP
        and earlier.kind is ObjectKind.INDEX
        and same(earlier.name, change.name)
        for earlier in story(context).before(change, change.name)
    )
