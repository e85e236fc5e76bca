"""The rule `truncated-table`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Verb
from guardrail.example import alembic, python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.nouns import ROWS, nouns_of
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, holder, weighed
from guardrail_rules.copies import put_back, refilled


class TruncatedTable(Rule):
    """A table is emptied with TRUNCATE.

    ## Why it matters

    Every row goes at once, without triggers and, in some databases, without a way to roll back.
    With CASCADE every table that has a foreign key to it is emptied too.

    ## Do this instead

    Delete the rows that are meant, with a WHERE that names them, in batches where there are many;
    keep a copy of what is deleted until it is certain that nobody misses it.

    A table that the same change made, or a temporary one, may be truncated freely. Where a table
    is refilled, load a new table and swap the names.
    """

    name = "truncated-table"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (DataChange,)
    only = (Only(DataChange, verbs=(Verb.TRUNCATE,)),)

    bad = (
        sql("TRUNCATE users"),
        sql("TRUNCATE TABLE orders RESTART IDENTITY CASCADE"),
        sql("TRUNCATE totals; INSERT INTO totals SELECT day, sum(n) FROM visits GROUP BY day"),
        alembic("op.execute('TRUNCATE TABLE sessions')"),
        python("connection.execute('TRUNCATE users')"),
        shell("mysql -e 'truncate table users'"),
    )
    good = (
        sql("TRUNCATE import_rows", given="CREATE TEMP TABLE import_rows (id int)"),
        sql("TRUNCATE import_rows", given="CREATE TABLE import_rows (id int)"),
        sql("SELECT date_trunc('day', now())"),
        python("handle.truncate()"),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A TRUNCATE of a table that was there before the Unit."""
        if change.verb is not Verb.TRUNCATE or fresh(change.target, change, context):
            return
        filled = not change.cascade and refilled(change, context)
        more = ", and every table that refers to it" if change.cascade else ""
        more = ", and filled again from other tables" if filled else more
        again = not filled and not change.cascade and put_back(change, context)
        more = ", and rows are put in anew" if again else more
        nouns = nouns_of(change.dialect)
        by = " by TRUNCATE" if nouns is ROWS else ""
        message = f"every {nouns.one} of {holder(change)} is removed{by}{more}"
        level = Level.WARNING if filled or again else Level.ERROR
        yield from weighed(self, change, context, message, level=level)
