"""Documents that aren't on a list go: all of them where what the list is read from is empty."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

SYNC = """\
import requests
from pymongo import MongoClient
hotels = MongoClient("mongodb://db.acme.io").agency.hotels
def sync(kept, supplier):
    feed = requests.get("https://feed.acme.io/hotels").json()
    {0}
    codes = [one["code"] for one in feed]
    hotels.delete_many({1})
"""


def _told(code: str) -> list[tuple[Scope, str]]:
    return [(one.scope, one.reason) for one in items(code) if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    "picked", ['{"code": {"$nin": codes}}', '{"code": {"$not": {"$in": codes}}}']
)
def test_an_answer_that_holds_none_leaves_every_document(picked: str) -> None:
    ((scope, reason),) = _told(SYNC.format("pass", picked))
    assert scope is Scope.UNKNOWN
    assert reason.startswith("unscoped when ")


@pytest.mark.parametrize(
    ("before", "picked"),
    [
        ("if not feed:\n        return", '{"code": {"$nin": codes}}'),
        ("pass", '{"code": {"$nin": codes}, "supplier": supplier}'),
        ("pass", '{"code": {"$in": codes}}'),
        ("pass", '{"code": {"$nin": kept}}'),
        ("pass", '{"code": {"$nin": codes, "$gt": 7}}'),
    ],
)
def test_what_else_is_asked_for_leaves_others_out(before: str, picked: str) -> None:
    assert [scope for scope, _ in _told(SYNC.format(before, picked))] == [Scope.FILTERED]


def test_some_of_what_there_is_may_still_be_none() -> None:
    code = SYNC.format("if not feed:\n        return", '{"code": {"$nin": codes}}')
    picked = code.replace("in feed]", 'in feed if one["open"]]')
    assert _told(picked)[0][0] is Scope.UNKNOWN


def test_a_list_with_nothing_on_it_keeps_none() -> None:
    assert _told(SYNC.format("pass", '{"code": {"$nin": []}}'))[0][0] is Scope.NONE
