"""Conditions that pick what is in use, where what nobody uses any more was meant."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

CODE = """
import time
from slack_sdk import WebClient

YEAR = 365 * 86400

def is_used(client, channel):
    page = client.conversations_history(channel=channel["id"], oldest=str(time.time() - YEAR))
    return bool(page["messages"])

def is_quiet(client, channel):
    page = client.conversations_history(channel=channel["id"], oldest=time.time() - YEAR)
    return len(page["messages"]) == 0

def tidy(client: WebClient, wanted):
    limit = time.time() - YEAR
    for channel in {over}:
        {condition}
            client.conversations_archive(channel=channel["id"])
"""
LISTED = "client.conversations_list()['channels']"


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if is_used(client, channel):", True),
        ("if not is_used(client, channel):", False),
        ("if not is_quiet(client, channel):", True),
        ("if is_quiet(client, channel):", False),
        ("if channel['updated'] > limit:", True),
        ("if channel['updated'] < limit:", False),
        ("if channel['name'].startswith('course-') and is_used(client, channel):", True),
    ],
)
def test_what_is_in_use_goes_and_what_is_old_stays(condition: str, told: bool) -> None:
    code = CODE.format(over=LISTED, condition=condition)
    found = [one for one in items(code) if isinstance(one, DataChange)]
    assert any("in use or new" in one.reason for one in found) is told


def test_what_somebody_has_listed_is_picked_by_that() -> None:
    code = CODE.format(over="wanted", condition="if is_used(client, channel):")
    assert not [one for one in items(code) if isinstance(one, DataChange)]
