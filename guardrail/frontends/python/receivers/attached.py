"""Databases that one in memory takes in: what is said of their tables isn't gone with the process.

Source: the documentation of DuckDB, "Attach" (`ATTACH 'dbname=app' AS pg (TYPE postgres)`, `USE
pg`), and of SQLite, "ATTACH DATABASE".
"""

from __future__ import annotations

import re
from itertools import islice

from guardrail.frontends.python.reading import Reading
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late

_MOST = 100
_ATTACHED = late(r"\bATTACH\b[^;]{0,200}?\bAS\s+[\"'`]?(\w+)", re.IGNORECASE)


def outside_memory(reading: Reading, text: str, where: Environment) -> bool:
    """Whether a statement on a database in memory is about the tables of one that it took in."""
    if where.kind is not EnvironmentKind.THROWAWAY:
        return False
    facts = reading.module.facts
    if "attached" not in facts:
        names = {*islice((one[1] for one in _ATTACHED.finditer(reading.module.text)), _MOST)}
        facts["attached"] = names
        facts["attached and used"] = any(f"USE {one}" in reading.module.text for one in names)
    named = (rf"\b{re.escape(one)}\." for one in facts["attached"])
    return bool(facts["attached and used"]) or any(re.search(one, text) for one in named)
