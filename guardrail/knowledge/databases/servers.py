"""Which module holds the facts of which server."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from guardrail.cost import Cost
from guardrail.effects import Effect
from guardrail.shapes import TableShape

_SERVERS = {
    "": "postgres",
    "postgres": "postgres",
    "postgresql": "postgres",
    "pg": "postgres",
    "pgsql": "postgres",
    "psql": "postgres",
    "postgis": "postgres",
    "timescaledb": "postgres",
    "supabase": "postgres",
    "mysql": "mysql",
    "mariadb": "mariadb",
}


class Facts(Protocol):
    """What the module of a server offers."""

    def cost(self, change: Effect, version: int, table: TableShape | None) -> Cost:
        """What `cost_of` answers for this server."""


def module_of(dialect: str) -> Facts | None:
    """The facts of the server that speaks the dialect, `None` where there are none."""
    name = _SERVERS.get(dialect.strip().lower())
    if name is None:
        return None
    return cast("Facts", import_module(f"guardrail.knowledge.databases.{name}"))
