"""What statements cost on the other servers."""

from __future__ import annotations

import pytest

from guardrail.cost import Cost, Waits, Work
from guardrail.effects import Effect
from guardrail.engine.extract import extract
from guardrail.knowledge.databases import cost_of
from guardrail.knowledge.databases.documented import SERVERS
from guardrail.model import Source
from guardrail.settings import Database, Settings
from guardrail.shapes import ColumnShape, TableShape

T = TableShape("t", (ColumnShape("a", "varchar(20)", True), ColumnShape("n", "int(11)", True)))


def cost(statement: str, server: str, version: int = 0, table: TableShape | None = None) -> Cost:
    """What the one effect of a statement costs."""
    source = Source(path="x.sql", language="sql", text=f"{statement};\n")
    dialect = "mysql" if server in ("mariadb", "tidb") else server
    settings = Settings(databases=(Database(dialect=dialect),))
    (found,) = (item for item in extract(source, settings) if isinstance(item, Effect))
    return cost_of(found, server, version, table)


def test_mysql_adds_a_column_instantly_from_version_8() -> None:
    statement = "ALTER TABLE t ADD COLUMN b int"
    assert cost(statement, "mysql", 8).work is Work.CATALOG
    assert cost(statement, "mysql", 5).work is Work.REWRITE


@pytest.mark.parametrize(
    ("definition", "work"),
    [
        ("a varchar(63)", Work.CATALOG),
        ("a varchar(64)", Work.REWRITE),
        ("a varchar(10)", Work.REWRITE),
        ("n int", Work.CATALOG),
        ("n bigint", Work.REWRITE),
        ("n int NOT NULL", Work.REWRITE),
    ],
)
@pytest.mark.parametrize("server", ["mysql", "mariadb"])
def test_the_old_column_decides(server: str, definition: str, work: Work) -> None:
    assert cost(f"ALTER TABLE t MODIFY {definition}", server, table=T).work is work


def test_an_unknown_old_column_is_copied() -> None:
    told = cost("ALTER TABLE t MODIFY a varchar(63)", "mysql")
    assert (told.work, told.waits) == (Work.REWRITE, Waits.WRITES)
    assert "isn't known" in told.reason


def test_what_is_asked_for_is_what_is_done() -> None:
    told = cost("ALTER TABLE t ADD COLUMN b int, ALGORITHM=COPY", "mysql", 8)
    assert (told.work, told.waits) == (Work.REWRITE, Waits.WRITES)


def test_mariadb_is_proved_where_it_was_measured() -> None:
    assert cost("ALTER TABLE t DROP COLUMN a", "mariadb", 10).proved
    assert not cost("ALTER TABLE t DROP COLUMN a", "mariadb", 11).proved
    assert not cost("ALTER TABLE t DROP COLUMN a", "mysql", 8).proved


def test_sqlite_makes_a_new_table_for_what_it_can_not_alter() -> None:
    told = cost("ALTER TABLE t ALTER COLUMN a TYPE text", "sqlite")
    assert told.work is Work.REWRITE
    assert "copied" in told.reason


@pytest.mark.parametrize("server", sorted(SERVERS))
def test_what_only_a_manual_says_is_never_proved(server: str) -> None:
    told = cost("ALTER TABLE t ADD COLUMN b int", server)
    assert told.known
    assert not told.proved


def test_an_index_blocks_writers_of_sql_server_unless_it_is_online() -> None:
    assert cost("CREATE INDEX i ON t (a)", "tsql").waits is Waits.WRITES
    online = cost("CREATE INDEX i ON t (a) WITH (ONLINE = ON)", "tsql")
    assert online.waits is Waits.SCHEMA_CHANGES
