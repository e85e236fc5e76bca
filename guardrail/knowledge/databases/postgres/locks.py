"""The lock of every form of statement in PostgreSQL, and the work done under it.

Source: the PostgreSQL manual, "Explicit Locking" and the pages of the commands; measured by
`tests/databases` on every version that is named in `proved.py`.
"""

from __future__ import annotations

from guardrail.cost import Waits, Work
from guardrail.knowledge.databases.fact import Fact

NEWEST = 18
"""The newest major version, meant where no version is known."""

ACCESS_SHARE = "ACCESS SHARE"
ROW_SHARE = "ROW SHARE"
ROW_EXCLUSIVE = "ROW EXCLUSIVE"
SHARE_UPDATE = "SHARE UPDATE EXCLUSIVE"
SHARE = "SHARE"
SHARE_ROW = "SHARE ROW EXCLUSIVE"
EXCLUSIVE = "EXCLUSIVE"
ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE"
SHARE_AND_INDEXES = "SHARE, and ACCESS EXCLUSIVE on its indexes"
INDEXES = "ACCESS EXCLUSIVE on its index"
"""An index that is locked keeps readers out of its table: planning a query opens every index."""

WAITS: dict[str, Waits] = {
    "": Waits.NOBODY,
    ACCESS_SHARE: Waits.SCHEMA_CHANGES,
    ROW_SHARE: Waits.SCHEMA_CHANGES,
    ROW_EXCLUSIVE: Waits.SCHEMA_CHANGES,
    SHARE_UPDATE: Waits.SCHEMA_CHANGES,
    SHARE: Waits.WRITES,
    SHARE_ROW: Waits.WRITES,
    EXCLUSIVE: Waits.WRITES,
    ACCESS_EXCLUSIVE: Waits.READS_AND_WRITES,
    SHARE_AND_INDEXES: Waits.READS_AND_WRITES,
    INDEXES: Waits.READS_AND_WRITES,
}
"""Who waits for a lock: the modes in the order of their strength."""

_AX, _SUX, _S, _SRX = ACCESS_EXCLUSIVE, SHARE_UPDATE, SHARE, SHARE_ROW

FACTS: dict[str, tuple[Fact, ...]] = {
    # Tables
    "CREATE TABLE": (Fact(""),),
    "CREATE TABLE … REFERENCES": (Fact("", other=_SRX),),
    "CREATE TABLE … PARTITION OF": (Fact("", other=_AX),),
    "CREATE TABLE … INHERITS": (Fact("", other=_SUX),),
    "DROP TABLE": (Fact(_AX),),
    "DROP TABLE with a foreign key": (Fact(_AX, other=_AX),),
    "DROP TABLE of a partition": (Fact(_AX, other=_AX),),
    "TRUNCATE": (Fact(_AX),),
    "RENAME TABLE": (Fact(_AX),),
    "SET SCHEMA": (Fact(_AX),),
    "OWNER TO": (Fact(_AX),),
    "SET LOGGED": (Fact(_AX, Work.REWRITE),),
    "SET UNLOGGED": (Fact(_AX, Work.REWRITE),),
    "SET TABLESPACE": (Fact(_AX, Work.REWRITE),),
    "SET ACCESS METHOD": (Fact(_AX, Work.REWRITE, since=15),),
    "SET storage parameter": (Fact(_SUX),),
    "CLUSTER ON": (Fact(_SUX),),
    "SET WITHOUT CLUSTER": (Fact(_SUX),),
    "INHERIT": (Fact(_AX, other=_SUX),),
    "NO INHERIT": (Fact(_AX, other=ACCESS_SHARE),),
    "REPLICA IDENTITY": (Fact(_AX),),
    "OF type": (Fact(_AX),),
    "other ALTER TABLE": (Fact(_AX),),
    "CLUSTER": (Fact(_AX, Work.REWRITE),),
    "VACUUM FULL": (Fact(_AX, Work.REWRITE),),
    # Columns
    "ADD COLUMN": (Fact(_AX),),
    "ADD COLUMN NOT NULL": (Fact(_AX, Work.SCAN),),
    "ADD COLUMN, constant default": (
        Fact(_AX, since=11),
        Fact(_AX, Work.REWRITE, until=10),
    ),
    "ADD COLUMN, volatile default": (Fact(_AX, Work.REWRITE),),
    "ADD COLUMN, serial": (Fact(_AX, Work.REWRITE),),
    "ADD COLUMN, identity": (Fact(_AX, Work.REWRITE, since=10),),
    "ADD COLUMN, generated stored": (Fact(_AX, Work.REWRITE, since=12),),
    "ADD COLUMN, generated virtual": (Fact(_AX, since=18),),
    "ADD COLUMN UNIQUE": (Fact(_AX, Work.BUILD),),
    "ADD COLUMN PRIMARY KEY": (Fact(_AX, Work.BUILD),),
    "ADD COLUMN CHECK": (Fact(_AX, Work.SCAN),),
    "ADD COLUMN REFERENCES": (Fact(_AX, other=_SRX),),
    "ADD COLUMN REFERENCES, default": (Fact(_AX, Work.SCAN, other=_SRX),),
    "DROP COLUMN": (Fact(_AX),),
    "RENAME COLUMN": (Fact(_AX),),
    "ALTER COLUMN TYPE, rewrite": (Fact(_AX, Work.REWRITE),),
    "ALTER COLUMN TYPE, index rebuilt": (Fact(_AX, Work.BUILD),),
    "ALTER COLUMN TYPE, check verified": (Fact(_AX, Work.SCAN),),
    "ALTER COLUMN TYPE, catalog only": (Fact(_AX),),
    "SET NOT NULL": (Fact(_AX, Work.SCAN),),
    "SET NOT NULL, proved by a check": (
        Fact(_AX, since=12),
        Fact(_AX, Work.SCAN, until=11),
    ),
    "SET NOT NULL, is not null": (Fact(_AX),),
    "DROP NOT NULL": (Fact(_AX),),
    "SET DEFAULT": (Fact(_AX),),
    "SET STATISTICS": (Fact(_SUX),),
    "SET column parameter": (Fact(_SUX),),
    "SET STORAGE": (Fact(_AX),),
    "SET COMPRESSION": (Fact(_AX, since=14),),
    "ADD GENERATED AS IDENTITY": (Fact(_AX, since=10),),
    "DROP IDENTITY": (Fact(_AX, since=10),),
    "SET GENERATED": (Fact(_AX, since=10),),
    "DROP EXPRESSION": (Fact(_AX, since=13),),
    "SET EXPRESSION": (Fact(_AX, Work.REWRITE, since=17),),
    "other ALTER COLUMN": (Fact(_AX),),
    # Constraints
    "ADD PRIMARY KEY": (Fact(_AX, Work.BUILD),),
    "ADD PRIMARY KEY USING INDEX": (Fact(_AX),),
    "ADD PRIMARY KEY USING INDEX, nullable": (Fact(_AX, Work.SCAN),),
    "ADD UNIQUE": (Fact(_AX, Work.BUILD),),
    "ADD UNIQUE USING INDEX": (Fact(_AX),),
    "ADD EXCLUDE": (Fact(_AX, Work.BUILD),),
    "ADD CHECK": (Fact(_AX, Work.SCAN),),
    "ADD CHECK NOT VALID": (Fact(_AX),),
    "ADD FOREIGN KEY": (Fact(_SRX, Work.SCAN, other=_SRX),),
    "ADD FOREIGN KEY NOT VALID": (Fact(_SRX, other=_SRX),),
    "ADD NOT NULL": (Fact(_AX, Work.SCAN, since=18),),
    "ADD NOT NULL NOT VALID": (Fact(_AX, since=18),),
    "VALIDATE CONSTRAINT": (Fact(_SUX, Work.SCAN),),
    "VALIDATE FOREIGN KEY": (Fact(_SUX, Work.SCAN, other=ROW_SHARE),),
    "ALTER CONSTRAINT": (Fact(_AX),),
    "DROP CONSTRAINT": (Fact(_AX),),
    "DROP FOREIGN KEY": (Fact(_AX, other=_AX),),
    "RENAME CONSTRAINT": (Fact(_AX),),
    # Indexes
    "CREATE INDEX": (Fact(_S, Work.BUILD),),
    "CREATE INDEX ON ONLY": (Fact(_S),),
    "CREATE INDEX CONCURRENTLY": (Fact(_SUX, Work.BUILD),),
    "DROP INDEX": (Fact(_AX),),
    "DROP INDEX CONCURRENTLY": (Fact(_SUX),),
    "ALTER INDEX": (Fact(""),),
    "ALTER INDEX SET TABLESPACE": (Fact(INDEXES, Work.BUILD),),
    "REINDEX": (Fact(SHARE_AND_INDEXES, Work.BUILD),),
    "REINDEX CONCURRENTLY": (Fact(_SUX, Work.BUILD, since=12),),
    # Partitions
    "ATTACH PARTITION": (
        Fact(_SUX, Work.SCAN, other=_AX, since=12),
        Fact(_AX, Work.SCAN, other=_AX, until=11),
    ),
    "DETACH PARTITION": (
        Fact(_AX, other=_AX, since=14),
        Fact(_AX, other=_SUX, until=13),
    ),
    "DETACH PARTITION CONCURRENTLY": (Fact(_SUX, other=_AX, since=14),),
    # Triggers, rules, policies
    "CREATE RULE": (Fact(_AX),),
    "CREATE TRIGGER": (Fact(_SRX),),
    "DROP TRIGGER": (Fact(_AX),),
    "RENAME TRIGGER": (Fact(_AX),),
    "ENABLE or DISABLE TRIGGER": (Fact(_SRX),),
    "ENABLE or DISABLE RULE": (Fact(_AX),),
    "ROW LEVEL SECURITY": (Fact(_AX),),
    "CREATE POLICY": (Fact(_AX),),
    "ALTER POLICY": (Fact(_AX),),
    "DROP POLICY": (Fact(_AX),),
    # Views, types
    "CREATE VIEW": (Fact(""),),
    "DROP VIEW": (Fact(_AX),),
    "DROP MATERIALIZED VIEW": (Fact(_AX),),
    "REFRESH MATERIALIZED VIEW": (Fact(_AX, Work.REWRITE),),
    "REFRESH MATERIALIZED VIEW CONCURRENTLY": (Fact(EXCLUSIVE, Work.SCAN),),
    "ALTER DOMAIN ADD CONSTRAINT": (Fact(_S, Work.SCAN),),
    "ALTER DOMAIN ADD CONSTRAINT NOT VALID": (
        Fact(
            "",
        ),
    ),
    "ALTER DOMAIN VALIDATE CONSTRAINT": (Fact(_S, Work.SCAN),),
    "ALTER TYPE ADD VALUE": (Fact(""),),
    # Rows and explicit locks
    "INSERT, UPDATE, DELETE": (Fact(ROW_EXCLUSIVE, Work.UNKNOWN),),
    **{f"LOCK TABLE {mode}": (Fact(mode),) for mode in WAITS if mode and "index" not in mode},
}
"""Every form: what it locks and does, the facts of several versions one after the other."""
