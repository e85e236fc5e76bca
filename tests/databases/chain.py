"""The whole chain: from the text of a statement to what Guardrail says it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guardrail.cost import Cost
from guardrail.effects import DataChange, Effect, PrivilegeChange, SchemaChange, SessionChange
from guardrail.engine.extract import extract
from guardrail.knowledge.databases import cost_of
from guardrail.knowledge.databases.worst import worst
from guardrail.model import Source
from guardrail.settings import Database, Settings
from guardrail.shapes import TableShape


def effects_of(statement: str, dialect: str = "postgres") -> list[Effect]:
    """The effects that Guardrail's own frontend reads in a statement."""
    settings = Settings(databases=(Database(dialect=dialect),))
    source = Source(path="migrations/2.sql", language="sql", text=f"{statement};\n")
    return [item for item in extract(source, settings) if isinstance(item, Effect)]


def table_of(effect: Effect) -> str:
    """The name of the table that an effect is about."""
    if isinstance(effect, SchemaChange):
        return effect.table
    if isinstance(effect, DataChange):
        return effect.target
    if isinstance(effect, SessionChange):
        return effect.name
    return effect.on if isinstance(effect, PrivilegeChange) else ""


def predicted(
    effects: Sequence[Effect], version: int, table: Callable[[str], TableShape | None]
) -> Cost:
    """What all the effects of a statement cost together."""
    costs = []
    for effect in effects:
        name = table_of(effect)
        cost = cost_of(effect, effect.dialect, version, table(name) if name else None)
        if cost.known:
            costs.append(cost)
    return worst(costs)
