"""Databases and schemas that were made to go again are told quietly; others aren't."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python, shell, sql
from guardrail.model import Level

RULES = load().classes


@pytest.mark.parametrize(
    "name",
    ["tmp_shop", "preview_12", "shop_preview_pr_7", "shop_pr12", "shop_restorecheck", "a_verify"],
)
def test_a_name_that_says_so(name: str) -> None:
    for rule, text in (
        ("dropped-database", f"DROP DATABASE {name}"),
        ("dropped-schema", f"DROP SCHEMA {name} CASCADE"),
        ("replaced-table", f"RESTORE DATABASE {name} FROM DISK = 'x' WITH REPLACE"),
    ):
        dialect = "tsql" if "RESTORE" in text else "postgres"
        found = judge_example(RULES[rule], sql(text, dialect=dialect))
        assert [one.level for one in found] == [Level.INFO]


@pytest.mark.parametrize(
    "name", ["shop", "previews", "shop_preview", "staging", "prices", "checks", "branch_office"]
)
def test_a_name_that_does_not(name: str) -> None:
    found = judge_example(RULES["dropped-database"], sql(f"DROP DATABASE {name}"))
    assert [one.level for one in found] == [Level.ERROR]


@pytest.mark.parametrize(
    ("name", "level"),
    [("preview_{pr}", Level.INFO), ("{shop}_verify", Level.INFO), ("shop_{pr}", Level.ERROR)],
)
def test_a_name_that_a_program_makes(name: str, level: Level) -> None:
    code = f'conn.execute(f"DROP DATABASE {name}")'
    found = judge_example(RULES["dropped-database"], python(code))
    assert [one.level for one in found] == [level]


def test_a_command_line_names_one() -> None:
    quiet = judge_example(RULES["dropped-database"], shell("dropdb preview_12"))
    loud = judge_example(RULES["dropped-database"], shell("dropdb shop"))
    assert [one.level for one in (*quiet, *loud)] == [Level.INFO, Level.ERROR]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("orders_stage", Level.INFO),
        ("stage.orders", Level.INFO),
        ("staging.pipeline_stage", Level.INFO),
        ("DealStage", Level.ERROR),
        ("public.pipeline_stage", Level.ERROR),
        ("sensor_temp", Level.ERROR),
        ("orders_temp", Level.INFO),
    ],
)
def test_the_stages_of_a_sale_and_temperatures_are_what_people_work_with(
    name: str, level: Level
) -> None:
    found = judge_example(RULES["truncated-table"], sql(f"TRUNCATE {name}", dialect="postgres"))
    assert [one.level for one in found] == [level]


@pytest.mark.parametrize(
    ("condition", "level"),
    [
        ("name.startswith('shop_')", Level.WARNING),
        ("name in PROTECTED", Level.WARNING),
        ("name.startswith('tmp_')", Level.INFO),
        ("name.endswith('_old')", Level.INFO),
        ("date.fromisoformat(name[-10:]) < cutoff", Level.INFO),
    ],
)
def test_tables_of_any_name_that_begins_so_are_what_everybody_works_with(
    condition: str, level: Level
) -> None:
    code = (
        "import psycopg\nfrom datetime import date\nPROTECTED = {'users'}\n"
        "def drop(url, names, cutoff):\n    cur = psycopg.connect(url).cursor()\n"
        f"    for name in names:\n        if {condition}:\n"
        "            cur.execute(f'DROP TABLE {name}')\n"
    )
    found = judge_example(RULES["dropped-table"], python(code))
    assert [one.level for one in found] == [level]


@pytest.mark.parametrize(("name", "quiet"), [("Sales_RestoreCheck", True), ("Sales", False)])
def test_on_the_server_of_production_too(name: str, quiet: bool) -> None:
    code = f"""\
import pyodbc

cur = pyodbc.connect("SERVER=sql-prod-01;DATABASE=master", autocommit=True).cursor()
cur.execute("ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE")
cur.execute("RESTORE DATABASE [{name}] FROM DISK = N'full.bak' WITH REPLACE")
"""
    for rule in ("changed-server-setting", "replaced-table"):
        found = judge_example(RULES[rule], python(code, dialect="tsql"))
        assert [one.level for one in found] == [Level.INFO if quiet else Level.ERROR]
