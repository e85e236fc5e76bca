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


HELD = """\
import boto3
from google.cloud import pubsub_v1

def bookmark(client, path):
    if {2}:
        client.create_snapshot(request={{"name": NAME, "subscription": path}})

def keep_disk(ec2, volume, why=""):
    ec2.create_snapshot(VolumeId=volume, Description=why)

def look_at(ec2, volume):
    print(ec2.describe_volumes(VolumeIds=[volume]))

def fast_forward(now, path, other, keep={0}):
    subscriber = pubsub_v1.SubscriberClient()
    {1}
    subscriber.seek(request={{"subscription": path, "time": now}})

def give_up(volume, other, keep={0}):
    ec2 = boto3.client("ec2")
    {1}
    ec2.delete_volume(VolumeId=volume)
"""


@pytest.mark.parametrize(
    ("keep", "before", "inside", "expected"),
    [
        ("True", "if keep: bookmark(subscriber, path)", "True", 1),
        ("False", "if keep: bookmark(subscriber, path)", "True", 2),
        ("False", "if not keep: bookmark(subscriber, path)", "True", 1),
        ("True", "bookmark(subscriber, path)", "path", 1),
        ("True", "bookmark(path=path, client=subscriber)", "path", 1),
        ("True", "bookmark(subscriber, other)", "True", 2),
        ("True", "bookmark(subscriber, path)", "False", 2),
        ("True", "keep_disk(ec2, volume)", "True", 1),
        ("True", "keep_disk(ec2, volume, why='moved')", "True", 1),
        ("True", "if keep: keep_disk(ec2, volume=volume)", "True", 1),
        ("False", "if keep: keep_disk(ec2, volume=volume)", "True", 2),
        ("False", "if keep: ec2.create_snapshot(VolumeId=volume)", "True", 2),
        ("True", "if keep: ec2.create_snapshot(VolumeId=volume)", "True", 1),
        ("True", "keep_disk(ec2, other)", "True", 2),
        ("True", "look_at(ec2, volume)", "True", 2),
    ],
)
def test_a_copy_that_a_function_makes(keep: str, before: str, inside: str, expected: int) -> None:
    code = HELD.format(keep, before, inside)
    disk = "ec2" in before
    head, _, rest = code.partition("def fast_forward")
    forward, _, give_up = rest.partition("def give_up")
    part = f"def give_up{give_up}" if disk else f"def fast_forward{forward}"
    found = level("destroyed-resource", python(head + part))
    assert (found is Level.INFO) is (expected == 1)
