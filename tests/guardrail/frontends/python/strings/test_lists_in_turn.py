"""Columns that are joined of lists of which a loop, or a key, gives one at a time."""

from __future__ import annotations

import pytest
from reading_python import texts

START = """
import sqlite3

TABLES = {"users": ("id", "name"), "lines": ("id", "sku", "qty")}
PAIRS = [("users", ["id", "name"]), ("lines", ["id", "sku", "qty"])]
cursor = sqlite3.connect("shop.db").cursor()

"""
INSERT = "cursor.execute(f\"INSERT INTO {table} ({', '.join(cols)}) VALUES (1)\")"

BRACES = (
    "for table in TABLES:\n    cursor.execute("
    "'INSERT INTO {} ({}) VALUES (1)'.format(table, ', '.join(TABLES[table])))"
)


@pytest.mark.parametrize(
    "code",
    [
        f"for table, cols in TABLES.items():\n    {INSERT}",
        f"for table, cols in PAIRS:\n    {INSERT}",
        f"for table in TABLES:\n    cols = TABLES[table]\n    {INSERT}",
        f"def load(table):\n    cols = TABLES[table.removeprefix('stg_')]\n    {INSERT}",
        BRACES,
    ],
)
def test_each_statement_has_the_columns_of_one_table(code: str) -> None:
    found = [one.partition("(")[2].partition(")")[0] for one in texts(START + code)]
    assert found
    assert {*found} <= {"id, name", "id, sku, qty"}


def test_one_list_is_joined_as_it_is() -> None:
    code = f"table, cols = 'users', ['id', 'name']\n{INSERT}"
    assert texts(START + code) == ["INSERT INTO users (id, name) VALUES (1)"]
