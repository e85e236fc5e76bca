"""From the forms of a change and a server's table of facts to what the change costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from guardrail.cost import Cost, TableLock, Waits
from guardrail.knowledge.databases.fact import Fact, Form, fact_for
from guardrail.knowledge.databases.worst import worst


def cost_by(
    forms: Iterable[Form],
    facts: Mapping[str, tuple[Fact, ...]],
    waits: Mapping[str, Waits],
    version: int,
    is_proved: Callable[[str, int], bool],
) -> Cost:
    """The forms' facts for a version, taken together; nothing known of what has no fact."""
    found: list[Cost] = []
    for form in forms:
        fact = fact_for(facts.get(form.name, ()), version)
        if fact is None:
            continue
        locks = [TableLock(form.table, fact.mode, waits[fact.mode])] if fact.mode else []
        if fact.other and form.other:
            locks.append(TableLock(form.other, fact.other, waits[fact.other]))
        found.append(
            Cost(
                locks=tuple(locks),
                work=fact.work,
                since=fact.since,
                until=fact.until,
                proved=is_proved(form.name, version),
                reason=form.reason,
            )
        )
    return worst(found)
