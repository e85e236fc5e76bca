"""Messages that Firebase pushes to everybody."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import NetworkUse

BUILT = """\
import click
from firebase_admin import messaging

TOPICS = ["{topic}", "staff"]

def build(topic):
    return messaging.Message(topic=topic, data={{"kind": "smoke"}})

{around}
    messages = [build(one) for one in TOPICS]
    messaging.send_each(messages{how})
"""
PLAIN = "def check():"
FLAG = '@click.command()\n@click.option("--dry-run/--send", default={0})\ndef check(dry_run):'


def told(code: str) -> list[str]:
    """To whom messages are pushed."""
    return [what for one in items(code) if isinstance(one, NetworkUse) for what in one.sends]


@pytest.mark.parametrize(
    ("topic", "around", "how", "found"),
    [
        ("all-users", PLAIN, "", True),
        ("everyone", PLAIN, "", True),
        ("driver-7", PLAIN, "", False),
        ("smaller_cities", PLAIN, "", False),
        ("all-users", PLAIN, ", dry_run=False", True),
        ("all-users", PLAIN, ", dry_run=True", False),
        ("all-users", FLAG.format("False"), ", dry_run=dry_run", True),
        ("all-users", FLAG.format("True"), ", dry_run=dry_run", False),
    ],
)
def test_topics_of_all(topic: str, around: str, how: str, found: bool) -> None:
    code = BUILT.format(topic=topic, around=around, how=how)
    assert told(code) == ([f"push to every subscriber of {topic}"] if found else [])


@pytest.mark.parametrize(
    ("tokens", "found"), [("tokens", True), ('["x"]', False), ("list(tokens)[:1]", False)]
)
def test_every_token_there_is(tokens: str, found: bool) -> None:
    code = (
        "from firebase_admin import firestore, messaging\n"
        "def push():\n"
        "    tokens = []\n"
        '    for one in firestore.client().collection("devices").stream():\n'
        '        tokens.append(one.get("token"))\n'
        f"    message = messaging.MulticastMessage(tokens={tokens})\n"
        "    messaging.send_each_for_multicast(message)\n"
    )
    assert bool(told(code)) is found
