"""The rule `blocking-index`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.rule import Rule
from guardrail_rules.circumstances import named
from guardrail_rules.locks import locking


class BlockingIndex(Rule):
    """An index is built on a live table without CONCURRENTLY (PostgreSQL).

    ## Why it matters

    `CREATE INDEX` holds a SHARE lock on the table until the index is built: every INSERT, UPDATE
    and DELETE on it waits, for minutes on a large table.

    ## Do this instead

    Build it with `CREATE INDEX CONCURRENTLY`, outside a transaction; in Django with
    `AddIndexConcurrently` and `atomic = False`, in Alembic with `postgresql_concurrently=True`
    inside `op.get_context().autocommit_block()`.

    A concurrent build that fails leaves an invalid index behind: drop it before trying again. On a
    partitioned table, build the index on each partition and attach it to one made with `ON ONLY`.
    """

    name = "blocking-index"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)

    bad = (
        sql("CREATE INDEX users_email ON users (email)"),
        sql("CREATE UNIQUE INDEX users_email ON users (lower(email))"),
        django(
            'migrations.AddIndex("customer", models.Index(fields=["email"], name="by_email")),',
            dialect="postgres",
        ),
        alembic('op.create_index("users_email", "users", ["email"])', dialect="postgres"),
    )
    good = (
        sql("CREATE INDEX CONCURRENTLY users_email ON users (email)"),
        sql("CREATE INDEX users_email ON users (email)", dialect="mysql"),
        sql(
            "CREATE INDEX people_email ON people (email)",
            given="CREATE TABLE people (id int, email text)",
        ),
        sql(
            "CREATE INDEX people_email ON people (email)",
            given="CREATE TABLE IF NOT EXISTS people (id int)",
            dialect="sqlite",
        ),
        alembic(
            """\
            with op.get_context().autocommit_block():
                op.create_index(
                    "users_email", "users", ["email"], postgresql_concurrently=True
                )
            """,
            dialect="postgres",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """An index built while writers wait."""
        if change.verb is not Verb.CREATE or change.kind is not ObjectKind.INDEX:
            return
        if not change.concurrently:
            message = f"writes to {named(change.table)} wait until its new index is built"
            remedy = Remedy(
                "concurrently",
                change.span,
                note="must run outside a transaction",
                title="build it CONCURRENTLY",
            )
            yield from locking(self, change, context, message, remedy=remedy)
