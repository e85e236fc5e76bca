"""Settings that are made on an object first and sent by a method later."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

START = "from google.cloud import storage\nbucket = storage.Client().bucket('shop')\n"


def given_up(code: str) -> list[tuple[str, ...]]:
    """What a program gives up, call by call."""
    return [one.protections for one in items(START + code) if isinstance(one, ResourceChange)]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("bucket.versioning_enabled = False\nbucket.patch()", ("versioning",)),
        ("bucket.versioning_enabled = False\nbucket.labels = {}\nbucket.update()", ("versioning",)),
        ("bucket.retention_period = None\nbucket.patch()", ("the retention period",)),
        ("if a:\n    bucket.versioning_enabled = False\n    bucket.patch()", ("versioning",)),
    ],
)
def test_what_was_set_before_is_sent(code: str, told: tuple[str, ...]) -> None:
    assert given_up(code) == [told]


@pytest.mark.parametrize(
    "code",
    [
        "bucket.versioning_enabled = False",
        "bucket.patch()\nbucket.versioning_enabled = False",
        "bucket.versioning_enabled = True\nbucket.patch()",
        "bucket.versioning_enabled = False\nbucket.versioning_enabled = True\nbucket.patch()",
        (
            "bucket.versioning_enabled = False\nbucket = storage.Client().bucket('b')\n"
            "bucket.patch()"
        ),
        "other.versioning_enabled = False\nbucket.patch()",
    ],
)
def test_what_was_not_is_not(code: str) -> None:
    assert given_up(code) == []


IN_TURN = """
from google.cloud import storage

def keep(bucket, seconds):
    bucket.retention_period = seconds
    bucket.patch()

client = storage.Client()
for name, seconds in {0}:
    keep(client.get_bucket(name), seconds)
"""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{'ledger': None, 'scratch': 3600}.items()", True),
        ("[('ledger', None), ('scratch', 3600)]", True),
        ("[('ledger', 315360000), ('scratch', 3600)]", False),
    ],
)
def test_a_setting_that_a_loop_hands_to_a_function(given: str, told: bool) -> None:
    lost = [one for one in items(IN_TURN.format(given)) if isinstance(one, ResourceChange)]
    assert bool(lost) is told
