"""The collection that an aggregation writes, where a function puts its steps together."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange

CODE = """\
from pymongo.database import Database

TARGET = "readings_hourly"

def steps(target, quality="actual"):
    return [{{"$match": {{"quality": quality}}}}, {{"$out": target}}]

def work(db: Database, target):
    {line}

def other(db: Database):
    db["bills"].aggregate(steps("bills_daily"))
"""


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("db['readings'].aggregate(steps(TARGET))", "readings_hourly"),
        ("db['readings'].aggregate(steps(target='readings'))", "readings"),
        (
            "found = steps(TARGET, 'all')\n    db['readings'].aggregate(pipeline=found)",
            "readings_hourly",
        ),
        ("db['readings'].aggregate(steps(read()))", ""),
    ],
)
def test_what_a_function_is_given_is_the_collection_that_is_written(line: str, name: str) -> None:
    found = [one for one in items(CODE.format(line=line)) if isinstance(one, SchemaChange)]
    assert [one.name for one in found] == [name, "bills_daily"]
    assert found[0].reads == (("readings",) if name == "readings_hourly" else ())
