"""The rule `interpolated-condition`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.context import Context
from guardrail.effects import DataChange, Verb
from guardrail.example import alembic, python
from guardrail.model import Category, Confidence, Finding, Level, Remedy
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, hidden, holder, in_migration, weigh

DONE = {Verb.DELETE: "deleted", Verb.UPDATE: "overwritten", Verb.MERGE: "merged into"}
_WAYS = 8
"""In how many ways a text may come out, one effect after the other."""


class InterpolatedCondition(Rule):
    """A value is put into the text of a statement that deletes or overwrites rows.

    ## Why it matters

    Whoever chooses the value chooses the rows: `name = '{name}'` with `' OR '1'='1` for a name
    reaches all of them, and so may a value that merely has an apostrophe in it or is empty.

    ## Do this instead

    Bind the value as a parameter: `cursor.execute("DELETE FROM users WHERE name = %s", (name,))`,
    `?` in sqlite3, `:name` in SQLAlchemy's `text()`.

    A list of values is a list of placeholders, or one array (`= ANY(%s)`).
    """

    name = "interpolated-condition"
    category = Category.UNSCOPED_WRITE
    level = Level.WARNING
    judges = (DataChange,)
    only = (Only(DataChange, verbs=tuple(DONE)),)

    bad = (
        python(
            """\
            import sqlite3

            def forget(connection: sqlite3.Connection, name):
                connection.execute(f"DELETE FROM users WHERE name = '{name}'")
            """
        ),
        python(
            """\
            def pay(cur, account_id, amount):
                cur.execute(f"UPDATE accounts SET balance = {amount} WHERE id = {account_id}")
            """
        ),
        python(
            """\
            import psycopg
            from flask import request

            def forget(cur: psycopg.Cursor):
                name = request.form["name"]
                cur.execute("DELETE FROM users WHERE name = '%s'" % name)
            """
        ),
        python(
            """\
            def forget(cur, names):
                cur.execute("DELETE FROM users WHERE name IN ({})".format(", ".join(names)))
            """
        ),
        python(
            """\
            def forget(cur):
                name = input("Who should go? ")
                cur.execute("DELETE FROM users WHERE name LIKE '" + name + "%'")
            """
        ),
    )
    good = (
        python(
            """\
            def forget(cur, name):
                cur.execute("DELETE FROM users WHERE name = %s", (name,))
            """
        ),
        python(
            """\
            def pay(cur, account_id: int):
                cur.execute(f"UPDATE accounts SET paid = true WHERE id = {account_id}")
            """
        ),
        python(
            """\
            def forget(cur, account_id):
                cur.execute(f"DELETE FROM accounts WHERE id = {int(account_id)}")
            """
        ),
        python(
            """\
            def forget(cur, names):
                marks = ", ".join(["%s"] * len(names))
                cur.execute(f"DELETE FROM users WHERE name IN ({marks})", names)
            """
        ),
        python(
            """\
            def forget(cur, table, column, name):
                cur.execute(f"DELETE FROM {table} WHERE {column} = %s", (name,))
            """
        ),
        python(
            """\
            def forget(cur):
                for plan in ("free", "trial"):
                    cur.execute(f"DELETE FROM users WHERE plan = '{plan}'")
            """
        ),
        python(
            """\
            from psycopg import sql

            def forget(cur, name):
                query = sql.SQL("DELETE FROM users WHERE name = {}").format(sql.Literal(name))
                cur.execute(query)
            """
        ),
        alembic("op.execute(f\"UPDATE users SET plan = '{plan}' WHERE plan IS NULL\")"),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A change whose condition or values hold what the program around puts in."""
        done = DONE.get(change.verb)
        if done is None or not change.interpolated or context.in_test or in_migration(context):
            return
        if fresh(change.target, change, context) or _told_already(change, context):
            return
        names = change.from_outside or change.interpolated
        level = Level.WARNING if change.from_outside else Level.INFO
        shown = f"`{names[0]}` is" if len(names) == 1 else f"`{names[0]}` and others are"
        message = f"{shown} put into the text by which rows of {holder(change)} are {done}"
        # A question before it is where the value comes from, not what keeps it harmless.
        loudness = weigh(level, replace(change, guards=()), context)
        if loudness is not Level.OFF:
            message += hidden(change)
            remedy = Remedy("bind", change.span, title="bind the values as parameters")
            yield self.finding(
                change, message, level=loudness, confidence=Confidence.MEDIUM, remedy=remedy
            )


def _told_already(change: DataChange, context: Context) -> bool:
    """Whether another way in which the same text comes out is told of the same place."""
    return any(
        isinstance(one, DataChange) and one.span == change.span and one.interpolated
        for one in context.before(change)[-_WAYS:]
    )
