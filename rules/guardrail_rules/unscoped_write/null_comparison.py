"""The rule `null-comparison`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Verb
from guardrail.example import python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, weighed

DONE = {Verb.DELETE: "deleted", Verb.UPDATE: "overwritten"}


class NullComparison(Rule):
    """A condition compares with NULL by `=`, `<>` or NOT IN, and so never holds.

    ## Why it matters

    `email = NULL` is not true for a row without an e-mail; it is true for no row at all. A backfill
    under it fills nothing, and the next step (NOT NULL, a dropped column) goes on as if it had.
    `NOT IN (…, NULL)` excludes every row, too.

    ## Do this instead

    Write `IS NULL` or `IS NOT NULL`; for values that may be NULL, `IS NOT DISTINCT FROM` (in MySQL
    `<=>`); take NULL out of the list of a NOT IN.
    """

    name = "null-comparison"
    category = Category.UNSCOPED_WRITE
    level = Level.WARNING
    judges = (DataChange,)
    only = (Only(DataChange, verbs=tuple(DONE)),)

    bad = (
        sql("UPDATE users SET email = '' WHERE email = NULL"),
        sql("DELETE FROM users WHERE email <> NULL"),
        sql("DELETE FROM users WHERE id NOT IN (7, NULL)"),
        python("cursor.execute('DELETE FROM users WHERE email = NULL')"),
        shell("psql -c 'delete from users where email = null'"),
    )
    good = (
        sql("UPDATE users SET email = NULL WHERE email = ''"),
        sql("DELETE FROM users WHERE email IS NULL"),
        sql("DELETE FROM users WHERE id NOT IN (7, 8)"),
        sql("DELETE FROM users WHERE email IS NOT DISTINCT FROM NULL"),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A delete or an update under a comparison that never holds."""
        done = DONE.get(change.verb)
        if done is None or not change.compares_null or fresh(change.target, change, context):
            return
        table = named(change.target)
        message = f"{change.compares_null} is never true: rows of {table} aren't {done} by it"
        yield from weighed(self, change, context, message)
