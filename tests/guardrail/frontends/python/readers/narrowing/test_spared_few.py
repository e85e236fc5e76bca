"""Rows taken in a loop but for a few that are written out: all the others are."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = """
import firebase_admin
from firebase_admin import auth

STAFF = frozenset({"u-bot", "u-support"})
WANTED = frozenset(fetch())

def keep(user):
    return user.uid in STAFF

def kept_by_more(user):
    return user.uid in STAFF or user.last > CUTOFF

everybody = auth.list_users().iterate_all()
"""


def told(code: str) -> list[tuple[Scope, str]]:
    """Which users are deleted, and why."""
    found = [one for one in items(START + code) if isinstance(one, DataChange)]
    return [(one.scope, one.reason) for one in found]


@pytest.mark.parametrize(
    ("asked", "spared"),
    [
        ("user.uid not in STAFF", "STAFF"),
        ("not user.uid in STAFF", "STAFF"),
        ("not keep(user)", "STAFF"),
        ("user.email != 'owner@shop.example'", "'owner@shop.example'"),
        ("user.email.lower() not in ('a@b.c', 'd@e.f')", "('a@b.c', 'd@e.f')"),
        ("user['name'] not in ['robot']", "['robot']"),
    ],
)
@pytest.mark.parametrize(
    "taken",
    [
        "auth.delete_users([user.uid for user in everybody if {}])\n",
        "uids = [user.uid for user in everybody if {}]\nauth.delete_users(uids[0:500])\n",
        "for user in everybody:\n    if {}:\n        auth.delete_user(user.uid)\n",
    ],
)
def test_all_others_are_taken(taken: str, asked: str, spared: str) -> None:
    reason = f"unscoped when it isn't one of {spared}"
    assert told(taken.format(asked)) == [(Scope.UNKNOWN, reason)]


@pytest.mark.parametrize(
    ("asked", "told_of"),
    [
        ("not user.disabled", "not user.disabled"),
        ("user.active", "user.active"),
        ("not user.disabled or kept_by_more(user)", "not user.disabled"),
        ("user.uid not in STAFF and not user.disabled", "it isn't one of STAFF"),
        ("user.disabled", ""),
        ("not user.active", ""),
        ("not user.disabled and user.email == ''", ""),
    ],
)
def test_what_nearly_everybody_is(asked: str, told_of: str) -> None:
    code = f"auth.delete_users([user.uid for user in everybody if {asked}])\n"
    reasons = [reason.removeprefix("unscoped when ") for _, reason in told(code) if reason]
    assert reasons == ([told_of] if told_of else [])


def test_a_list_that_is_made_with_a_number_beside_it() -> None:
    code = (
        "def collected():\n    uids, stale = [], 0\n    for user in everybody:\n"
        "        stale += is_stale(user)\n        uids.append(user.uid)\n    return uids\n"
        "auth.delete_users(collected())\n"
    )
    assert told(code) == [(Scope.NONE, "")]


@pytest.mark.parametrize(
    "asked",
    [
        "user.uid in STAFF",
        "user.uid not in WANTED",
        "not kept_by_more(user)",
        "user.uid not in STAFF and user.disabled",
        "user.role != 'admin'",
        "user.claims['plan'] not in ('pro', 'team')",
        "user.email != ''",
    ],
)
def test_what_asks_for_more_picks(asked: str) -> None:
    code = f"auth.delete_users([user.uid for user in everybody if {asked}])\n"
    assert not [reason for _, reason in told(code) if reason]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("not user.disabled or kept_by_more(user)", "unscoped when not user.disabled"),
        ("user.uid not in STAFF", "unscoped when it isn't one of STAFF"),
        ("not user.disabled and user.last < 7", ""),
    ],
)
def test_what_a_generator_yields_of_them(asked: str, reason: str) -> None:
    code = (
        f"def gone():\n    for user in everybody:\n        if {asked}:\n"
        "            yield user.uid\nauth.delete_users(list(gone()))\n"
    )
    assert [why for _, why in told(code) if why] == ([reason] if reason else [])
