"""What Guardrail says a statement costs in SQLite, by how its work grows with the rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from chain import effects_of, predicted

from guardrail.cost import Waits, Work
from guardrail.knowledge.databases.sqlite import PROVED, forms_of

SETUP = (
    "CREATE TABLE t (id INTEGER PRIMARY KEY, email TEXT, n INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX by_n ON t (n)",
)
CASES = (
    ("ADD COLUMN", "ALTER TABLE t ADD COLUMN c TEXT"),
    ("ADD COLUMN, constant default", "ALTER TABLE t ADD COLUMN c TEXT NOT NULL DEFAULT 'x'"),
    ("ADD COLUMN, checked", "ALTER TABLE t ADD COLUMN c INTEGER CHECK (c > 0)"),
    ("DROP COLUMN", "ALTER TABLE t DROP COLUMN email"),
    ("RENAME COLUMN", "ALTER TABLE t RENAME COLUMN email TO mail"),
    ("RENAME TABLE", "ALTER TABLE t RENAME TO u"),
    ("CREATE INDEX", "CREATE INDEX i ON t (email)"),
    ("DROP INDEX", "DROP INDEX by_n"),
    ("DROP TABLE", "DROP TABLE t"),
)


def _steps(path: Path, statement: str, rows: int) -> int:
    """How many instructions of SQLite's machine a statement takes on so many rows."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    for each in SETUP:
        connection.execute(each)
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t (email) VALUES (?)", [("a",)] * rows)
    connection.execute("COMMIT")
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    connection.set_progress_handler(count, 1)
    connection.execute(statement)
    connection.close()
    return taken


@pytest.mark.parametrize(("form", "statement"), CASES)
def test_work_grows_with_the_rows_where_it_is_said_to(
    tmp_path: Path, form: str, statement: str
) -> None:
    effects = effects_of(statement, "sqlite")
    assert {each.name for effect in effects for each in forms_of(effect)} == {form}
    cost = predicted(effects, 3, lambda name: None)
    few = _steps(tmp_path / "few", statement, 10)
    many = _steps(tmp_path / "many", statement, 1010)
    assert cost.proved
    assert (many - few > 1000) is (cost.work is not Work.CATALOG)


@pytest.mark.parametrize(("form", "statement"), CASES)
def test_another_writer_waits_and_a_reader_does_not(
    tmp_path: Path, form: str, statement: str
) -> None:
    path = tmp_path / "database"
    one = sqlite3.connect(path, isolation_level=None)
    one.execute("PRAGMA journal_mode = WAL")
    for each in SETUP:
        one.execute(each)
    other = sqlite3.connect(path, isolation_level=None, timeout=0)
    one.execute("BEGIN")
    one.execute(statement)
    assert other.execute("SELECT count(*) FROM t").fetchone() == (0,)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("INSERT INTO t (n) VALUES (1)")
    one.execute("ROLLBACK")
    one.close()
    other.close()
    assert predicted(effects_of(statement, "sqlite"), 3, lambda name: None).waits is Waits.WRITES


def test_every_proved_form_was_run() -> None:
    assert {form for form, _ in CASES} == PROVED
