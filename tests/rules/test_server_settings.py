"""Settings of a whole server: what a program tunes is quiet, what takes safety away is not."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import Example, alembic, python
from guardrail.model import Level

RULE = "changed-server-setting"


def program(*lines: str) -> Example:
    """A program for SQL Server."""
    start = "import pyodbc\n\ncur = pyodbc.connect('DSN=shop', autocommit=True).cursor()\n"
    return python(start + "\n".join(lines), dialect="tsql")


BOUND = (
    "for name, value in OPTIONS.items():",
    "    cur.execute('EXEC sp_configure ?, ?', name, value)",
)


@pytest.mark.parametrize(
    ("setting", "loudness"),
    [
        ("ALTER SYSTEM SET work_mem = '64MB'", Level.INFO),
        ("ALTER SYSTEM SET autovacuum_naptime = '10s'", Level.INFO),
        ("ALTER SYSTEM SET optimizer_adaptive_statistics = FALSE SCOPE = BOTH", Level.INFO),
        ("ALTER SYSTEM SET session_cached_cursors = 200 SCOPE = SPFILE", Level.INFO),
        ("SET GLOBAL innodb_buffer_pool_size = 8589934592", Level.INFO),
        ("EXEC sp_configure 'show advanced options', 1", Level.INFO),
        ("EXEC sp_configure 'max server memory (MB)', 24576", Level.INFO),
        ("ALTER SYSTEM SET listen_addresses = '*'", Level.WARNING),
        ("ALTER SYSTEM SET max_connections = 500", Level.WARNING),
        ("ALTER SYSTEM SET shared_preload_libraries = 'x'", Level.ERROR),
    ],
)
def test_what_a_program_tunes_is_quiet(setting: str, loudness: Level) -> None:
    assert level(RULE, python(f"cursor.execute({setting!r})", dialect="")) is loudness


def test_a_migration_says_it_whatever_it_sets() -> None:
    one = alembic("op.execute(\"ALTER SYSTEM SET work_mem = '64MB'\")", dialect="postgres")
    assert level(RULE, one) is Level.WARNING


def test_options_that_are_bound_are_known() -> None:
    switched = program("OPTIONS = {'max degree of parallelism': 4, 'xp_cmdshell': 1}", *BOUND)
    assert level("server-side-program", switched) is Level.ERROR
    assert level(RULE, switched) is Level.INFO
    tuned = program("OPTIONS = {'max degree of parallelism': 4, 'xp_cmdshell': 0}", *BOUND)
    assert level("server-side-program", tuned) is Level.OFF
    assert level(RULE, tuned) is Level.INFO


@pytest.mark.parametrize("given", ["'clr enabled', 1", "('clr enabled', 1)", "'clr enabled', '1'"])
def test_options_are_bound_in_each_way(given: str) -> None:
    one = program(f"cur.execute('EXEC sys.sp_configure ?, ?', {given})")
    assert level("server-side-program", one) is Level.ERROR


def test_an_option_that_nobody_knows_is_told() -> None:
    one = program("import sys", "cur.execute('EXEC sp_configure ?, ?', sys.argv[1], 1)")
    assert level(RULE, one) is Level.WARNING
