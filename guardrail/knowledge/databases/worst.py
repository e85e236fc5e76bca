"""Several costs of one change, taken together."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.cost import Cost, TableLock, Waits, Work

_WORK = list(Work)
_WAITS = list(Waits)


def worst(costs: Sequence[Cost]) -> Cost:
    """The strongest lock on each table and the longest work; proved where every part is.

    What decides is the part with the longest work, and among equals the one with the strongest
    lock: its versions and its reason are told.
    """
    if not costs:
        return Cost()
    leading = max(costs, key=lambda each: (_WORK.index(each.work), _WAITS.index(each.waits)))
    strongest: dict[str, TableLock] = {}
    for lock in (lock for each in costs for lock in each.locks):
        known = strongest.get(lock.table)
        if known is None or _WAITS.index(lock.waits) > _WAITS.index(known.waits):
            strongest[lock.table] = lock
    locks = sorted(strongest.values(), key=lambda lock: -_WAITS.index(lock.waits))
    return Cost(
        locks=tuple(locks),
        work=leading.work,
        since=leading.since,
        until=leading.until,
        proved=all(each.proved for each in costs),
        reason=leading.reason,
    )
