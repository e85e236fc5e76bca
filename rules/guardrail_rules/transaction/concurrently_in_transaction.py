"""The rule `concurrently-in-transaction`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Effect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Direction, Finding, Level, Remedy
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.locks import dialect_of, in_postgres
from guardrail_rules.transactions import Block, Held, block_of

WHOLE = (ObjectKind.DATABASE, ObjectKind.SCHEMA)


class ConcurrentlyInTransaction(Rule):
    """A statement that PostgreSQL refuses inside a transaction stands in one.

    ## Why it matters

    `CREATE`, `DROP` and `REINDEX … CONCURRENTLY`, `DETACH PARTITION … CONCURRENTLY`, `VACUUM` and
    `CREATE DATABASE` fail in a transaction block: the migration stops there. Most tools open one
    around each migration; several statements sent as one query are one, too.

    ## Do this instead

    Put it in a migration of its own without a transaction: `atomic = False` in Django, `with
    op.get_context().autocommit_block():` in Alembic, `-- migrate:up transaction:false` in dbmate,
    `-- +goose NO TRANSACTION`, `run_in_transaction = false` in Diesel; alone in its file for
    Flyway, golang-migrate and Prisma.
    """

    name = "concurrently-in-transaction"
    category = Category.TRANSACTION
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, kinds=(ObjectKind.INDEX, ObjectKind.PARTITION, ObjectKind.DATABASE)),
        Only(SchemaChange, verbs=(Verb.ALTER,)),
        Only(SchemaChange, kinds=(ObjectKind.OTHER,)),
    )

    bad = (
        sql("BEGIN; CREATE INDEX CONCURRENTLY users_age ON users (age); COMMIT"),
        sql("START TRANSACTION; DROP INDEX CONCURRENTLY users_age; COMMIT"),
        sql("BEGIN; ALTER TABLE logs DETACH PARTITION logs_may CONCURRENTLY; COMMIT"),
        sql("BEGIN; VACUUM FULL users; COMMIT"),
        sql("BEGIN; VACUUM users; COMMIT"),
        sql("BEGIN; CREATE TABLESPACE fast LOCATION '/fast'; COMMIT"),
        sql("BEGIN; ALTER TYPE mood ADD VALUE 'calm'; COMMIT", version=11),
        sql(
            "ALTER TABLE users ADD age int; CREATE INDEX CONCURRENTLY users_age ON users (age)",
            path="db/migrations/000007_age.up.sql",
        ),
        sql(
            "ALTER TABLE users ADD age int; CREATE INDEX CONCURRENTLY users_age ON users (age)",
            path="db/V7__age.sql",
        ),
        sql(
            "-- migrate:up\nCREATE INDEX CONCURRENTLY users_age ON users (age);\n-- migrate:down\n"
        ),
        django(
            'AddIndexConcurrently("customer", models.Index(fields=["email"], name="by_email")),',
            code="from django.contrib.postgres.operations import AddIndexConcurrently",
            dialect="postgres",
        ),
        django(
            'migrations.RunSQL("CREATE INDEX CONCURRENTLY by_email ON customer (email)"),',
            dialect="postgres",
        ),
        alembic(
            'op.create_index("by_email", "users", ["email"], postgresql_concurrently=True)',
            dialect="postgres",
        ),
        sql(
            "CREATE INDEX CONCURRENTLY users_age ON users (age)",
            path="migrations/2026-01-02-030405_age/up.sql",
        ),
    )
    good = (
        sql("CREATE INDEX CONCURRENTLY users_age ON users (age)"),
        sql("VACUUM users"),
        sql("BEGIN; CLUSTER users; COMMIT"),
        sql("BEGIN; ALTER TABLE users ADD age int; COMMIT; DROP INDEX CONCURRENTLY users_age"),
        sql("BEGIN; CREATE INDEX users_age ON users (age); COMMIT"),
        sql("BEGIN; ALTER TYPE mood ADD VALUE 'calm'; COMMIT"),
        sql("BEGIN; REFRESH MATERIALIZED VIEW CONCURRENTLY totals; COMMIT"),
        sql(
            "CREATE INDEX CONCURRENTLY users_age ON users (age)",
            path="db/migrations/000007_age.up.sql",
        ),
        sql("CREATE INDEX CONCURRENTLY users_age ON users (age)", path="db/V7__age.sql"),
        sql(
            "-- migrate:up transaction:false\n"
            "CREATE INDEX CONCURRENTLY users_age ON users (age);\n-- migrate:down\n"
        ),
        alembic(
            """\
            with op.get_context().autocommit_block():
                op.create_index(
                    "by_email", "users", ["email"], postgresql_concurrently=True
                )
            """,
            dialect="postgres",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A statement that can't run in the transaction it stands in."""
        if change.hidden_in or not in_postgres(change, context):
            return
        if context.unit.direction is Direction.DOWN:
            return
        what = _refused(change, context)
        block = block_of(change, context) if what else None
        if block is None or not block.shared:
            return
        level = Level.ERROR if dialect_of(change, context) else Level.WARNING
        if block.held is Held.TOOL and context.unit.atomic is None:
            level = Level.WARNING
        message = f"{what} is refused inside a transaction, and {_opener(block, context)}"
        remedy = Remedy("outside", change.span, title="take it out of the transaction")
        yield from weighed(self, change, context, message, level=level, remedy=remedy)


def _opener(block: Block, context: Context) -> str:
    if block.held is Held.TEXT:
        return "this one is open since BEGIN"
    tool = {"django": "Django", "alembic": "Alembic"}.get(
        context.unit.framework, context.unit.framework
    )
    if tool in ("golang-migrate", "prisma", "supabase"):
        return f"{tool} sends the statements of the file as one"
    named = tool if tool not in ("", "sql") else "the tool"
    return f"{named} opens one around the migration"


def _refused(change: SchemaChange, context: Context) -> str:
    """What can't run in a transaction, "" for what can."""
    if change.concurrently:
        if change.kind is ObjectKind.INDEX and change.verb in (Verb.CREATE, Verb.DROP):
            return f"{change.verb} INDEX CONCURRENTLY".upper()
        if "REINDEX" in change.options:
            return "REINDEX CONCURRENTLY"
        if change.kind is ObjectKind.PARTITION:
            return "DETACH PARTITION CONCURRENTLY"
        return ""
    if change.kind is ObjectKind.DATABASE and change.verb in (Verb.CREATE, Verb.DROP):
        return f"{change.verb} DATABASE".upper()
    if {"VACUUM FULL", "VACUUM"} & set(change.options) and "by a function" not in change.options:
        return "VACUUM"
    if "CLUSTER" in change.options and not change.name:
        return "CLUSTER of every table"
    if change.options[:1] == ("tablespace",) and change.verb in (Verb.CREATE, Verb.DROP):
        return f"{change.verb} TABLESPACE".upper()
    if "REINDEX" in change.options and change.kind in WHOLE:
        return f"REINDEX {change.kind}".upper()
    if _adds_value(change) and 0 < context.database(change).version < 12:
        return "ALTER TYPE … ADD VALUE (before PostgreSQL 12)"
    return ""


def _adds_value(change: Effect) -> bool:
    return (
        isinstance(change, SchemaChange)
        and change.kind is ObjectKind.TYPE
        and " ".join(change.options).startswith("add value")
    )
