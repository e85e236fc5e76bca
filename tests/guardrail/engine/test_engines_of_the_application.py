"""A test that empties what an engine of the application's own leads to, by its default address."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import SchemaChange
from guardrail.engine.gather import Gatherer
from guardrail.model import EnvironmentKind
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

DB = """
import os
from sqlalchemy import create_engine
from sqlalchemy.orm import declarative_base

Base = declarative_base()

def get_engine():
    url = {url}
    return create_engine(url)
"""
CONFTEST = """
import pytest
from shop import db

@pytest.fixture
def engine():
    engine = db.get_engine()
    db.Base.metadata.drop_all(bind=engine)
    yield engine
"""


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (
            "os.environ.get('DATABASE_URL', 'postgresql://shop@db.museum.example-corp.net/shop')",
            "",
        ),
        (
            "os.environ.get('DATABASE_URL', 'postgresql://shop@db.museum.net/shop')",
            "a host with a name of its own",
        ),
        ("os.environ.get('DATABASE_URL', 'postgresql://localhost/shop')", ""),
        ("os.environ['DATABASE_URL']", ""),
    ],
)
def test_the_address_by_default_says_whose_it_is(url: str, reason: str) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/db.py": DB.format(url=url),
        "tests/conftest.py": CONFTEST,
    }
    gatherer = Gatherer(Overlay(Nothing(), files), lambda _: Settings(), Cache(None), 0)
    reading = gatherer.gather([*files]).readings["tests/conftest.py"]
    (change,) = (one for one in reading.facts if isinstance(one, SchemaChange))
    assert change.environment.kind is EnvironmentKind.UNKNOWN
    assert change.environment.reason == reason
