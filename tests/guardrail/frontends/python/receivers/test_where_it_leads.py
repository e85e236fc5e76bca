"""Where what a program changes lives: by the address that a connection was made with."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Effect
from guardrail.model import EnvironmentKind
from guardrail.stream import Embedded

HEAD = """
import os, sqlite3, duckdb, psycopg2, redis
from tempfile import NamedTemporaryFile
from pymongo import MongoClient
from sqlalchemy import MetaData, create_engine, delete, text
from sqlalchemy.orm import Session, sessionmaker
URL = "sqlite:///:memory:"
"""


def place(code: str) -> EnvironmentKind:
    """Where the only thing lives that the code changes."""
    (found,) = [item for item in items(HEAD + code) if isinstance(item, (Effect, Embedded))]
    if isinstance(found, Embedded):
        return found.source.surroundings.environment.kind
    return found.environment.kind


@pytest.mark.parametrize(
    "code",
    [
        "sqlite3.connect(':memory:').execute('DELETE FROM a')",
        "duckdb.connect().execute('DELETE FROM a')",
        "sqlite3.connect('/tmp/copy.db').execute('DELETE FROM a')",
        "with NamedTemporaryFile() as t: sqlite3.connect(t.name).execute('DELETE FROM a')",
        "e = create_engine(URL)\nwith e.begin() as c:\n    c.execute(text('DELETE FROM a'))",
        "e = create_engine(URL)\nMetaData().drop_all(e)",
        "e = create_engine('sqlite://')\nwith Session(e) as s:\n    s.execute(delete(User))",
        "S = sessionmaker(bind=create_engine(URL))\nwith S() as s:\n    s.query(User).delete()",
        (
            "class A:\n  def __init__(self):\n    self.e = create_engine(URL)\n"
            "  def b(self):\n    with self.e.begin() as c:\n      c.execute(text('DELETE FROM a'))"
        ),
        "psycopg2.connect('postgresql://localhost/shop_test').cursor().execute('DELETE FROM a')",
    ],
)
def test_what_is_gone_with_the_process_or_its_test(code: str) -> None:
    assert place(code) is EnvironmentKind.THROWAWAY


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("redis.Redis(host='localhost').flushall()", EnvironmentKind.LOCAL),
        ("MongoClient('mongodb://127.0.0.1').shop.a.delete_many({})", EnvironmentKind.LOCAL),
        ("redis.from_url('redis://prod-cache.acme.io').flushall()", EnvironmentKind.PRODUCTION),
        ("psycopg2.connect(host='db').cursor().execute('DELETE FROM a')", EnvironmentKind.UNKNOWN),
        ("sqlite3.connect('app.db').execute('DELETE FROM a')", EnvironmentKind.UNKNOWN),
        (
            "e = create_engine(os.getenv('DATABASE_URL', URL))\nMetaData().drop_all(e)",
            EnvironmentKind.UNKNOWN,
        ),
        (
            "e = create_engine(URL if a else os.environ['B'])\nMetaData().drop_all(e)",
            EnvironmentKind.UNKNOWN,
        ),
    ],
)
def test_what_the_address_says(code: str, kind: EnvironmentKind) -> None:
    assert place(code) is kind


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("DELETE FROM pg.public.users", EnvironmentKind.UNKNOWN),
        ("DELETE FROM public.users", EnvironmentKind.THROWAWAY),
    ],
)
def test_what_a_database_in_memory_takes_in_is_not_gone_with_it(
    statement: str, kind: EnvironmentKind
) -> None:
    code = f"""
db = duckdb.connect()
db.execute("ATTACH 'dbname=app' AS pg (TYPE postgres)")
db.execute("{statement}")
"""
    *_, found = [item for item in items(HEAD + code) if isinstance(item, Embedded)]
    assert found.source.surroundings.environment.kind is kind
