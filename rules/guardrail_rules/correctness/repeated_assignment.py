"""The rule `repeated-assignment`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed


class RepeatedAssignment(Rule):
    """A statement assigns a column twice.

    ## Why it matters

    PostgreSQL, SQL Server and Oracle refuse it, in the middle of the migration. MySQL and SQLite
    take the last value, or the first, and say nothing: one of the two values was not meant.

    ## Do this instead

    Leave one of the two out, after looking at which one was meant.
    """

    name = "repeated-assignment"
    category = Category.CORRECTNESS
    level = Level.WARNING
    judges = (DataChange,)

    bad = (
        sql("UPDATE users SET name = 'a', email = 'b', name = 'c' WHERE id = 7"),
        sql("INSERT INTO users (id, name, name) VALUES (1, 'a', 'b')"),
    )
    good = (
        sql("UPDATE users SET name = 'a', email = 'b' WHERE id = 7"),
        sql("UPDATE users SET tags[1] = 'a', tags[2] = 'b' WHERE id = 7"),
        sql(
            "UPDATE a JOIN b ON a.id = b.id SET a.x = 1, b.x = 2 WHERE a.id = 3",
            dialect="mysql",
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """What is assigned more than once."""
        if change.twice:
            message = f"{', '.join(change.twice)} of {change.target} is assigned twice"
            yield from weighed(self, change, context, message)
