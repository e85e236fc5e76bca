"""The rule `explicit-lock`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import SessionAction, SessionChange
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import named
from guardrail_rules.locks import MYSQL, POSTGRES, dialect_of, locking

IN_POSTGRES = {
    "SHARE": "writes to",
    "SHARE ROW EXCLUSIVE": "writes to",
    "EXCLUSIVE": "writes to",
    "ACCESS EXCLUSIVE": "reads and writes of",
}
ELSEWHERE = {"SHARE": "writes to", "EXCLUSIVE": "writes to"}


class ExplicitLock(Rule):
    """A whole table is locked by order.

    ## Why it matters

    `LOCK TABLE` waits for every transaction that uses the table, and from then on all others wait:
    for writes in the modes SHARE and above, for reads too in ACCESS EXCLUSIVE, which is the mode
    where none is named. It is held until the transaction ends; MySQL's `LOCK TABLES` and `FLUSH
    TABLES WITH READ LOCK` until they are undone.

    ## Do this instead

    Lock rows with `SELECT … FOR UPDATE`, or use an advisory lock; where a whole table has to stand
    still, set a short `lock_timeout` first, use `NOWAIT`, and end the transaction at once.
    """

    name = "explicit-lock"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SessionChange,)

    bad = (
        sql("LOCK TABLE users"),
        sql("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE"),
        sql("LOCK TABLES users WRITE", dialect="mysql"),
        sql("FLUSH TABLES WITH READ LOCK", dialect="mysql"),
        python("cursor.execute('LOCK TABLE users IN ACCESS EXCLUSIVE MODE')", dialect="postgres"),
    )
    good = (
        sql("LOCK TABLE users IN ROW EXCLUSIVE MODE"),
        sql("LOCK TABLE users IN ACCESS SHARE MODE"),
        sql("LOCK TABLE baskets", given="CREATE TABLE baskets (id int)"),
        sql("UNLOCK TABLES", dialect="mysql"),
        sql("SELECT id FROM users WHERE id = 7 FOR UPDATE"),
        sql("SELECT pg_advisory_xact_lock(7)"),
    )

    def judge(self, change: SessionChange, context: Context) -> Iterator[Finding]:
        """A lock that stops writes or reads of a table that others use."""
        if change.action is not SessionAction.LOCK:
            return
        dialect = dialect_of(change, context)
        mode = " ".join(change.value.upper().removeprefix("IN ").removesuffix(" MODE").split())
        if dialect in MYSQL:
            who = "writes to" if "READ" in mode else "reads and writes of"
        elif dialect in ("", *POSTGRES):
            who = IN_POSTGRES.get(mode or "ACCESS EXCLUSIVE", "")
        else:
            who = ELSEWHERE.get(mode, "")
        if who:
            tables = named(change.name) if change.name else "every table"
            ends = "UNLOCK TABLES" if dialect in MYSQL else "the transaction ends"
            message = f"{who} {tables} wait until {ends} ({mode or 'ACCESS EXCLUSIVE'} lock)"
            yield from locking(self, change, context, message, table=change.name, everywhere=True)
