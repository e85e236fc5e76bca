"""How long a statement may wait for its lock: what the text sets before it, and what holds then.

A statement that waits for a lock on a table stops everybody who comes after it; a `lock_timeout`
makes it give up instead. A `statement_timeout` ends the waiting too.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from guardrail.context import Context
from guardrail.cost import Waits
from guardrail.effects import (
    DataChange,
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    SessionAction,
    SessionChange,
    Verb,
)
from guardrail.rule import Only
from guardrail.unit import Unit
from guardrail_rules.circumstances import DEFINED, named
from guardrail_rules.locks import dialect_of, in_postgres, stated_by_framework, untouched
from guardrail_rules.newness import index_owner
from guardrail_rules.transactions import Held, block_of, is_boundary

LONGEST = 60_000
"""The longest wait, in milliseconds, that still keeps others from noticing for long."""
STOPPING = (Waits.WRITES, Waits.READS_AND_WRITES)
TIMEOUTS = ("lock_timeout", "statement_timeout")
_QUIET_KINDS = (
    ObjectKind.VIEW,
    ObjectKind.MATERIALIZED_VIEW,
    ObjectKind.FUNCTION,
    ObjectKind.TYPE,
    ObjectKind.POLICY,
)


class Bounds(Struct):
    """The timeouts in force at a statement, in milliseconds; `None` where the text sets none."""

    lock: int | None = None
    statement: int | None = None
    setter: SessionChange | None = None

    @property
    def effective(self) -> bool:
        """Whether the wait ends in time."""
        return any(
            bound is not None and 0 < bound <= LONGEST for bound in (self.lock, self.statement)
        )


def waiting(context: Context) -> Iterator[tuple[Effect, Bounds]]:
    """The statements of the Unit that stop others while they wait, with the bounds in force."""
    bounds = Bounds()
    before = Bounds()
    for effect in context.unit.effects:
        if isinstance(effect, SessionChange):
            if effect.name in TIMEOUTS and not effect.hidden_in:
                if effect.local and block_of(effect, context).held is Held.NONE:
                    continue
                before = before if effect.local else _after(before, effect)
                bounds = _after(bounds, effect)
            elif is_boundary(effect, SessionAction.COMMIT, SessionAction.ROLLBACK):
                bounds = before
        if stops_others(effect, context):
            yield effect, bounds


def _after(bounds: Bounds, setting: SessionChange) -> Bounds:
    value = None if setting.action is SessionAction.RESET else setting.milliseconds
    if value is not None and value < 0:
        value = LONGEST
    if setting.name == "lock_timeout":
        return Bounds(value, bounds.statement, setting)
    return Bounds(bounds.lock, value, bounds.setter)


_asked: list[tuple[Unit, dict[int, bool]]] = []


def stops_others(effect: Effect, context: Context) -> bool:
    """Whether the statement waits for a lock on a table in use that writes or reads wait for.

    A framework's operation does where its database is known to be one that it does in. Several
    rules ask it of each effect, so it is answered once.
    """
    if not _asked or _asked[0][0] is not context.unit:
        _asked[:] = [(context.unit, {})]
    answers = _asked[0][1]
    if id(effect) not in answers:
        answers[id(effect)] = _stops_others(effect, context)
    return answers[id(effect)]


def _stops_others(effect: Effect, context: Context) -> bool:
    if DEFINED in effect.hidden_in.upper():
        return False
    if stated_by_framework(effect) and not dialect_of(effect, context):
        return False
    if not in_postgres(effect, context):
        return False
    table = locked_table(effect)
    if not table or effect.confidence.name == "LOW" or untouched(table, effect, context):
        return False
    return any(
        lock.waits in STOPPING and not untouched(lock.table, effect, context)
        for lock in context.cost(effect).locks
    )


def ends_use(effect: Effect) -> bool:
    """Whether the table goes or is emptied: who uses it has other worries, and hears of those."""
    if isinstance(effect, DataChange):
        return True
    whole = isinstance(effect, SchemaChange) and effect.kind is ObjectKind.TABLE
    return whole and isinstance(effect, SchemaChange) and effect.verb is Verb.DROP


def locked_place(effect: Effect, context: Context) -> str:
    """What a message calls the table that a statement locks, also where only its index is named."""
    if isinstance(effect, SchemaChange) and effect.kind is ObjectKind.INDEX and not effect.table:
        return index_owner(effect.name, effect, context) or f"the table of the index {effect.name}"
    return named(locked_table(effect))


LOCKING = (
    Only(SchemaChange),
    Only(SessionChange),
    Only(PrivilegeChange),
    Only(DataChange, verbs=(Verb.TRUNCATE,)),
)
"""What may lock a table by changing its definition: see `locked_table`."""


def locked_table(effect: Effect) -> str:
    """The table that a statement locks by changing its definition, "" for one that doesn't."""
    if isinstance(effect, SessionChange):
        return effect.name if effect.action is SessionAction.LOCK else ""
    if isinstance(effect, DataChange):
        return effect.target if effect.verb is Verb.TRUNCATE else ""
    if isinstance(effect, PrivilegeChange):
        return effect.on
    if not isinstance(effect, SchemaChange) or effect.kind in _QUIET_KINDS:
        return ""
    if effect.kind is ObjectKind.TABLE and effect.verb is Verb.CREATE:
        return effect.shape.partition_of if effect.shape is not None else ""
    if effect.kind is ObjectKind.INDEX and effect.verb is Verb.DROP:
        return effect.table or effect.name
    return effect.table
