"""Whether a function replaces a table or adds to it, its callers say."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, SchemaChange, Verb

START = (
    "import pandas as pd\nimport polars as pl\nfrom pyspark.sql import DataFrame, SparkSession\n\n"
)
PANDAS = "def save(frame, table, how='append'):\n    frame.to_sql(table, db, if_exists=how)\n"
OPTIONS = "def save(frame, table, **options):\n    frame.to_sql(table, db, **options)\n"
METHOD = (
    "class Store:\n    def save(self, frame, table, how):\n"
    "        frame.to_sql(table, self.db, if_exists=how)\n"
)
POLARS = (
    "def save(frame: pl.DataFrame, table, how):\n"
    "    frame.write_database(table, url, if_table_exists=how)\n"
)
SPARK = "def save(frame: DataFrame, table, how):\n    frame.write.mode(how).saveAsTable(table)\n"


def replaced(code: str) -> list[str]:
    """The tables whose rows go."""
    found = items(START + code)
    return [
        one.target if isinstance(one, DataChange) else one.table
        for one in found
        if (isinstance(one, DataChange) and one.verb is Verb.OVERWRITE)
        or (isinstance(one, SchemaChange) and one.replace)
    ]


@pytest.mark.parametrize(
    ("function", "call", "replacing", "adding"),
    [
        (PANDAS, "save(frame, '{}', {})", "how='replace'", "how='append'"),
        (PANDAS, "save(frame, '{}'{})", ", 'replace'", ""),
        (OPTIONS, "save(frame, '{}', {})", "if_exists='replace'", "if_exists='append'"),
        (METHOD, "Store().save(frame, '{}', {})", "'replace'", "'append'"),
        (POLARS, "save(frame, '{}', {})", "'replace'", "'append'"),
        (SPARK, "save(frame, '{}', {})", "'overwrite'", "'append'"),
    ],
)
def test_each_call_counts_by_itself(function: str, call: str, replacing: str, adding: str) -> None:
    one, other = call.format("totals", replacing), call.format("visits", adding)
    code = f"{function}\ndef main(frame):\n    {one}\n    {other}\n"
    assert replaced(code) == ["totals"]


def test_a_function_that_always_replaces_is_told_where_it_is_called() -> None:
    code = PANDAS.replace("=how", "='replace'").replace("save", "_save")
    calls = "\n_save(frame, 'totals')\n_save(frame, 'visits')\n"
    assert replaced(code + calls) == ["totals", "visits"]
    assert len(replaced(code + calls.replace("'totals'", "name").replace("'visits'", "name"))) == 1
