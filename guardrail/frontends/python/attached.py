"""Databases that one in memory takes in: what is said of their tables isn't gone with the process.

Source: the documentation of DuckDB, "Attach" (`ATTACH 'dbname=app' AS pg (TYPE postgres)`, `USE
pg`), and of SQLite, "ATTACH DATABASE".
"""

from __future__ import annotations

import re

from guardrail.frontends.python.reading import Reading
from guardrail.model import Environment, EnvironmentKind

_ATTACHED = re.compile(r"\bATTACH\b[^;]{0,200}?\bAS\s+[\"'`]?(\w+)", re.IGNORECASE)


def outside_memory(reading: Reading, text: str, where: Environment) -> bool:
    """Whether a statement on a database in memory is about the tables of one that it took in."""
    if where.kind is not EnvironmentKind.THROWAWAY:
        return False
    key = ("attached databases", 0)
    names: frozenset[str] | None = reading.remembered.get(key)
    if names is None:
        found = _ATTACHED.findall(reading.module.text)
        names = reading.remembered[key] = frozenset(found)
    used = any(f"USE {one}" in reading.module.text for one in names)
    return used or any(re.search(rf"\b{re.escape(one)}\.", text) for one in names)
