"""The rule `reordered-column`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import column_of, fresh, weighed

MOVED = "order changed"


class ReorderedColumn(Rule):
    """A column moves to another place in its table.

    ## Why it matters

    `INSERT INTO t VALUES (…)`, `SELECT *` read by position, and CSV files loaded without a list of
    columns silently put values into the wrong columns. And the whole table is written anew.

    ## Do this instead

    Leave the order as it is: it means nothing to the database. Give people who read the table a
    view with the order they like.
    """

    name = "reordered-column"
    category = Category.COMPATIBILITY
    level = Level.INFO
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER, Verb.RENAME), kinds=(ObjectKind.COLUMN,)),)

    bad = (
        sql("ALTER TABLE users MODIFY email varchar(200) AFTER id", dialect="mysql"),
        sql("ALTER TABLE users CHANGE email email varchar(200) FIRST", dialect="mysql"),
        python(
            "cursor.execute('ALTER TABLE users MODIFY email varchar(200) FIRST')", dialect="mysql"
        ),
    )
    good = (
        sql("ALTER TABLE users MODIFY email varchar(200)", dialect="mysql"),
        sql("ALTER TABLE users ADD COLUMN email varchar(200) AFTER id", dialect="mysql"),
        sql(
            "ALTER TABLE people MODIFY email varchar(200) FIRST",
            given="CREATE TABLE people (id int, email varchar(200))",
            dialect="mysql",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A column of an old table that gets another place."""
        if change.kind is not ObjectKind.COLUMN or change.verb is Verb.CREATE:
            return
        if MOVED in change.options and not fresh(change.table, change, context):
            message = f"{column_of(change)} moves to another place in its table"
            yield from weighed(self, change, context, message)
