"""References into Firebase's database that name the application they belong to."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = "from firebase_admin import db\ndef publish(app, zone, prices):\n    "


def changes(line: str) -> list[tuple[str, Scope]]:
    """What is changed, and how much of it."""
    found = items(START + line)
    return [(one.target, one.scope) for one in found if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    "given", ["'/'", "'/', app=app", "'/', app", "path='/', app=app", "app=self.apps['eu']", ""]
)
def test_the_root_is_the_whole_database_whatever_application_it_is_of(given: str) -> None:
    ((target, scope),) = changes(f"db.reference({given}).set(prices)")
    assert (target, scope) == ("the whole database of Firebase", Scope.NONE)


@pytest.mark.parametrize(
    "given",
    ["f'/tariffs/{zone}', app=app", "zone, app=app", "path='/zones/7', app=app", "'/zones/7', app"],
)
def test_a_path_in_it_is_not(given: str) -> None:
    found = changes(f"db.reference({given}).set(prices)")
    assert Scope.NONE not in [scope for _, scope in found]


def test_a_whole_branch_is_deleted_and_one_entry_of_it_is_not() -> None:
    assert changes("db.reference('/zones', app=app).delete()") == [("/zones", Scope.NONE)]
    found = changes("db.reference('/zones/7', app=app).delete()")
    assert Scope.NONE not in [scope for _, scope in found]
