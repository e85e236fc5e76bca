"""Several costs of one change, taken together."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.cost import RANK, Cost, TableLock, Work

_WORK = {work: number for number, work in enumerate(Work)}


def worst(costs: Sequence[Cost]) -> Cost:
    """The strongest lock on each table and the longest work; proved where every part is.

    What decides is the part with the longest work, and among equals the one with the strongest
    lock: its versions and its reason are told.
    """
    if not costs:
        return Cost()
    if len(costs) == 1 and len(costs[0].locks) < 2:
        return costs[0]
    leading = max(costs, key=lambda each: (_WORK[each.work], RANK[each.waits]))
    strongest: dict[str, TableLock] = {}
    for lock in (lock for each in costs for lock in each.locks):
        known = strongest.get(lock.table)
        if known is None or RANK[lock.waits] > RANK[known.waits]:
            strongest[lock.table] = lock
    locks = sorted(strongest.values(), key=lambda lock: -RANK[lock.waits])
    return Cost(
        locks=tuple(locks),
        work=leading.work,
        since=leading.since,
        until=leading.until,
        proved=all(each.proved for each in costs),
        reason=leading.reason,
    )
