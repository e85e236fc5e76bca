"""The rule `missing-lock-timeout`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Effect, SessionAction, SessionChange
from guardrail.example import sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.rule import Rule
from guardrail.stream import UnitKind
from guardrail.unit import Unit
from guardrail_rules.circumstances import weigh
from guardrail_rules.locks import is_hot, stated_by_framework, sureness
from guardrail_rules.timeouts import (
    LOCKING,
    TIMEOUTS,
    ends_use,
    locked_place,
    locked_table,
    waiting,
)

PASSING = (UnitKind.FUNCTION, UnitKind.COMMAND)
"""What an application or a person runs now and then, rather than a migration."""


class MissingLockTimeout(Rule):
    """A lock on a table in use is waited for without a limit (PostgreSQL).

    ## Why it matters

    Even a change that takes a millisecond has to wait until every transaction that uses the table
    has ended, and everything that comes later, reads included, waits behind it. One forgotten
    report stops the application, for as long as it takes.

    ## Do this instead

    Set `lock_timeout` to a few seconds before the first statement that locks (`SET lock_timeout =
    '5s'`), and try again where it times out.

    Where the role that migrates or the tool sets it, say so: `timeouts = "role"` or `"tool"` in
    `[[database]]`. A hot table, and a policy that says `timeouts = "migration"`, make a warning of
    it.
    """

    name = "missing-lock-timeout"
    category = Category.TRANSACTION
    level = Level.INFO
    judges = (Unit,)
    only = LOCKING

    bad = (
        sql("ALTER TABLE users ADD COLUMN age int"),
        sql("ALTER TABLE users DROP COLUMN age", given="SET application_name = 'migrations'"),
        sql("ALTER TABLE users ADD CONSTRAINT grown_up CHECK (age > 17) NOT VALID"),
    )
    good = (
        sql("DROP TABLE users"),
        sql("ALTER TABLE users ADD COLUMN age int", given="SET lock_timeout = '5s'"),
        sql("ALTER TABLE users ADD COLUMN age int", given="SET statement_timeout = '5s'"),
        sql(
            "ALTER TABLE users ADD COLUMN age int",
            given="BEGIN; SELECT set_config('lock_timeout', '2s', true)",
        ),
        sql("CREATE INDEX CONCURRENTLY users_age ON users (age)"),
        sql("ALTER TABLE users VALIDATE CONSTRAINT grown_up"),
        sql("ALTER TABLE baskets ADD COLUMN n int", given="CREATE TABLE baskets (id int)"),
        sql("ALTER TABLE users ADD COLUMN age int", dialect="sqlite"),
    )

    def judge_unit(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """The first statement that waits for a lock, where no timeout is set anywhere."""
        if unit.kind in PASSING or any(_sets_timeout(effect) for effect in unit.effects):
            return
        stopping = (each for each, _ in waiting(context) if _counts(each))
        first = next(stopping, None)
        if first is None:
            return
        if context.database(first).hot:
            hot = (each for each in (first, *stopping) if is_hot(locked_table(each), each, context))
            first = next(hot, first)
        timeouts = context.database(first).timeouts
        if timeouts in ("role", "tool"):
            return
        table = locked_table(first)
        level, remark = self.level, ""
        if is_hot(table, first, context):
            level, remark = Level.WARNING, ", and it is a hot table"
        elif timeouts == "migration":
            level, remark = Level.WARNING, "; the policy says that migrations set their timeouts"
        loudness = weigh(level, first, context)
        if loudness is not Level.OFF:
            place = locked_place(first, context)
            message = f"no lock_timeout is set: while this waits for its lock on {place}, "
            message += f"everything that comes later waits behind it{remark}"
            yield self.finding(
                first,
                message,
                level=loudness,
                confidence=sureness(first, context),
                remedy=Remedy("lock-timeout", first.span, title="set a lock_timeout first"),
            )


def _sets_timeout(effect: Effect) -> bool:
    """Whether the text says anything of how long to wait."""
    return (
        isinstance(effect, SessionChange)
        and effect.name in TIMEOUTS
        and effect.action is SessionAction.SET
    )


def _counts(effect: Effect) -> bool:
    """Whether SQL of the text itself changes a table that is used afterwards, too."""
    return not stated_by_framework(effect) and not ends_use(effect)
