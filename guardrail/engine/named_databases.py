"""Where a database lives by its own name, where a statement says it: `DROP DATABASE shop_test`.

Only a name that says that something may go counts: what others share, or work with, is told by
where it is and not by how it is called.
"""

from __future__ import annotations

from guardrail.effects import DataChange, Effect, ObjectKind, SchemaChange, Verb
from guardrail.model import Environment, EnvironmentKind
from guardrail.names import plain
from guardrail.project.environment import classify

_WHOLE = (ObjectKind.DATABASE, ObjectKind.SCHEMA)
_AWAY = (Verb.DROP, Verb.CREATE)
_QUALIFIED = 2
_ITS_OWN = (EnvironmentKind.THROWAWAY, EnvironmentKind.LOCAL)


def of_database(effect: Effect) -> Environment:
    """Where the database lives whose name an effect says, nothing known where it says none."""
    if isinstance(effect, DataChange):
        return _by_name(_database_in(effect.target))
    if not isinstance(effect, SchemaChange):
        return Environment()
    if effect.kind in _WHOLE:
        return _by_name(effect.name or effect.table) if effect.verb in _AWAY else Environment()
    return _by_name(_database_in(effect.table))


def _database_in(name: str) -> str:
    """The database of a table that is named with it and its schema: `shop_dev.public.orders`."""
    return name.partition(".")[0] if name.count(".") == _QUALIFIED else ""


def _by_name(name: str) -> Environment:
    where = classify(words=(plain(name),)) if name else Environment()
    return where if where.kind in _ITS_OWN else Environment()
