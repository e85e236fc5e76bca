"""Real servers for tests: PostgreSQL of several versions, MariaDB, SQLite.

Which versions of PostgreSQL is told by `GUARDRAIL_DATABASES`: `ends` (the newest and the oldest,
the default), `all`, or major versions with commas between them.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import pg8000.dbapi
import pymysql
import servers
from releases import RELEASES, Unavailable

OLDEST_SUPPORTED = 13


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs servers; each runs on one of the workers."""
    here = Path(__file__).parent
    for item in items:
        if here not in item.path.parents:
            continue
        item.add_marker(pytest.mark.databases)
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        item.add_marker(pytest.mark.xdist_group(f"postgres {parameters.get('postgres', '')}"))


def versions() -> list[int]:
    """The major versions of PostgreSQL to test on, the newest first."""
    wanted = os.environ.get("GUARDRAIL_DATABASES", "ends")
    if wanted == "all":
        return sorted(RELEASES, reverse=True)
    if wanted == "ends":
        return [max(RELEASES), OLDEST_SUPPORTED]
    return [int(each) for each in wanted.split(",")]


@pytest.fixture(scope="session", params=versions(), ids=lambda major: f"pg{major}")
def postgres(request: pytest.FixtureRequest) -> Iterator[servers.Postgres]:
    """A PostgreSQL server, of each version that is tested on."""
    with servers.postgres(request.param) as server:
        yield server


@pytest.fixture(scope="session")
def newest_postgres() -> Iterator[servers.Postgres]:
    """A PostgreSQL server of the newest version."""
    with servers.postgres(max(RELEASES)) as server:
        yield server


@pytest.fixture
def database(postgres: servers.Postgres) -> Iterator[pg8000.dbapi.Connection]:
    """A session in an empty `public` schema."""
    connection = postgres.connect()
    emptied(connection)
    yield connection
    connection.close()


def emptied(connection: pg8000.dbapi.Connection) -> None:
    """Takes away whatever stands in the `public` schema."""
    cursor = connection.cursor()
    cursor.execute("SET client_min_messages = warning")
    cursor.execute("DROP SCHEMA public CASCADE")
    cursor.execute("CREATE SCHEMA public")


@pytest.fixture(scope="session")
def mariadb() -> Iterator[servers.MariaDB]:
    """The machine's MariaDB server; skipped where there is none."""
    try:
        with servers.mariadb() as server:
            yield server
    except Unavailable as why:
        pytest.skip(str(why))


@pytest.fixture
def maria(mariadb: servers.MariaDB) -> Iterator[pymysql.connections.Connection[Any]]:
    """A session in an empty database."""
    connection = mariadb.connect()
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS work")
        cursor.execute("CREATE DATABASE work CHARACTER SET utf8mb4")
        cursor.execute("USE work")
    yield connection
    connection.close()


@pytest.fixture
def sqlite() -> Iterator[sqlite3.Connection]:
    """An empty database in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()
