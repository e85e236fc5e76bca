"""What a helper's filter picks depends on what the call gives the helper."""

from __future__ import annotations

import pytest
from guardrail_rules.unscoped_write.runtime_scope import RuntimeScope

from guardrail.engine.examples import judge_example
from guardrail.example import python

HELPER = """from pymongo import MongoClient

orders = MongoClient().shop.orders


def selection(ids=None):
    query = {{}}
    if ids{0}:
        query["_id"] = {{"$in": ids}}
    return query


def drop(order, found):
    orders.delete_many(selection({1}))
"""


def told(condition: str, given: str) -> int:
    return len(judge_example(RuntimeScope, python(HELPER.format(condition, given))))


@pytest.mark.parametrize(
    "given",
    ['[order["id"]]', "ids=[*found]", "list(found)", "[one.id for one in found]", "(order,)"],
)
def test_what_is_made_on_the_spot_is_never_none(given: str) -> None:
    assert told(" is not None", given) == 0


@pytest.mark.parametrize("given", ["found", "ids=found", "None if found else [1]"])
def test_what_comes_from_elsewhere_may_be_none(given: str) -> None:
    assert told(" is not None", given) == 1


@pytest.mark.parametrize(
    ("given", "findings"),
    [('[order["id"]]', 0), ("(order,)", 0), ("[*found]", 1), ("list(found)", 1)],
)
def test_a_list_made_of_others_may_be_empty(given: str, findings: int) -> None:
    assert told("", given) == findings
