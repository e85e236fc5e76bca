"""The rule `blocking-index-drop`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, named
from guardrail_rules.locks import locking
from guardrail_rules.newness import index_owner
from guardrail_rules.story import created_before, table_goes


class BlockingIndexDrop(Rule):
    """An index is dropped without CONCURRENTLY (PostgreSQL).

    ## Why it matters

    `DROP INDEX` is quick, but takes an ACCESS EXCLUSIVE lock on the table: it waits for every
    running query on it, and all later ones, even reads, wait behind it.

    ## Do this instead

    Use `DROP INDEX CONCURRENTLY`, outside a transaction; in Django `RemoveIndexConcurrently` with
    `atomic = False`, in Alembic `postgresql_concurrently=True` inside an `autocommit_block()`.

    Look at how often the index is used (`pg_stat_user_indexes`) before it goes.
    """

    name = "blocking-index-drop"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.DROP,), kinds=(ObjectKind.INDEX,)),)

    bad = (
        sql("DROP INDEX users_email"),
        sql("DROP INDEX IF EXISTS users_email, users_name"),
        django('migrations.RemoveIndex("customer", "by_email"),', dialect="postgres"),
        alembic('op.drop_index("users_email", table_name="users")', dialect="postgres"),
    )
    good = (
        sql("DROP INDEX CONCURRENTLY users_email"),
        sql("DROP INDEX users_email ON users", dialect="mysql"),
        sql("DROP INDEX users_email", dialect="sqlite"),
        alembic(
            """\
            op.drop_index("users_email", table_name="users")
            op.drop_table("users")
            """,
            dialect="postgres",
        ),
        sql("DROP INDEX i", given="CREATE TABLE rows_in (id int); CREATE INDEX i ON rows_in (id)"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """An index dropped under a lock on the whole table."""
        if change.verb is not Verb.DROP or change.kind is not ObjectKind.INDEX:
            return
        if change.concurrently or created_before(change, context):
            return
        if table_goes(change, context) is not None:
            return
        table = change.table or index_owner(change.name, change, context)
        message = f"reads and writes of {named(table, 'its table') if table else 'its table'} "
        message += f"wait until {called('index', change.name)} can be dropped"
        remedy = Remedy(
            "concurrently",
            change.span,
            note="must run outside a transaction",
            title="drop it CONCURRENTLY",
        )
        yield from locking(self, change, context, message, table=table, remedy=remedy)
