"""PostgreSQL: which lock each statement takes, and what it does while it holds it."""

from __future__ import annotations

from guardrail.cost import Cost, TableLock
from guardrail.effects import Effect
from guardrail.knowledge.databases.fact import fact_for
from guardrail.knowledge.databases.postgres.forms import forms_of
from guardrail.knowledge.databases.postgres.locks import FACTS, NEWEST, WAITS
from guardrail.knowledge.databases.postgres.proved import is_proved
from guardrail.knowledge.databases.worst import worst
from guardrail.shapes import TableShape


def cost(change: Effect, version: int, table: TableShape | None) -> Cost:
    """The locks and the work of a change; nothing known of what has no form here."""
    version = version or NEWEST
    found: list[Cost] = []
    for form in forms_of(change, version, table):
        fact = fact_for(FACTS[form.name], version)
        if fact is None:
            continue
        locks = [TableLock(form.table, fact.mode, WAITS[fact.mode])] if fact.mode else []
        if fact.other and form.other:
            locks.append(TableLock(form.other, fact.other, WAITS[fact.other]))
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
