"""What the code asks for before it goes on isn't empty behind that place."""

from __future__ import annotations

import pytest
from reading_python import items, texts

from guardrail.effects import DataChange, Scope

BUILT = """
def close(given):
    clauses = []
    for key in given:
        clauses.append(f"{{key}} = 1")
    {asked}
    where = " AND ".join(clauses)
    sql = "UPDATE tickets SET closed = true"
    if where:
        sql += f" WHERE {{where}}"
    cursor.execute(sql)
"""


@pytest.mark.parametrize(
    "asked", ["if not clauses:\n        abort(400)", "assert clauses", "if not clauses: return"]
)
def test_a_clause_that_is_always_added(asked: str) -> None:
    assert texts(BUILT.format(asked=asked)) == ["UPDATE tickets SET closed = true WHERE {key} = 1"]


@pytest.mark.parametrize("asked", ["pass", "if not given:\n        return", "log(clauses)"])
def test_a_clause_that_may_be_left_out(asked: str) -> None:
    assert "UPDATE tickets SET closed = true" in texts(BUILT.format(asked=asked))


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("if not conditions:\n        raise ValueError", ""),
        ("pass", "unscoped when conditions is empty"),
    ],
)
def test_a_loop_over_conditions(asked: str, reason: str) -> None:
    code = f"""
from sqlalchemy import delete
def remove(session, *conditions):
    {asked}
    statement = delete(User)
    for condition in conditions:
        statement = statement.where(condition)
    session.execute(statement)
"""
    (change,) = [item for item in items(code) if isinstance(item, DataChange)]
    assert change.reason == reason


FILTER = """
from pymongo import MongoClient
def chosen(severity):
    query = {start}
    if severity:
        query["severity"] = severity
    return query
class Alerts:
    def chosen(self, severity):
        return chosen(severity)
    def clear(self, severity):
        MongoClient().shop.alerts.delete_many({call}(severity))
"""


@pytest.mark.parametrize("call", ["chosen", "self.chosen"])
@pytest.mark.parametrize(
    ("start", "scope", "reason"),
    [
        ("{}", Scope.UNKNOWN, "unscoped when severity is false"),
        ("{'done': True}", Scope.FILTERED, ""),
    ],
)
def test_a_filter_that_a_function_gives(call: str, start: str, scope: Scope, reason: str) -> None:
    code = FILTER.format(start=start, call=call)
    (change,) = [item for item in items(code) if isinstance(item, DataChange)]
    assert (change.scope, change.reason) == (scope, reason)


def test_a_filter_that_gives_itself_ends() -> None:
    code = """
        from pymongo import MongoClient
        def chosen():
            return chosen()
        MongoClient().shop.alerts.delete_many(chosen())
        """
    (change,) = [item for item in items(code) if isinstance(item, DataChange)]
    assert change.scope is Scope.UNKNOWN


@pytest.mark.parametrize(
    ("typed", "scope"),
    [("int", Scope.FILTERED), ("int | None", Scope.UNKNOWN), ("Optional[int]", Scope.UNKNOWN)],
)
def test_what_a_function_is_surely_given(typed: str, scope: Scope) -> None:
    code = f"""
from pymongo import MongoClient
def chosen(asset=None, before=None):
    query = {{}}
    if asset is not None:
        query["asset"] = asset
    if before is not None:
        query["before"] = before
    return query
def clear(asset: {typed}, before=None):
    MongoClient().shop.alerts.delete_many(chosen(asset=asset, before=before))
"""
    (change,) = [item for item in items(code) if isinstance(item, DataChange)]
    assert change.scope is scope


def test_what_is_unpacked_into_a_filter_may_be_empty() -> None:
    code = """
from pymongo import MongoClient
def clear(extra=None):
    MongoClient().shop.alerts.delete_many({**{}, **(extra or {})})
"""
    (change,) = [item for item in items(code) if isinstance(item, DataChange)]
    assert (change.scope, change.reason) == (Scope.UNKNOWN, "unscoped when extra is empty")


@pytest.mark.parametrize(
    ("held", "scope"),
    [("{'match_all': {}}", Scope.TAUTOLOGY), ("{'term': {'a': 1}}", Scope.FILTERED)],
)
def test_a_filter_that_the_class_holds(held: str, scope: Scope) -> None:
    code = f"""
from elasticsearch import Elasticsearch
class Purger:
    BODY = {{"query": {held}}}
    def run(self, es: Elasticsearch):
        es.delete_by_query(index="users", body=self.BODY)
"""
    (change,) = [item for item in items(code) if isinstance(item, DataChange)]
    assert change.scope is scope
