"""Consent to what happens to one of many, and conditions that hold where nothing is set."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, SchemaChange
from guardrail.effects.guarding import FOR_ONE, NOT_IN_PRODUCTION, is_withheld
from guardrail.stream import Embedded

START = """
import click
import logging
from cassandra.cluster import Cluster

log = logging.getLogger(__name__)

"""
COMMAND = """
def remove_rows(session, tenant_id):
    for table in ("messages", "contacts"):
        {0}
        {1}

@click.command()
@click.argument("tenant_id")
@click.confirmation_option(prompt="Remove this tenant?")
def main(tenant_id):
    remove_rows(Cluster(["h"]).connect("chat"), tenant_id)
"""


@pytest.mark.parametrize(
    ("line", "told", "for_one"),
    [
        ('session.execute(f"TRUNCATE {table}")', "log.info('done for %s', tenant_id)", True),
        ('session.execute(f"TRUNCATE {table}")', "click.echo(f'{table}: {tenant_id}')", True),
        ('session.execute(f"TRUNCATE {table}_{tenant_id}")', "log.info('%s', tenant_id)", False),
        (
            'session.execute(f"DELETE FROM {table} WHERE tenant = %s", (tenant_id,))',
            "log.info('%s', tenant_id)",
            False,
        ),
    ],
)
def test_whoever_agreed_that_one_goes_hasnt_agreed_to_all(
    line: str, told: str, for_one: bool
) -> None:
    found = [one for one in items(START + COMMAND.format(line, told)) if isinstance(one, Embedded)]
    assert found
    guards = [one.source.surroundings.guards for one in found]
    assert all((FOR_ONE in one) is for_one for one in guards)
    assert not is_withheld(guards[0]) or not for_one


@pytest.mark.parametrize(
    ("call", "told"), [("clear(index)", True), ("clear(index, namespace=name)", False)]
)
def test_a_helper_that_is_not_given_what_it_is_about(call: str, told: bool) -> None:
    code = f"""
from pinecone import Pinecone

def clear(index, namespace=""):
    index.delete(delete_all=True, namespace=namespace)

def offboard(tenant):
    index = Pinecone().Index("kb")
    name = f"tenant-{{tenant}}"
    {call}
"""
    assert any(isinstance(one, DataChange) for one in items(code)) is told


DROP = """
import os
from sqlalchemy import create_engine
from shop.models import Base

engine = create_engine(os.environ["DATABASE_URL"])
ENVIRONMENT = {0}

def init():
    if {1}:
        Base.metadata.drop_all(bind=engine)
"""
SET = 'os.environ.get("APP_ENV", "{}")'


@pytest.mark.parametrize(
    ("given", "asked", "held"),
    [
        (SET.format("test"), 'ENVIRONMENT == "test"', False),
        (SET.format("production"), 'ENVIRONMENT == "test"', True),
        (SET.format("test"), 'ENVIRONMENT in ("test", "ci")', False),
        ('os.getenv("APP_ENV", "dev")', 'ENVIRONMENT == "dev"', False),
        ('os.getenv("APP_ENV")', 'ENVIRONMENT == "test"', True),
        ('os.environ["APP_ENV"]', 'ENVIRONMENT == "test"', True),
        ("None", 'os.environ.get("APP_ENV", "test") == "test"', False),
        ("None", 'os.environ.get("APP_ENV", "prod") == "test"', True),
    ],
)
def test_who_falls_back_on_being_a_test_is_not_held_back(
    given: str, asked: str, held: bool
) -> None:
    found = [one for one in items(DROP.format(given, asked)) if isinstance(one, SchemaChange)]
    assert found
    assert any(guard.endswith(NOT_IN_PRODUCTION) for guard in found[0].guards) is held
