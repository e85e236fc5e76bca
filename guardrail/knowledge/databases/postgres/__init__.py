"""PostgreSQL: which lock each statement takes, and what it does while it holds it."""

from __future__ import annotations

from guardrail.cost import Cost
from guardrail.effects import Effect
from guardrail.knowledge.databases.facts import cost_by
from guardrail.knowledge.databases.postgres.forms import forms_of
from guardrail.knowledge.databases.postgres.locks import FACTS, NEWEST, WAITS
from guardrail.knowledge.databases.postgres.proved import is_proved
from guardrail.shapes import TableShape


def cost(change: Effect, version: int, table: TableShape | None) -> Cost:
    """The locks and the work of a change; nothing known of what has no form here."""
    version = version or NEWEST
    return cost_by(forms_of(change, version, table), FACTS, WAITS, version, is_proved)
