"""Filters made of what was given, where one of them has to be given, or every call gives it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = """
import typer
from typing import Optional
from fastapi import APIRouter, Query
from influxdb_client import InfluxDBClient
from shop.models import Visit

router = APIRouter()

def build(**criteria):
    return {name: value for name, value in criteria.items() if value is not None}

def predicate(**tags):
    return " AND ".join(f'{name}="{value}"' for name, value in tags.items() if value)

"""
ROUTE = """
@router.delete("/visits")
def clear(shop: {0}, day: Optional[str] = Query(None)):
    Visit.objects.filter(**build({1})).delete()
"""


def may_be_all(code: str) -> bool:
    """Whether every row may go."""
    found = [one for one in items(START + code) if isinstance(one, DataChange)]
    assert found or "influx" in code.lower()
    return any(one.scope is Scope.NONE or one.reason.startswith("unscoped when") for one in found)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("int = Query(...)", False),
        ("str = Query(...)", False),
        ("Optional[int] = Query(None)", True),
        ("int | None = None", True),
        ("Optional[str] = None", True),
    ],
)
@pytest.mark.parametrize("given", ["shop=shop, day=day", "day=day, shop=shop"])
def test_what_a_route_has_to_be_given(declared: str, given: str, expected: bool) -> None:
    assert may_be_all(ROUTE.format(declared, given)) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("str = typer.Option(...)", False),
        ("str", False),
        ("str = typer.Option(None)", True),
        ("Optional[str] = None", True),
    ],
)
def test_what_a_command_has_to_be_given(line: str, expected: bool) -> None:
    code = f"""
def reset(client: InfluxDBClient, tags):
    client.delete_api().delete("1970", "2030", predicate(**tags), bucket="plant")

def main(line: {line}, sensor: Optional[str] = None):
    tags = {{"line": line, "sensor": sensor}}
    reset(InfluxDBClient(url="http://h"), tags)
"""
    assert may_be_all(code) is expected


TRIM = """
import peewee

class Job(peewee.Model):
    state = peewee.CharField()

def clean(model, *conditions):
    query = model.delete()
    if conditions:
        query = query.where(*conditions)
    query.execute()

def nightly():
    clean({0})
"""


@pytest.mark.parametrize(
    ("given", "expected"), [("Job", True), ("Job, Job.state == 'done'", False)]
)
def test_conditions_that_every_call_gives(given: str, expected: bool) -> None:
    assert may_be_all(TRIM.format(given)) is expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("int = typer.Option(90, min=30)", False),
        ("int = typer.Option(...)", False),
        ("Optional[int] = typer.Option(None)", True),
    ],
)
def test_days_that_a_command_hands_on(declared: str, expected: bool) -> None:
    code = f"""
from supabase import create_client

def trim(client, days: Optional[int]):
    query = client.table("visits").delete().gte("id", 0)
    if days is not None:
        query = query.lt("at", days)
    query.execute()

def main(days: {declared}):
    trim(create_client("u", "k"), days)
"""
    assert may_be_all(code) is expected


@pytest.mark.parametrize(
    ("given", "expected"), [('default=""', True), ("required=True", False), ("default=None", True)]
)
def test_an_option_that_is_declared_as_a_text_where_it_is_handed_on(
    given: str, expected: bool
) -> None:
    code = f"""
import argparse

def predicate_for(sensor: str):
    parts = []
    if sensor:
        parts.append(f'sensor="{{sensor}}"')
    return " AND ".join(parts)

def retire(client: InfluxDBClient, sensor: str):
    client.delete_api().delete("1970", "2030", predicate=predicate_for(sensor), bucket="plant")

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sensor", {given})
    retire(InfluxDBClient(url="http://h"), parser.parse_args().sensor)
"""
    assert may_be_all(code) is expected


POLICIES = """
from dataclasses import dataclass, field
from elasticsearch import Elasticsearch

@dataclass
class Policy:
    index: str
    filters: list = field(default_factory=list)

def run(policy):
    query = {"bool": {"filter": policy.filters}}
    Elasticsearch("https://h").delete_by_query(index=policy.index, query=query)

for one in POLICIES:
    run(one)
"""


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ("[Policy('audit')]", True),
        ("[Policy('audit', [])]", True),
        ("[Policy('web', [OLD]), Policy('audit')]", True),
        ("[Policy('web', [OLD]), Policy('audit', [OLDER])]", False),
    ],
)
def test_filters_that_an_object_was_made_with(policies: str, expected: bool) -> None:
    code = f"OLD, OLDER = {{'a': 1}}, {{'b': 1}}\nPOLICIES = {policies}\n{POLICIES}"
    assert may_be_all(code) is expected


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [("if days == 0", True), ("if not days", False), ("if days is None", False)],
)
def test_a_number_that_is_nought_is_refused_and_none_is_not(leaves: str, expected: bool) -> None:
    code = f"""
from pyiceberg.catalog import load_catalog
from pyiceberg.expressions import AlwaysTrue, LessThan

AGES = {{"web.clicks": 395, "billing.usage": None}}

def rows(days):
    if days is None:
        return AlwaysTrue()
    return LessThan("at", days)

def apply(table, days):
    {leaves}:
        return
    load_catalog("prod").load_table(table).delete(delete_filter=rows(days))

for table, days in AGES.items():
    apply(table, days)
"""
    found = [one for one in items(code) if isinstance(one, DataChange)]
    told = any(one.scope is Scope.NONE or one.reason.startswith("unscoped when") for one in found)
    assert told is expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Attr('cart_id').exists()", True),
        ("Attr('cart_id').ne('')", True),
        ("'attribute_exists(cart_id)'", True),
        ("Attr('paid_at').exists()", False),
        ("Attr('cart_id').eq('7')", False),
    ],
)
def test_what_every_item_has_picks_none(asked: str, expected: bool) -> None:
    code = f"""
import boto3
from boto3.dynamodb.conditions import Attr

table = boto3.resource("dynamodb").Table("carts")
with table.batch_writer() as batch:
    for item in table.scan(FilterExpression={asked})["Items"]:
        batch.delete_item(Key={{"cart_id": item["cart_id"]}})
"""
    found = [one for one in items(code) if isinstance(one, DataChange)]
    assert (Scope.NONE in [one.scope for one in found]) is expected
