"""Conditions and predicates of several parts: what one part picks is picked."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope
from guardrail.effects.guarding import is_withheld
from guardrail.stream import Embedded

CLEANER = """\
from pyspark.sql import SparkSession
class Cleaner:
    def __init__(self, spark: SparkSession, database: str) -> None:
        self.spark, self.database = spark, database
    def names(self):
        tables = self.spark.catalog.listTables(self.database)
        return [t.name for t in tables if {asked}]
    def drop(self, table):
        self.spark.sql(f"DROP TABLE `{{self.database}}`.`{{table}}`")
    def run(self):
        for name in self.names():
            self.drop(name)
"""


@pytest.mark.parametrize(
    ("asked", "picked"),
    [
        ("not t.isTemporary and t.name.startswith('load_')", True),
        ("not (t.isTemporary or not t.name.startswith('load_'))", True),
        ("t in CLOSED_TABLES or t.name.startswith('load_')", True),
        ("t not in CLOSED_TABLES", False),
        ("not t.isTemporary", False),
        ("not t.isTemporary and not t.name.startswith('load_')", False),
        ("t.isTemporary or not t.name.startswith('load_')", False),
    ],
)
def test_each_part_that_must_hold_picks(asked: str, picked: bool) -> None:
    found = [one.source for one in items(CLEANER.format(asked=asked)) if isinstance(one, Embedded)]
    assert found
    assert all(is_withheld(one.surroundings.guards) for one in found) is picked


@pytest.mark.parametrize(
    ("predicate", "scope"),
    [
        ("f\"day = '{day.isoformat()}'\"", Scope.FILTERED),
        ("f'{column} >= {first}'", Scope.FILTERED),
        ("f'{where}'", Scope.UNKNOWN),
        ("f'{first} {second}'", Scope.UNKNOWN),
    ],
)
def test_a_predicate_that_compares_leaves_the_rest(predicate: str, scope: Scope) -> None:
    code = (
        "import polars\n"
        "def write(frame: polars.DataFrame, day, where):\n"
        f"    options = {{'predicate': {predicate}}}\n"
        "    frame.write_delta('s3://a/b', mode='overwrite', delta_write_options=options)\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, DataChange)]
    assert found.scope is scope
