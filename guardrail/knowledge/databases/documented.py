"""Servers that can't be run here: what their manuals say, and nothing that was measured.

Sources: Microsoft "ALTER TABLE (Transact-SQL)", "CREATE INDEX"; Oracle "SQL Language Reference",
ALTER TABLE, "Automatic Locks in DDL Operations"; Amazon "ALTER TABLE" of Redshift; CockroachDB
"Online Schema Changes"; PingCAP "Best Practices for DDL Execution in TiDB". Where a warehouse's
manual says that a change is one of metadata, readers and writers go on with the old version.
"""

from __future__ import annotations

from collections.abc import Mapping

from guardrail.cost import Cost, Waits, Work
from guardrail.effects import Effect
from guardrail.knowledge.databases.fact import Fact
from guardrail.knowledge.databases.facts import cost_by
from guardrail.knowledge.databases.general import forms_of
from guardrail.shapes import TableShape

SCH_M, S, ONLINE = "Sch-M", "S", "ONLINE"
EXCLUSIVE, SHARE = "EXCLUSIVE", "SHARE"
METADATA = "METADATA"

WAITS: dict[str, Waits] = {
    "": Waits.NOBODY,
    ONLINE: Waits.SCHEMA_CHANGES,
    METADATA: Waits.SCHEMA_CHANGES,
    S: Waits.WRITES,
    SHARE: Waits.WRITES,
    SCH_M: Waits.READS_AND_WRITES,
    EXCLUSIVE: Waits.READS_AND_WRITES,
    "ACCESS EXCLUSIVE": Waits.READS_AND_WRITES,
}

Facts = Mapping[str, tuple[Fact, ...]]
_CATALOG = (
    "DROP TABLE",
    "RENAME TABLE",
    "ADD COLUMN",
    "ADD COLUMN, constant default",
    "DROP COLUMN",
    "RENAME COLUMN",
    "DROP CONSTRAINT",
    "DROP INDEX",
    "ADD CONSTRAINT unchecked",
)


def _all(mode: str, *forms: str) -> dict[str, tuple[Fact, ...]]:
    return {form: (Fact(mode),) for form in forms}


TSQL: Facts = _all(SCH_M, *_CATALOG) | {
    "ADD COLUMN, computed": (Fact(SCH_M, Work.REWRITE),),
    "ALTER COLUMN TYPE": (Fact(SCH_M, Work.REWRITE),),
    "SET NOT NULL": (Fact(SCH_M, Work.SCAN),),
    "ADD KEY": (Fact(SCH_M, Work.BUILD),),
    "ADD CONSTRAINT": (Fact(SCH_M, Work.SCAN, other=SCH_M),),
    "CREATE INDEX": (Fact(S, Work.BUILD),),
    "CREATE INDEX online": (Fact(ONLINE, Work.BUILD),),
}
"""SQL Server. A default that isn't constant is written to each row; indexes are nonclustered."""

ORACLE: Facts = _all(EXCLUSIVE, *_CATALOG) | {
    "ADD COLUMN, computed": (Fact(EXCLUSIVE, Work.REWRITE),),
    "DROP COLUMN": (Fact(EXCLUSIVE, Work.REWRITE),),
    "SET UNUSED": (Fact(EXCLUSIVE),),
    "ALTER COLUMN TYPE": (Fact(EXCLUSIVE, Work.SCAN),),
    "SET NOT NULL": (Fact(EXCLUSIVE, Work.SCAN),),
    "ADD KEY": (Fact(SHARE, Work.BUILD),),
    "ADD CONSTRAINT": (Fact(SHARE, Work.SCAN, other=SHARE),),
    "VALIDATE CONSTRAINT": (Fact(ONLINE, Work.SCAN),),
    "CREATE INDEX": (Fact(SHARE, Work.BUILD),),
    "CREATE INDEX online": (Fact(ONLINE, Work.BUILD),),
}
"""Oracle Database; readers see what was there before, but a new cursor waits for the change."""

REDSHIFT: Facts = _all("ACCESS EXCLUSIVE", *_CATALOG, "ALTER COLUMN TYPE")
"""Redshift: only the size of a varchar can be changed, which concerns the catalog alone."""

ONLINE_DDL: Facts = _all(ONLINE, *_CATALOG, "SET UNUSED") | {
    "ADD COLUMN, computed": (Fact(ONLINE, Work.REWRITE),),
    "ALTER COLUMN TYPE": (Fact(ONLINE, Work.REWRITE),),
    "SET NOT NULL": (Fact(ONLINE, Work.SCAN),),
    "ADD KEY": (Fact(ONLINE, Work.BUILD),),
    "ADD CONSTRAINT": (Fact(ONLINE, Work.SCAN),),
    "VALIDATE CONSTRAINT": (Fact(ONLINE, Work.SCAN),),
    "CREATE INDEX": (Fact(ONLINE, Work.BUILD),),
    "CREATE INDEX online": (Fact(ONLINE, Work.BUILD),),
}
"""CockroachDB and TiDB: a change spreads from state to state, and nobody waits for it."""

WAREHOUSE: Facts = _all(METADATA, *_CATALOG)
"""Snowflake, BigQuery, Databricks: of metadata alone; of the rest nothing is said."""

CLICKHOUSE: Facts = _all(METADATA, *_CATALOG) | {
    "ALTER COLUMN TYPE": (Fact(METADATA, Work.REWRITE),),
    "DROP COLUMN": (Fact(METADATA, Work.REWRITE),),
}
"""ClickHouse: parts are written anew by mutations, behind readers and writers."""

DUCKDB: Facts = _all(EXCLUSIVE, *_CATALOG) | {
    "ALTER COLUMN TYPE": (Fact(EXCLUSIVE, Work.REWRITE),),
    "ADD COLUMN, computed": (Fact(EXCLUSIVE, Work.REWRITE),),
    "SET NOT NULL": (Fact(EXCLUSIVE, Work.SCAN),),
    "CREATE INDEX": (Fact(EXCLUSIVE, Work.BUILD),),
}
"""DuckDB: one process writes, and holds the file."""

SERVERS: dict[str, Facts] = {
    "tsql": TSQL,
    "oracle": ORACLE,
    "redshift": REDSHIFT,
    "cockroachdb": ONLINE_DDL,
    "tidb": ONLINE_DDL,
    "snowflake": WAREHOUSE,
    "bigquery": WAREHOUSE,
    "databricks": WAREHOUSE,
    "clickhouse": CLICKHOUSE,
    "duckdb": DUCKDB,
}
"""The facts of each server by its name."""


class Documented:
    """The facts of one server that is known by its manual alone."""

    def __init__(self, facts: Facts) -> None:
        """What its manual says."""
        self._facts = facts

    def cost(self, change: Effect, version: int, table: TableShape | None) -> Cost:
        """The locks and the work of a change, never proved."""
        return cost_by(forms_of(change), self._facts, WAITS, version, lambda form, of: False)
