"""Hosts that a fixture writes down: what has a name of its own is somebody's."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import NetworkUse, ResourceChange, SchemaChange
from guardrail.model import Environment, EnvironmentKind

FIXTURE = """\
import pytest
from confluent_kafka.admin import AdminClient
from kafka import KafkaAdminClient
from pymongo import MongoClient
{0}
@pytest.fixture
def clean():
    client = {1}
    yield client
    client.{2}
"""
KAFKA, MONGO = "delete_topics(['orders'])", "drop_database('shop')"


def place(
    made: str, does: str, *, before: str = "", path: str = "tests/conftest.py"
) -> Environment:
    """Where what the fixture drops is."""
    found = items(FIXTURE.format(before, made, does), path)
    (change,) = [one for one in found if isinstance(one, (ResourceChange, SchemaChange))]
    return change.environment


@pytest.mark.parametrize(
    ("made", "does"),
    [
        ("AdminClient({'bootstrap.servers': 'kafka-1.acme.io:9092,kafka-2.acme.io:9092'})", KAFKA),
        ("KafkaAdminClient(bootstrap_servers=['kafka-1.acme.io:9092'])", KAFKA),
        ("MongoClient('mongodb://db.acme.io:27017')", MONGO),
    ],
)
def test_a_host_with_a_name_of_its_own_is_somebodys(made: str, does: str) -> None:
    where = place(made, does)
    assert (where.kind, bool(where.reason)) == (EnvironmentKind.UNKNOWN, True)
    assert not place(made, does, before="from unittest import mock").reason
    assert not place(made.replace("acme", "test"), does).reason
    assert not place(made, does, path="app/clean.py").reason


def test_brokers_on_this_machine_are_local() -> None:
    for made in (
        "AdminClient({'bootstrap.servers': 'localhost:29092'})",
        "KafkaAdminClient(bootstrap_servers='127.0.0.1:9092')",
    ):
        assert place(made, KAFKA).kind is EnvironmentKind.LOCAL


def test_brokers_named_after_production_are() -> None:
    made = "KafkaAdminClient(bootstrap_servers='kafka-prod.acme.io:9092')"
    assert place(made, KAFKA).kind is EnvironmentKind.PRODUCTION


CLIENT = """\
import httpx
import pytest

BASE = "{0}"

@pytest.fixture
async def api():
    async with httpx.AsyncClient(base_url=BASE, timeout=9) as client:
        yield client

@pytest.fixture(autouse=True)
async def empty(api):
    for one in ("orders", "guests"):
        await api.delete(f"/admin/v1/{{one}}")
"""


@pytest.mark.parametrize(
    ("base", "somebodys"),
    [
        ("https://pms.acme.io", True),
        ("http://localhost:8085", False),
        ("https://api.example.com", False),
        ("https://pms.test.acme.io", False),
    ],
)
def test_a_client_that_a_fixture_hands_on_leads_to_its_host(base: str, somebodys: bool) -> None:
    found = items(CLIENT.format(base), "tests/conftest.py")
    (use,) = [one for one in found if isinstance(one, NetworkUse)]
    assert use.host == base.partition("://")[2].partition(":")[0]
    assert bool(use.environment.reason) is somebodys
