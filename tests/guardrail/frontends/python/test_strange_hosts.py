"""Hosts that a fixture writes down: what has a name of its own is somebody's."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange, SchemaChange
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
