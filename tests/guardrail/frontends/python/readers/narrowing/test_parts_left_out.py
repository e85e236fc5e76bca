"""Filters of documents of which nothing is left where nobody gives their parts."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

CODE = """\
import os
from pymongo import MongoClient
def purge({parameters}):
    {refused}
    MongoClient(os.environ["MONGO_URL"]).shop.orders.delete_many({filter})
"""
GIVEN = '{k: v for k, v in {"tenant": tenant, "kind": kind}.items() if v is not None}'
PATTERN = '{"_id": {"$regex": f"^{tenant}.*"}}'


def reason(parameters: str, filter: str, refused: str = "pass") -> str:
    """Why every document may go."""
    code = CODE.format(parameters=parameters, filter=filter, refused=refused)
    (found,) = (one for one in items(code) if isinstance(one, DataChange))
    return found.reason


@pytest.mark.parametrize(
    ("parameters", "filter", "told"),
    [
        ("tenant=None, kind=None", GIVEN, "unscoped when tenant and kind are left out"),
        ("tenant=None, kind=None", GIVEN.replace(" is not None", ""), "tenant and kind are"),
        ("tenant, kind=None", GIVEN, ""),
        ("tenant=None, kind='old'", GIVEN, ""),
        ("tenant=None, kind=None", GIVEN.replace("v is not None", "k in KNOWN"), ""),
        ("tenant=''", PATTERN, "unscoped when tenant is left out"),
        ("tenant", PATTERN, ""),
        ("tenant=''", PATTERN.replace("^", "^shop:"), ""),
        ("tenant=''", '{"_id": {"$regex": "^"}}', "for all"),
    ],
)
def test_what_is_left_of_a_filter(parameters: str, filter: str, told: str) -> None:
    found = reason(parameters, filter)
    assert told in found if told else not found


def test_one_that_is_refused_is_given() -> None:
    assert not reason("tenant=''", PATTERN, "if not tenant:\n        raise ValueError")
