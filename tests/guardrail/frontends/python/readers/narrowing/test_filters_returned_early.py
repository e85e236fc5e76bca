"""A filter that a function of the module gives back, on some ways an empty one."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

MONGO = """\
import os
from pymongo import MongoClient
shop = MongoClient(os.environ["MONGO_URL"]).shop
def build(sources):
{body}
def purge(sources{typed}):
    {refused}
    shop.items.delete_many(build(sources))
"""
EARLY = "    if not sources:\n        return {}\n    return {'source': {'$in': sources}}"
LATE = "    if sources:\n        return {'source': {'$in': sources}}\n    return {}"
BRANCH = LATE.replace("    return {}", "    else:\n        return {}")
RAISED = "    if not sources:\n        raise ValueError\n    return {'source': {'$in': sources}}"


def _of_mongo(body: str, typed: str = "", refused: str = "pass") -> DataChange:
    code = MONGO.replace("{body}", body).replace("{typed}", typed).replace("{refused}", refused)
    (found,) = (one for one in items(code) if isinstance(one, DataChange))
    return found


@pytest.mark.parametrize("body", [EARLY, LATE, BRANCH])
@pytest.mark.parametrize("typed", ["", ": list[str]", ": str | None"])
def test_a_way_on_which_it_is_empty_is_told(body: str, typed: str) -> None:
    found = _of_mongo(body, typed)
    assert found.scope is Scope.UNKNOWN
    assert found.reason == "unscoped when sources is false"


@pytest.mark.parametrize(
    ("body", "typed", "refused"),
    [
        (RAISED, "", "pass"),
        (EARLY, ": str", "pass"),
        (EARLY, "", "if not sources:\n        raise SystemExit"),
    ],
)
def test_a_way_that_is_never_taken_is_none(body: str, typed: str, refused: str) -> None:
    found = _of_mongo(body, typed, refused)
    assert found.scope is Scope.FILTERED
    assert not found.reason


MILVUS = """\
from pymilvus import MilvusClient
def build(sources) -> str:
    if not sources:
        {otherwise}
    return f"source in {{list(sources)}}"
def purge(client: MilvusClient, sources):
    client.delete(collection_name="passages", filter=build(sources))
"""


@pytest.mark.parametrize(
    ("otherwise", "reasons"),
    [
        ('return "id >= 0"', ["unscoped when sources is false"]),
        ("return None", []),  # refused by the store
        ("raise ValueError", []),
    ],
)
def test_a_store_that_refuses_empty_filters_takes_one_that_always_holds(
    otherwise: str, reasons: list[str]
) -> None:
    found = items(MILVUS.format(otherwise=otherwise))
    assert [one.reason for one in found if isinstance(one, DataChange)] == reasons


CASES = """\
    match sources:
        case "eu":
            return {'region': 'eu'}
        case """


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("_:\n            return {}", "unscoped when no case matches sources"),
        ('"all":\n            return {}', 'unscoped when sources is "all"'),
        ("_:\n            raise ValueError", ""),
    ],
)
def test_a_case_in_which_it_is_empty_is_told(case: str, reason: str) -> None:
    assert _of_mongo(CASES + case).reason == reason


def test_one_of_two_conditions_may_hold_for_all() -> None:
    code = (
        "from supabase import create_client\n"
        "def purge(before=None):\n"
        '    query = create_client(URL, KEY).table("events").delete()\n'
        "    if before:\n"
        '        query = query.lt("created_at", before)\n'
        "    else:\n"
        '        query = query.{0}("id", 0)\n'
        "    query.execute()\n"
    )

    def reasons(method: str) -> list[str]:
        found = items(code.replace("{0}", method))
        return [one.reason for one in found if isinstance(one, DataChange)]

    assert reasons("neq") == ["unscoped when before is false"]
    assert reasons("eq") == [""]
