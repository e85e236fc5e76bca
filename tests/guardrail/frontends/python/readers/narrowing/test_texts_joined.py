"""Filters that are texts joined of parts, of which there may be none."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = """
from influxdb_client import InfluxDBClient
from deltalake import DeltaTable
from pyiceberg.catalog import load_catalog
import lancedb

api = InfluxDBClient(url=URL, token=TOKEN).delete_api()
orders = DeltaTable("s3://lake/orders")
visits = load_catalog("lake").load_table("shop.visits")
docs = lancedb.connect("s3://lake/docs").open_table("docs")

def joined(tags):
    parts = []
    for tag in tags:
        parts.append(f'{tag}="1"')
    return " AND ".join(parts)

def clear(tags, device=None):
    parts = []
    if device:
        parts.append(f'device="{device}"')
    always = ['room="7"']
    for tag in tags:
        always.append(f'{tag}="1"')
"""
INFLUX = "    api.delete(start, stop, {}, bucket='plant')\n"


def scopes(code: str) -> list[Scope]:
    """Which rows are deleted."""
    return [one.scope for one in items(START + code) if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    ("given", "scope"),
    [
        ("' AND '.join(parts)", Scope.UNKNOWN),
        ("joined(tags)", Scope.UNKNOWN),
        ("' AND '.join(f'{tag}=1' for tag in tags)", Scope.UNKNOWN),
        ("''", Scope.NONE),
        ("' AND '.join(always)", Scope.FILTERED),
        ("' AND '.join(['room=7', 'floor=2'])", Scope.FILTERED),
    ],
)
def test_without_parts_everything_is_meant(given: str, scope: Scope) -> None:
    assert scopes(INFLUX.format(given)) == [scope]


@pytest.mark.parametrize(
    "asked", ["if not parts: raise SystemExit", "if not parts:\n        return"]
)
def test_it_is_refused_before(asked: str) -> None:
    code = f"    {asked}\n" + INFLUX.format("' AND '.join(parts)")
    assert scopes(code) == [Scope.FILTERED]


@pytest.mark.parametrize("call", ["orders.delete({})", "visits.delete({})"])
def test_a_text_that_is_parsed_may_not_be_empty(call: str) -> None:
    assert scopes("    " + call.format("' AND '.join(parts)")) == [Scope.FILTERED]
    assert scopes("    " + call.format("''")) == [Scope.FILTERED]
    assert scopes("    " + call.format("' AND '.join(parts) or None")) == [Scope.UNKNOWN]


def test_who_needs_a_condition_refuses_an_empty_one() -> None:
    assert scopes("    docs.delete(' AND '.join(parts))") == []


@pytest.mark.parametrize(
    ("parts", "scope"),
    [
        ("parts = ['true']\n    if device:\n        parts.append(f'id = {device}')", Scope.UNKNOWN),
        ("if not parts:\n        parts.append('true')", Scope.UNKNOWN),
        ("if not parts:\n        parts.append('1 = 1')", Scope.UNKNOWN),
        ("parts = parts or ['true']", Scope.UNKNOWN),
        ("parts = ['true']", Scope.TAUTOLOGY),
    ],
)
def test_a_part_that_is_true_of_every_row_asks_for_nothing(parts: str, scope: Scope) -> None:
    assert scopes(f"    {parts}\n    docs.delete(' AND '.join(parts))\n") == [scope]


def test_beside_a_part_that_asks_for_something_it_is_harmless() -> None:
    code = "    parts = ['true']\n    parts.append(f'id = {tags}')\n"
    assert scopes(f"{code}    orders.delete(' AND '.join(parts))\n") == [Scope.FILTERED]
