"""SQLAlchemy's tables that are made of the names of a listing and dropped in turn."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange

START = """
import os
from sqlalchemy import MetaData, Table, create_engine, inspect

PREFIX = os.environ.get("PREFIX", "")
SET = os.environ["PREFIX"]
engine = create_engine(os.environ["URL"])
names = inspect(engine).get_table_names()

def leftovers(prefix):
    for name in names:
        if not name.startswith({0}):
            continue
        yield Table(name, MetaData())

"""


def guards(code: str, prefix: str = "PREFIX") -> list[tuple[str, ...]]:
    found = items(START.replace("{0}", prefix) + code)
    return [one.guards for one in found if isinstance(one, SchemaChange)]


@pytest.mark.parametrize(
    "drops",
    [
        "for name in names:\n    Table(name, MetaData()).drop(engine)\n",
        "for name in names:\n    one = Table(name, MetaData())\n    one.drop(engine)\n",
        "for one in [Table(name, MetaData()) for name in names]:\n    one.drop(engine)\n",
        "for one in leftovers():\n    one.drop(engine, checkfirst=True)\n",
    ],
)
def test_all_of_them(drops: str) -> None:
    assert guards(drops) == [()]


@pytest.mark.parametrize("prefix", ["'stg_'", "SET"])
def test_those_that_a_name_picks(prefix: str) -> None:
    picked = ("a look at its name",)
    assert guards("for one in leftovers():\n    one.drop(engine)\n", prefix) == [picked]
    one = f"for name in names:\n    if name.startswith({prefix}):\n        "
    assert guards(f"{one}Table(name, MetaData()).drop(engine)\n")[0][-1:] == picked


def test_a_table_that_a_caller_names_is_none_of_many() -> None:
    assert guards("def drop(name):\n    Table(name, MetaData()).drop(engine)\n") == []
