"""What changes cost on real servers: the locks they take and the work done under them.

One package or module for each server, loaded when it is asked. A fact that says `proved` was
measured: `tests/databases` runs the statement on the server and looks.
"""

from __future__ import annotations

from guardrail.cost import Cost
from guardrail.effects import Effect
from guardrail.knowledge.databases.servers import facts_of
from guardrail.shapes import TableShape


def cost_of(change: Effect, dialect: str, version: int, table: TableShape | None) -> Cost:
    """The locks and the work of a change of schema, session, data or protections.

    `version` is the server's major version, 0 for the newest that is known; `table` is the table
    just before the change, as far as it is known. Where it decides and isn't known the answer is
    the worst that is plausible, and `reason` says so. An unknown dialect is taken for PostgreSQL;
    of a server without facts nothing is said.
    """
    facts = facts_of(dialect)
    return Cost() if facts is None else facts.cost(change, version, table)
