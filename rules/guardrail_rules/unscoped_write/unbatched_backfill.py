"""The rule `unbatched-backfill`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Scope, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail_rules.backfills import is_backfill
from guardrail_rules.circumstances import fresh, named, weighed

SMALL = 10_000
"""Rows that one statement may write without anybody noticing."""


class UnbatchedBackfill(Rule):
    """A new column is filled in every row of a table by one statement.

    ## Why it matters

    No value is lost, but on a large table the statement holds a lock on every row until it
    commits, writes the whole table anew, and makes replicas wait. In the transaction of a
    migration it keeps the locks of the schema change, too.

    ## Do this instead

    Fill the column in a step of its own, in batches over ranges of keys, each in its own
    transaction, with a condition such as `WHERE new_column IS NULL` so that it can be run again.

    A constant needs no backfill: give the new column a DEFAULT when it is added.
    """

    name = "unbatched-backfill"
    category = Category.UNSCOPED_WRITE
    level = Level.WARNING
    judges = (DataChange,)
    only = (Only(DataChange, verbs=(Verb.UPDATE,)),)

    bad = (
        sql(
            "UPDATE users SET mail = lower(email)",
            given="ALTER TABLE users ADD COLUMN mail text",
        ),
        sql(
            "UPDATE users SET mail = email",
            history="CREATE TABLE users (id int, email text); ALTER TABLE users ADD mail text;",
        ),
        sql(
            "UPDATE users SET state = 'new'",
            history="CREATE TABLE users (id int); ALTER TABLE users ADD state text NOT NULL;",
        ),
        sql("UPDATE users SET state = 'new' WHERE state IS NULL"),
        alembic(
            """\
            op.add_column("users", sa.Column("mail", sa.Text()))
            op.execute("UPDATE users SET mail = email")
            """
        ),
        alembic(
            """\
            op.add_column("users", sa.Column("state", sa.Text()))
            users = sa.table("users", sa.column("state"))
            op.execute(users.update().values({users.c.state: "new"}))
            """
        ),
    )
    good = (
        sql("UPDATE users SET state = 'new' WHERE state IS NULL AND id < 1000"),
        sql("UPDATE users SET state = 'new' WHERE deleted_at IS NULL"),
        sql(
            "UPDATE users SET mail = email WHERE id BETWEEN 1 AND 1000",
            given="ALTER TABLE users ADD COLUMN mail text",
        ),
        sql(
            "UPDATE people SET mail = email",
            given="CREATE TABLE people (email text, mail text)",
        ),
        sql(
            "UPDATE users SET mail = email",
            given="ALTER TABLE users ADD COLUMN mail text",
            rows={"users": 200},
        ),
        django(
            "migrations.RunPython(fill, migrations.RunPython.noop),",
            code="""\
            def fill(apps, schema_editor):
                apps.get_model("shop", "Order").objects.filter(state="").update(state="new")
            """,
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """An update of every row that fills columns without values."""
        if change.awaits and change.scope is Scope.FILTERED:
            yield from self._waiting(change, context)
            return
        if change.verb is not Verb.UPDATE or change.scope is not Scope.NONE or change.bounded:
            return
        if fresh(change.target, change, context) or not is_backfill(change, context):
            return
        rows = context.rows(change.target, change)
        if rows is not None and rows < SMALL:
            return
        many = f"all {rows:,} rows" if rows is not None else "every row"
        what = "a new column is" if len(change.sets) == 1 else "new columns are"
        message = f"{what} filled in {many} of {named(change.target)} at once"
        remedy = Remedy(
            "batched",
            change.span,
            note="commits after each batch, so it can't be undone as one",
            title="fill it in batches",
        )
        postgres = context.database(change).dialect in ("", "postgres", "postgresql")
        yield from weighed(self, change, context, message, remedy=remedy if postgres else None)

    def _waiting(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """An update of every row that has no value yet, which may be few: told quietly."""
        if change.verb is not Verb.UPDATE or change.bounded or change.joined:
            return
        if not any(same(change.awaits, name) for name in change.sets):
            return
        if fresh(change.target, change, context):
            return
        rows = context.rows(change.target, change)
        if rows is None or rows >= SMALL:
            what = f"every row of {named(change.target)} whose {change.awaits} is NULL"
            message = f"{what} is written at once"
            yield from weighed(self, change, context, message, level=Level.INFO)
