"""The rule `blocking-index`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.cost import Waits, Work
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named
from guardrail_rules.locks import (
    MYSQL,
    POSTGRES,
    SERVERS,
    TSQL,
    dialect_of,
    locking,
    says_how,
    who_waits,
)

ONLINE = (*TSQL, "oracle")
COPIED = ("fulltext", "spatial")


class BlockingIndex(Rule):
    """An index is built on a live table while others wait for it.

    ## Why it matters

    PostgreSQL's `CREATE INDEX` holds a SHARE lock on the table until the index is built: every
    INSERT, UPDATE and DELETE on it waits, for minutes on a large table. So it is in SQL Server and
    Oracle without `ONLINE`, and in MySQL with FULLTEXT and SPATIAL indexes or an explicit
    `ALGORITHM=COPY` or `LOCK=SHARED`.

    ## Do this instead

    Build it with `CREATE INDEX CONCURRENTLY`, outside a transaction; in Django with
    `AddIndexConcurrently` and `atomic = False`, in Alembic with `postgresql_concurrently=True`
    inside `op.get_context().autocommit_block()`.

    A concurrent build that fails leaves an invalid index behind: drop it before trying again. A
    partitioned table takes no concurrent build: make the index with `ON ONLY` there, build it
    concurrently on each partition, and attach those. In SQL Server `WITH (ONLINE = ON)`, in
    Oracle `ONLINE`.
    """

    name = "blocking-index"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.INDEX,)),)

    bad = (
        sql("CREATE INDEX users_email ON users (email)"),
        sql("CREATE UNIQUE INDEX users_email ON users (lower(email))"),
        sql("CREATE INDEX users_email ON users (email)", dialect=""),
        sql(
            "CREATE INDEX people_email ON people (email)",
            given="CREATE TABLE people (id int, email text); ALTER TABLE people RENAME TO humans",
        ),
        sql(
            "CREATE INDEX people_email ON people (email)",
            given="CREATE TABLE IF NOT EXISTS people (id int)",
            history="CREATE TABLE people (id int, email text);",
        ),
        sql(
            "CREATE INDEX CONCURRENTLY logs_day ON logs (day)",
            history="CREATE TABLE logs (day date) PARTITION BY RANGE (day);",
        ),
        sql("CREATE INDEX users_email ON users (email)", dialect="tsql"),
        sql("CREATE INDEX users_email ON users (email)", dialect="oracle"),
        sql("CREATE FULLTEXT INDEX users_about ON users (about)", dialect="mysql"),
        django(
            'migrations.AddIndex("customer", models.Index(fields=["email"], name="by_email")),',
            dialect="postgres",
        ),
        alembic('op.create_index("users_email", "users", ["email"])', dialect="postgres"),
    )
    good = (
        sql("CREATE INDEX CONCURRENTLY users_email ON users (email)"),
        sql(
            "CREATE INDEX logs_day ON ONLY logs (day)",
            history="CREATE TABLE logs (day date) PARTITION BY RANGE (day);",
        ),
        sql(
            "CREATE INDEX CONCURRENTLY logs_may_day ON logs_may (day)",
            history="CREATE TABLE logs (day date) PARTITION BY RANGE (day); "
            "CREATE TABLE logs_may PARTITION OF logs FOR VALUES FROM (MINVALUE) TO (MAXVALUE);",
        ),
        sql("CREATE INDEX users_email ON users (email)", dialect="mysql"),
        sql("CREATE INDEX users_email ON users (email)", dialect="cockroachdb"),
        sql("CREATE INDEX users_email ON users (email) WITH (ONLINE = ON)", dialect="tsql"),
        sql(
            "CREATE INDEX people_email ON people (email)",
            given="CREATE TABLE people (id int, email text)",
        ),
        sql(
            "CREATE INDEX people_email ON people (email)",
            given="CREATE TABLE people (id int, email text)",
            dialect="",
        ),
        sql(
            "CREATE INDEX humans_email ON humans (email)",
            given="CREATE TABLE people (id int, email text); ALTER TABLE people RENAME TO humans",
        ),
        sql("CREATE INDEX sums_day ON sums (day)", given="TRUNCATE sums"),
        sql(
            "CREATE UNIQUE INDEX totals_day ON totals (day)",
            given="CREATE MATERIALIZED VIEW totals AS SELECT day FROM sums",
        ),
        sql(
            "CREATE INDEX people_email ON people (email)",
            given="CREATE TABLE IF NOT EXISTS people (id int)",
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
        """An index built while writers wait, or that PostgreSQL refuses to build."""
        if change.verb is not Verb.CREATE or change.kind is not ObjectKind.INDEX:
            return
        dialect = dialect_of(change, context)
        shape = context.table(change.table, change)
        partitioned = shape is not None and bool(shape.partitioned)
        if dialect in ("", *POSTGRES):
            yield from self._in_postgres(change, context, partitioned)
        elif dialect in ONLINE and not change.concurrently:
            server = SERVERS[dialect]
            message = f"writes to {named(change.table)} wait while {_index(change)} is built"
            message += f" ({server} without ONLINE)"
            yield from locking(self, change, context, message, table=change.table, everywhere=True)
        elif dialect in MYSQL and not says_how(change) and _blocks_in_mysql(change, context):
            message = who_waits(
                context.cost(change), change.table, otherwise=Waits.WRITES, work=Work.BUILD
            )
            yield from locking(self, change, context, message, table=change.table, everywhere=True)

    def _in_postgres(
        self, change: SchemaChange, context: Context, partitioned: bool
    ) -> Iterator[Finding]:
        parts = "build it CONCURRENTLY on each partition, and attach those to one made ON ONLY"
        if change.concurrently:
            if partitioned and "only" not in change.options:
                message = f"{change.table} is partitioned: PostgreSQL refuses to build "
                message += f"{_index(change)} on it CONCURRENTLY"
                yield from locking(self, change, context, message, table=change.table, help=parts)
            return
        if "only" in change.options:
            return
        message = f"writes to {named(change.table)} wait while {_index(change)} is built"
        if partitioned:
            message += " on every partition"
            yield from locking(self, change, context, message, table=change.table, help=parts)
            return
        remedy = Remedy(
            "concurrently",
            change.span,
            note="must run outside a transaction",
            title="build it CONCURRENTLY",
        )
        yield from locking(
            self, change, context, message, table=change.table, remedy=remedy, presumed=True
        )


def _index(change: SchemaChange) -> str:
    kind = "its unique index" if change.unique or "unique" in change.options else "its index"
    return f"{kind} {change.name}" if change.name else kind.replace("its", "its new", 1)


def _blocks_in_mysql(change: SchemaChange, context: Context) -> bool:
    cost = context.cost(change)
    if cost.known:
        return cost.waits in (Waits.WRITES, Waits.READS_AND_WRITES) and cost.work is not (
            Work.CATALOG
        )
    return change.method in COPIED or any(word in change.options for word in COPIED)
