"""The rule `unordered-limit`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Scope, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, weighed

DONE = {Verb.DELETE: "deleted", Verb.UPDATE: "overwritten"}


class UnorderedLimit(Rule):
    """Some of the rows that a condition names are changed, whichever come first.

    ## Why it matters

    Without an order LIMIT and TOP take any rows: other ones on a replica that replays the
    statement, and other ones the next time. If the statement runs once only, the rest stays.

    ## Do this instead

    Add an ORDER BY on a key, or name the range of keys in the condition. A batch that is repeated
    until nothing is left is fine with either.
    """

    name = "unordered-limit"
    category = Category.UNSCOPED_WRITE
    level = Level.INFO
    judges = (DataChange,)
    only = (Only(DataChange, verbs=tuple(DONE)),)

    bad = (
        sql("DELETE FROM visits WHERE gone = 1 LIMIT 1000", dialect="mysql"),
        sql("DELETE TOP (1000) FROM visits WHERE gone = 1", dialect="tsql"),
        python("cursor.execute('DELETE FROM visits WHERE gone = 1 LIMIT 1000')", dialect="mysql"),
    )
    good = (
        sql("DELETE FROM visits WHERE gone = 1 ORDER BY id LIMIT 1000", dialect="mysql"),
        sql("DELETE FROM visits WHERE id = 7 LIMIT 1", dialect="mysql"),
        sql("DELETE FROM visits WHERE gone = 1", dialect="mysql"),
        python(
            """\
            from shop.models import Order

            Order.objects.bulk_update(orders, ["state"])
            """
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A bounded write with a condition and no order."""
        done = DONE.get(change.verb)
        if done is None or not change.bounded or change.ordered or change.language != "sql":
            return  # what an ORM bounds are rows that it names itself
        if change.scope is Scope.FILTERED and not fresh(change.target, change, context):
            message = f"some rows of {named(change.target)} are {done}, whichever come first"
            yield from weighed(self, change, context, message)
