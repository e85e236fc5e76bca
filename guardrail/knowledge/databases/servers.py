"""Which facts are those of which server."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from guardrail.cost import Cost
from guardrail.effects import Effect
from guardrail.shapes import TableShape

_OWN = ("postgres", "mysql", "mariadb", "sqlite")
_ALIASES = {
    "": "postgres",
    "postgresql": "postgres",
    "pg": "postgres",
    "pgsql": "postgres",
    "psql": "postgres",
    "postgis": "postgres",
    "timescaledb": "postgres",
    "supabase": "postgres",
    "sqlite3": "sqlite",
    "mssql": "tsql",
    "sqlserver": "tsql",
    "cockroach": "cockroachdb",
    "vitess": "mysql",
    "spark": "databricks",
}


class Facts(Protocol):
    """What is offered for a server."""

    def cost(self, change: Effect, version: int, table: TableShape | None) -> Cost:
        """What `cost_of` answers for this server."""


@lru_cache(maxsize=64)
def facts_of(dialect: str) -> Facts | None:
    """The facts of the server that speaks the dialect, `None` where there are none."""
    name = dialect.strip().lower()
    name = _ALIASES.get(name, name)
    if name in _OWN:
        return cast("Facts", import_module(f"guardrail.knowledge.databases.{name}"))
    from guardrail.knowledge.databases.documented import SERVERS, Documented

    found = SERVERS.get(name)
    return None if found is None else Documented(found)
