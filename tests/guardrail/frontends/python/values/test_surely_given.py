"""Filters that hang on what is given, where something surely is: a time, an option, a text."""

from __future__ import annotations

import pytest
from reading_python import items, shown, texts

from guardrail.effects import DataChange, Scope

BY_DOCUMENT = """\
import argparse, os, sys
from datetime import datetime, timedelta, timezone
from pymongo import MongoClient

parser = argparse.ArgumentParser()
parser.add_argument("--before", required=True)
parser.add_argument("--days", type=int, default=30)
parser.add_argument("--since", default=None)
args = parser.parse_args()

def build(before=None, tenant=None):
    query = {{}}
    if before is not None:
        query["seen"] = {{"$lt": before}}
    if tenant is not None:
        query["tenant"] = tenant
    return query

def purge(found, query):
    found.delete_many(query)

def main():
    cutoff = datetime.now(timezone.utc) - timedelta(days=30)
    purge(MongoClient()["shop"]["carts"], build({0}))

main()
"""

IN_A_TEXT = """\
import argparse, os
from datetime import datetime, timedelta
import psycopg

parser = argparse.ArgumentParser()
parser.add_argument("--before", required=True)
parser.add_argument("--days", type=int, default=30)
parser.add_argument("--since", default=None)
args = parser.parse_args()

def build(table, before=None, status=None):
    clauses, params = [], []
    if before:
        clauses.append("at < %s")
        params.append(before)
    if status:
        clauses.append("status = %s")
        params.append(status)
    sql = f"DELETE FROM {{table}}"
    if clauses:
        sql += " WHERE " + " AND ".join(clauses)
    return sql, params

def clean(connection, before{1}):
    sql, params = build("carts", before)
    connection.execute(sql, params)

cutoff = datetime.now() - timedelta(days=30)
clean(psycopg.connect("postgresql://db/shop"){0})
"""

SOMETHING = ["cutoff", "args.before", "args.days", '"2026-01-01"', 'os.environ["BEFORE"]']
NOTHING_FOR_SURE = ["None", "args.since", 'os.environ.get("BEFORE")', "read()"]


def _scopes(code: str) -> list[Scope]:
    return [one.scope for one in items(code) if isinstance(one, DataChange)]


@pytest.mark.parametrize("given", SOMETHING)
def test_the_filter_is_there(given: str) -> None:
    code = BY_DOCUMENT.format(given)
    assert Scope.NONE not in _scopes(code)
    assert not any("unscoped when" in line for line in shown(code))
    assert not any(getattr(one, "reason", "") for one in items(code))


@pytest.mark.parametrize("given", ["", "None", "args.since"])
def test_it_may_be_empty(given: str) -> None:
    told = [one for one in items(BY_DOCUMENT.format(given)) if isinstance(one, DataChange)]
    assert any(one.scope is Scope.NONE or "unscoped when" in one.reason for one in told)


@pytest.mark.parametrize("given", SOMETHING)
def test_the_condition_stands_in_the_text(given: str) -> None:
    assert set(texts(IN_A_TEXT.format(f", {given}", ""))) == {"DELETE FROM carts WHERE at < %s"}


@pytest.mark.parametrize("given", NOTHING_FOR_SURE)
def test_the_text_may_lack_it(given: str) -> None:
    assert "DELETE FROM carts" in texts(IN_A_TEXT.format(f", {given}", ""))


def test_a_call_that_leaves_it_out_leaves_the_condition_out() -> None:
    assert "DELETE FROM carts" in texts(IN_A_TEXT.format("", "=None"))


@pytest.mark.parametrize(
    ("declared", "sure"),
    [
        ("str", True),
        ("datetime", True),
        ("str | None", False),
        ("list[str]", False),
        ("int", False),
    ],
)
def test_what_nobody_calls_is_given_what_it_is_declared_as(declared: str, sure: bool) -> None:
    code = IN_A_TEXT.format(", cutoff", f": {declared}").replace("clean(psycopg", "print(psycopg")
    assert ("DELETE FROM carts" not in texts(code)) is sure


BY_ENTRY = """\
from influxdb_client import InfluxDBClient

def drop(api, tags):
    where = " AND ".join(f'{{k}}="{{v}}"' for k, v in tags.items())
    api.delete("1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z", where, bucket="m", org="o")

drop(InfluxDBClient(URL, TOKEN).delete_api(), {0})
"""


@pytest.mark.parametrize(
    ("tags", "scope"), [('{"source": "loadtest"}', Scope.FILTERED), ("{}", Scope.NONE)]
)
def test_one_condition_for_each_entry_of_what_a_call_gives(tags: str, scope: Scope) -> None:
    told = _scopes(BY_ENTRY.format(tags))
    assert (Scope.NONE in told) is (scope is Scope.NONE)
