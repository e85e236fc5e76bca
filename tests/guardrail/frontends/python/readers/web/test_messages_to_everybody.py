"""Messages to every phone, every chat and every subscriber, by the services people use for them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import NetworkUse

TWILIO = "from twilio.rest import Client\nclient = Client(sid, token)\n"
SIGNAL = "from onesignal_sdk.client import Client\nclient = Client(app, key)\n"
POSTED = "import requests\nrequests.post('https://onesignal.com/api/v1/notifications', json={0})"


def sent(code: str) -> list[str]:
    """To whom the code writes, where that is everybody."""
    told = [one for one in items(code) if isinstance(one, NetworkUse)]
    return [each for one in told for each in one.sends]


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            f"{TWILIO}for one in User.query.all():\n    client.messages.create(to=one.phone)",
            (
                f"{TWILIO}for one in User.query.filter_by(agreed=True):\n"
                "    client.messages.create(to=one.phone)"
            ),
        ),
        (
            f"{SIGNAL}client.send_notification({{'included_segments': ['All']}})",
            f"{SIGNAL}client.send_notification({{'included_segments': ['Beta testers']}})",
        ),
        (
            POSTED.format("{'included_segments': ['Subscribed Users']}"),
            POSTED.format("{'include_player_ids': [one]}"),
        ),
        (
            (
                "import telegram\nbot = telegram.Bot(token)\nfor one in Subscriber.objects.all():\n"
                "    bot.send_message(chat_id=one.chat, text=news)"
            ),
            "import telegram\nbot = telegram.Bot(token)\nbot.send_message(chat_id=OPS, text=news)",
        ),
    ],
)
def test_a_message_to_everybody_and_to_some(bad: str, good: str) -> None:
    assert len(sent(bad)) == 1
    assert sent(good) == []
