"""An object that is declared as one of a library is still known as it was made."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange
from guardrail.model import EnvironmentKind

START = """\
import pytest
from pymongo import MongoClient
from pymongo.collection import Collection
"""


@pytest.mark.parametrize(
    "code",
    [
        "users: Collection = MongoClient('mongodb://localhost').shop.users\n",
        (
            "def get() -> Collection:\n    return MongoClient('mongodb://localhost').shop.users\n"
            "users = get()\n"
        ),
    ],
)
def test_its_name_and_its_place_are_kept(code: str) -> None:
    (found,) = items(START + code + "users.delete_many({})\n")
    assert isinstance(found, DataChange)
    assert (found.target, found.environment.kind) == ("shop.users", EnvironmentKind.LOCAL)


FIXTURE = """\
@pytest.fixture
def users() -> Collection:
    return MongoClient("mongodb://prod-db.acme.io").shop.users

def test_x(users: Collection):
    users.delete_many({})
"""


def test_so_they_are_of_a_fixture() -> None:
    told = items(START + FIXTURE, "tests/test_a.py")
    (found,) = [one for one in told if isinstance(one, DataChange)]
    assert (found.target, found.environment.kind) == ("shop.users", EnvironmentKind.PRODUCTION)


def test_what_is_made_of_something_else_is_what_it_is_declared() -> None:
    (found,) = items(START + "users: Collection = made()\nusers.delete_many({})\n")
    assert isinstance(found, DataChange)
    assert found.target == ""
