"""Whether a module has to do with what somebody else writes at all: a look at its words."""

from __future__ import annotations

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.whole_words import whole
from guardrail.knowledge.python.answering import ANSWERING
from guardrail.knowledge.python.network import CHATS
from guardrail.patterns import late

_KEY = "asked from outside"
_ASKED = late(
    whole(
        *("request", "route", "get", "post", "put", "patch", "event", "websocket", "dag_run"),
        *("websockets", "socketio", "on_message", "pubsub_v1"),
        *sorted(CHATS),
        *("get_queue_receiver", "get_subscription_receiver", "receive_message", "receive_messages"),
        *("get_message", "basic_get", "basic_consume", "KafkaConsumer"),
        *("blpop", "brpop", "lpop", "rpop", "xread", "xreadgroup", "recv_json", "recv_string"),
        *("getmany", "getone", "imaplib", "poplib", "feedparser"),
        *("requests", "httpx", "aiohttp", "urllib", "urllib3", "niquests"),
    )
)


def is_asked(reading: Reading) -> bool:
    """Whether a request, a message or another machine may come into what a module does."""
    facts = reading.module.facts
    if _KEY not in facts:
        beside = not ANSWERING.isdisjoint(reading.names.packages)
        facts[_KEY] = beside or _ASKED.search(reading.module.plain) is not None
    held: bool = facts[_KEY]
    return held
