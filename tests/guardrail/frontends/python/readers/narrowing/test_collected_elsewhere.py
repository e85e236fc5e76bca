"""What a function collects in a loop and another one deletes."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

USERS = """\
from firebase_admin import auth
def collect(cutoff):
    uids = []
    for user in auth.list_users().iterate_all():
        {asked}
        uids.append(user.uid)
    return uids
def prune(uids):
    for start in range(0, len(uids), 1000):
        auth.delete_users(uids[start : start + 1000])
"""


@pytest.mark.parametrize("handed", ["prune(collect(1))", "found = collect(1)\nprune(found)"])
@pytest.mark.parametrize(
    ("asked", "scope"),
    [
        ("print(user)", Scope.NONE),
        ("if user.email:\n            continue", Scope.UNKNOWN),
    ],
)
def test_a_list_that_a_function_gives_back(handed: str, asked: str, scope: Scope) -> None:
    found = items(USERS.format(asked=asked) + handed)
    (change,) = [one for one in found if isinstance(one, DataChange)]
    assert change.scope is scope
