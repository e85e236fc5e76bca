"""Where the models of a library live is said once, where a program connects them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Effect
from guardrail.model import EnvironmentKind

TEST = "tests/test_booking.py"
TORTOISE = (
    "import os\nfrom tortoise import Tortoise\n\nasync def database():\n"
    "    await Tortoise.init(db_url={url}, modules=MODELS)\n    yield\n"
    "    await Tortoise._drop_databases()\n"
)
MONGO = (
    "import os\nfrom mongoengine import Document, connect\n\nclass User(Document):\n    pass\n\n"
    "def teardown():\n    connect(host={url})\n    User.drop_collection()\n"
)


@pytest.mark.parametrize("code", [TORTOISE, MONGO])
@pytest.mark.parametrize(
    ("url", "kind", "told"),
    [
        ("os.environ['DATABASE_URL']", EnvironmentKind.UNKNOWN, "whatever DATABASE_URL names"),
        ("os.environ['TEST_DATABASE_URL']", EnvironmentKind.UNKNOWN, ""),
        ("'postgres://db-prod.shop.io/shop'", EnvironmentKind.PRODUCTION, "db-prod.shop.io"),
        ("url", EnvironmentKind.UNKNOWN, ""),
    ],
)
def test_the_address_counts_for_what_is_dropped(
    code: str, url: str, kind: EnvironmentKind, told: str
) -> None:
    (found,) = [one for one in items(code.format(url=url), TEST) if isinstance(one, Effect)]
    assert (found.environment.kind, found.environment.reason) == (kind, told)


def test_a_database_in_memory_is_gone_with_the_process() -> None:
    code = TORTOISE.format(url="'sqlite://:memory:'")
    (found,) = [one for one in items(code, TEST) if isinstance(one, Effect)]
    assert found.environment.kind is EnvironmentKind.THROWAWAY


def test_what_another_library_does_is_not_at_that_address() -> None:
    code = "import os, shutil\n" + TORTOISE.format(url="'postgres://db-prod.shop.io/shop'")
    found = [one for one in items(code + "    shutil.rmtree('/srv')\n") if isinstance(one, Effect)]
    assert [one.environment.kind for one in found] == [
        EnvironmentKind.PRODUCTION,
        EnvironmentKind.UNKNOWN,
    ]
