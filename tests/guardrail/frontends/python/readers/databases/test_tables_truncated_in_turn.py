"""Tables that a loop empties one after the other: all of them, or those that a name picks."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange
from guardrail.effects.guarding import is_withheld
from guardrail.model import Confidence

SWEEP = """
import ibis
connection = ibis.snowflake.connect(user="etl")
for name in {listed}:
    connection.truncate_table(name)
"""


@pytest.mark.parametrize(
    ("listed", "withheld", "sure"),
    [
        ("connection.list_tables()", False, True),
        ("connection.list_tables(like='stg_.*')", True, True),
        ("connection.list_tables(like='^tmp_')", True, True),
        ("connection.list_tables(like='shop_.*')", False, False),
        ("connection.list_tables(like='.*')", False, True),
    ],
)
def test_what_a_pattern_of_the_listing_picks(listed: str, withheld: bool, sure: bool) -> None:
    found = [one for one in items(SWEEP.format(listed=listed)) if isinstance(one, DataChange)]
    assert [is_withheld(one.guards) for one in found] == [withheld]
    assert [one.confidence is Confidence.HIGH for one in found] == [sure]


@pytest.mark.parametrize(
    ("asked", "told"),
    [("", True), ("    if not name.startswith('ci-'):\n        continue\n", False)],
)
def test_namespaces_of_an_index_that_a_condition_picks(asked: str, told: bool) -> None:
    code = (
        "from pinecone import Pinecone\nindex = Pinecone().Index('docs')\n"
        "for name in index.describe_index_stats()['namespaces']:\n"
        f"{asked}    index.delete(delete_all=True, namespace=name)\n"
    )
    found = [one for one in items(code) if isinstance(one, DataChange)]
    assert any(one.scope.name == "NONE" for one in found) is told
