"""The rule `join-delete`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Scope, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, weighed

REACHES_ALL = (Scope.NONE, Scope.TAUTOLOGY)


class JoinDelete(Rule):
    """The rows to delete are chosen by a join alone, with no condition.

    ## Why it matters

    A join that matches more than was thought deletes more than was thought: against a table that
    holds a row for each parent it deletes everything, and an outer join deletes everything always.

    ## Do this instead

    Add a WHERE that names the rows, or write it as `WHERE id IN (SELECT …)`, and look at what that
    SELECT returns first.
    """

    name = "join-delete"
    category = Category.UNSCOPED_WRITE
    level = Level.WARNING
    judges = (DataChange,)
    only = (Only(DataChange, verbs=(Verb.DELETE,)),)

    bad = (
        sql("DELETE o FROM orders o JOIN users u ON u.id = o.user_id", dialect="mysql"),
        sql("DELETE o FROM orders o LEFT JOIN users u ON u.id = o.user_id", dialect="mysql"),
        python(
            "cursor.execute('DELETE o FROM orders o JOIN users u ON u.id = o.user_id')",
            dialect="mysql",
        ),
    )
    good = (
        sql(
            "DELETE o FROM orders o JOIN users u ON u.id = o.user_id WHERE u.closed = 1",
            dialect="mysql",
        ),
        sql("DELETE FROM orders USING users u WHERE u.id = orders.user_id AND u.closed"),
        sql("SELECT o.id FROM orders o JOIN users u ON u.id = o.user_id", dialect="mysql"),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A delete that only a join limits."""
        if change.verb is not Verb.DELETE or not change.joined or change.scope not in REACHES_ALL:
            return
        if not fresh(change.target, change, context):
            message = f"every row of {named(change.target)} that the join matches is deleted"
            yield from weighed(self, change, context, message)
