"""The rule `positional-insert`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.copies import FILLING
from guardrail_rules.story import story


class PositionalInsert(Rule):
    """Rows are inserted without a list of columns.

    ## Why it matters

    The values go by the order of the columns, which isn't the same on every server: after the next
    ADD COLUMN, or on a database whose columns were added in another order, it fails, or puts
    values into the wrong columns without failing.

    ## Do this instead

    Name the columns: `INSERT INTO t (a, b) VALUES …`; in `INSERT … SELECT` name them twice.
    """

    name = "positional-insert"
    category = Category.CORRECTNESS
    level = Level.INFO
    judges = (DataChange,)
    only = (Only(DataChange, verbs=FILLING),)

    bad = (
        sql("INSERT INTO users VALUES (1, 'a')"),
        sql("INSERT INTO users_copy SELECT * FROM users"),
    )
    good = (
        sql("INSERT INTO users (id, name) VALUES (1, 'a')"),
        sql("INSERT INTO users DEFAULT VALUES"),
        sql("INSERT INTO #found SELECT id FROM users WHERE id > 7", dialect="tsql"),
        sql("INSERT INTO kinds VALUES (1)", given="CREATE TABLE kinds (id int PRIMARY KEY)"),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """The first such statement for a table that was there before."""
        if not change.positional or change.verb not in FILLING:
            return
        passing = change.target.startswith(("#", "@", "{")) or context.unit.initial
        if passing or context.created_here(change.target, change):
            return
        told = any(
            isinstance(earlier, DataChange)
            and earlier.positional
            and same(earlier.target, change.target)
            for earlier in story(context).before(change, change.target)
        )
        if not told:
            message = f"values go into {change.target} by their place, without names of columns"
            yield from weighed(self, change, context, message)
