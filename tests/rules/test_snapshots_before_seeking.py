"""Messages of a subscription that are passed over, with a snapshot to come back to or without."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

SOUGHT = """\
from google.cloud import pubsub_v1

def fast_forward(now):
    subscriber = pubsub_v1.SubscriberClient()
    path = subscriber.subscription_path("acme", "orders")
    other = subscriber.subscription_path("acme", "other")
    {0}
    subscriber.seek(request={{"subscription": path, "time": now}})
"""


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('subscriber.create_snapshot(request={"name": NAME, "subscription": path})', Level.INFO),
        (
            'subscriber.create_snapshot(request={"name": NAME, "subscription": other})',
            Level.WARNING,
        ),
        ('print("seeking", path)', Level.WARNING),
    ],
)
def test_messages_that_can_be_had_again(before: str, expected: Level) -> None:
    assert level("destroyed-resource", python(SOUGHT.format(before))) is expected
