"""Whether what is done is taken back by its own transaction, and what the session switched off."""

from __future__ import annotations

from guardrail.context import Context
from guardrail.effects import Effect, SchemaChange, SessionAction
from guardrail_rules.story import story

_NOT_TRANSACTIONAL = ("mysql", "oracle", "snowflake", "bigquery", "databricks", "clickhouse")
"""Databases in which changing the schema ends the transaction, or which know none."""


_BOUNDS = (SessionAction.BEGIN, SessionAction.COMMIT, SessionAction.ROLLBACK)


def rolled_back(effect: Effect, context: Context) -> bool:
    """Whether the effect stands in a transaction that the Unit opens and always rolls back."""
    if isinstance(effect, SchemaChange) and effect.dialect in _NOT_TRANSACTIONAL:
        return False
    told = story(context)
    if id(effect) not in told.places:
        return False
    earlier = list(told.session_before(effect))
    opened = next((s.action for s in earlier if s.action in _BOUNDS and not s.name), None)
    saved = {s.name for s in earlier if s.action is SessionAction.SAVEPOINT}
    if opened is not SessionAction.BEGIN:
        return False
    for later in told.session_after(effect):
        if later.action in (SessionAction.COMMIT, SessionAction.BEGIN):
            return False
        if later.action is SessionAction.ROLLBACK and later.name in saved:
            return True
        if later.action is SessionAction.ROLLBACK and not later.name:
            return not any(
                following.action is SessionAction.COMMIT for following in told.session_after(later)
            )
    return False


def foreign_keys_fire(change: SchemaChange, context: Context) -> bool | None:
    """Whether SQLite's foreign keys act on a drop, `None` where the Unit doesn't say.

    The PRAGMA does nothing inside a transaction.
    """
    told = story(context)
    before = list(told.session_before(change))
    for place, said in enumerate(before):
        if said.name != "foreign_keys":
            continue
        off = said.value.upper() in ("OFF", "0", "FALSE", "NO")
        opened = next((s.action for s in before[place + 1 :] if s.action in _BOUNDS), None)
        if off and (opened is SessionAction.BEGIN or context.unit.atomic):
            return True
        return not off
    return None
