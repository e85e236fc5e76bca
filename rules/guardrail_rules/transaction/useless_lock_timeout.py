"""The rule `useless-lock-timeout`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Effect, SessionAction, SessionChange
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail.unit import Unit
from guardrail_rules.circumstances import weigh
from guardrail_rules.locks import sureness
from guardrail_rules.timeouts import LONGEST, Bounds, locked_place, waiting
from guardrail_rules.transactions import Held, block_of

MUCH_TOO_LONG = 300_000
"""The longest wait, in milliseconds, that may be meant, however long it is."""
LOCAL_TO_NONE = "is LOCAL to a transaction, and none is open in this file"
"""Told quietly: whatever runs the file may open one."""


class UselessLockTimeout(Rule):
    """A lock_timeout is set that limits nothing where it is needed (PostgreSQL).

    ## Why it matters

    A `lock_timeout` of 0 is none, one of many minutes lets the application stand still for as
    long, and one that is set after the lock, taken back before it, or `LOCAL` where there is no
    transaction never applies. The migration looks careful, and isn't.

    ## Do this instead

    Set `lock_timeout` to a few seconds before the first statement that locks; `SET LOCAL` only
    inside the same transaction.
    """

    name = "useless-lock-timeout"
    category = Category.TRANSACTION
    level = Level.WARNING
    judges = (Unit,)
    only = (Only(SessionChange),)

    bad = (
        sql("SET lock_timeout = 0; ALTER TABLE users ADD COLUMN age int"),
        sql("SET lock_timeout = '1h'; ALTER TABLE users ADD COLUMN age int"),
        sql("ALTER TABLE users ADD COLUMN age int; SET lock_timeout = '5s'"),
        sql("SET lock_timeout = '5s'; RESET lock_timeout; ALTER TABLE users ADD COLUMN age int"),
        sql("SET lock_timeout = '5s'; SET lock_timeout TO DEFAULT; ALTER TABLE users ADD a int"),
        sql("SET LOCAL lock_timeout = '5s'; ALTER TABLE users ADD age int", path="db/change.sql"),
        sql("SELECT set_config('lock_timeout', '0', false); ALTER TABLE users ADD age int"),
        sql(
            "BEGIN; SET LOCAL lock_timeout = '5s'; ALTER TABLE users ADD a int; COMMIT; "
            "ALTER TABLE users ADD b int"
        ),
    )
    good = (
        sql("SET lock_timeout = '5s'; ALTER TABLE users ADD COLUMN age int"),
        sql("SET lock_timeout = 5000; ALTER TABLE users ADD COLUMN age int; RESET lock_timeout"),
        sql("BEGIN; SET LOCAL lock_timeout = '5s'; ALTER TABLE users ADD COLUMN a int; COMMIT"),
        sql("SET lock_timeout = 0; CREATE TABLE baskets (id int)"),
        sql("SET lock_timeout = 0; SET statement_timeout = '5s'; ALTER TABLE users ADD a int"),
        sql("SET lock_timeout = '0'; CREATE INDEX CONCURRENTLY users_age ON users (age)"),
    )

    def judge_unit(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """The first statement that waits for a lock without the limit that the text means."""
        setting = [
            effect
            for effect in unit.effects
            if isinstance(effect, SessionChange)
            and effect.name == "lock_timeout"
            and effect.action is SessionAction.SET
        ]
        if not setting:
            return
        for effect, bounds in waiting(context):
            if bounds.effective:
                continue
            if context.database(effect).timeouts in ("role", "tool") and bounds.lock is None:
                continue
            told, why = _fault(effect, bounds, setting, context)
            place = locked_place(effect, context)
            message = f"lock_timeout {why}: {place} is waited for without a "
            message += "limit" if bounds.lock in (None, 0) else "short limit"
            long = bounds.lock is not None and LONGEST < bounds.lock <= MUCH_TOO_LONG
            quiet = long or why == LOCAL_TO_NONE
            loudness = weigh(Level.INFO if quiet else self.level, effect, context)
            if loudness is not Level.OFF:
                yield self.finding(
                    told, message, level=loudness, confidence=sureness(effect, context)
                )
            return


def _fault(
    effect: Effect, bounds: Bounds, setting: list[SessionChange], context: Context
) -> tuple[Effect, str]:
    """Where the fault stands, and what it is."""
    if bounds.lock is not None and bounds.setter is not None:
        if bounds.lock == 0:
            return bounds.setter, "is switched off"
        if bounds.lock > LONGEST:
            return bounds.setter, f"is {bounds.lock // 1000:,} s long"
    if bounds.setter is not None and bounds.setter.action is SessionAction.RESET:
        return bounds.setter, "is taken back before it is needed"
    order = {id(each): place for place, each in enumerate(context.unit.effects)}
    earlier = [each for each in setting if order[id(each)] < order[id(effect)]]
    if not earlier:
        return effect, "is set only after this statement"
    if block_of(earlier[-1], context).held is Held.NONE:
        return earlier[-1], LOCAL_TO_NONE
    return effect, "ended with its transaction"
