"""Addresses that settings have by default: production's count, others may be replaced."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import DataChange
from guardrail.engine.gather import Gatherer
from guardrail.model import EnvironmentKind
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

FIXTURE = """
import pytest_asyncio
from beanie import init_beanie
from motor.motor_asyncio import AsyncIOMotorClient
from shop.models import Order
from shop.settings import {taken}

@pytest_asyncio.fixture(autouse=True)
async def clean():
    client = AsyncIOMotorClient({url})
    await init_beanie(database=client["shop"], document_models=[Order])
    await Order.delete_all()
"""
FIELDS = """
import os
from pydantic_settings import BaseSettings
class Config(BaseSettings):
    url: str = "{url}"
settings = Config()
def get_settings() -> Config:
    return Config()
URL = os.environ.get("MONGO_URL", "{url}")
"""
PRODUCTION = "mongodb+srv://api@prod-cluster0.k2f9x.mongodb.net"
LOCAL = "mongodb://localhost:27017"


def kinds(taken: str, url: str, default: str) -> list[EnvironmentKind]:
    """Where the documents are that a fixture deletes."""
    files = {
        "shop/__init__.py": "",
        "shop/models.py": "from beanie import Document\nclass Order(Document):\n    number: str\n",
        "shop/settings.py": FIELDS.replace("{url}", default),
        "tests/conftest.py": FIXTURE.format(taken=taken, url=url),
    }
    known = Settings()
    gatherer = Gatherer(Overlay(Nothing(), files), lambda _: known, Cache(None), 0)
    facts = gatherer.gather(["tests/conftest.py"]).readings["tests/conftest.py"].facts
    return [one.environment.kind for one in facts if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    ("taken", "url"),
    [("settings", "settings.url"), ("get_settings", "get_settings().url"), ("URL", "URL")],
)
def test_production_is_where_nobody_sets_another(taken: str, url: str) -> None:
    assert kinds(taken, url, PRODUCTION) == [EnvironmentKind.PRODUCTION]
    assert kinds(taken, url, LOCAL) != [EnvironmentKind.PRODUCTION]
