"""Test code that is given its database from outside, and databases made for it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.model import Environment, EnvironmentKind
from guardrail.stream import Embedded

CONNECT = """\
import os
import psycopg
import pytest
{0}
def test_x({1}):
    psycopg.connect({2}).execute("TRUNCATE users")
"""
FIXTURE = """
@pytest.fixture
def dsn():
    yield {0}
"""


def place(path: str, address: str, *, before: str = "", given: str = "") -> Environment:
    """Where the database lives that a test empties."""
    found = items(CONNECT.format(before, given, address), path)
    (text,) = [one for one in found if isinstance(one, Embedded)]
    return text.source.surroundings.environment


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("os.environ['DATABASE_URL']", "whatever DATABASE_URL names"),
        ("os.getenv('DATABASE_URL')", "whatever DATABASE_URL names"),
        ("os.getenv('DATABASE_URL', 'x')", ""),
        ("os.environ['TEST_DATABASE_URL']", ""),
        ("settings.DATABASE_URL", ""),
    ],
)
def test_a_variable_that_speaks_of_no_test_may_name_anything(address: str, reason: str) -> None:
    assert place("tests/test_a.py", address).reason == reason


def test_a_fixture_is_followed() -> None:
    before = FIXTURE.format("os.environ['DATABASE_URL']")
    where = place("tests/test_a.py", "dsn", before=before, given="dsn")
    assert where.reason == "whatever DATABASE_URL names"


def test_elsewhere_nothing_is_said_of_it() -> None:
    assert place("app/clean.py", "os.environ['DATABASE_URL']") == Environment()


def test_a_container_that_is_made_for_it_goes_with_it() -> None:
    before = "from testcontainers.postgres import PostgresContainer\npg = PostgresContainer()\n"
    where = place("app/clean.py", "pg.get_connection_url()", before=before)
    assert where.kind is EnvironmentKind.THROWAWAY
