"""Dramatiq: queues flushed.

Source: the reference of Dramatiq 2.2 (`Broker.flush`, `Broker.flush_all`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ALWAYS, ChangesData, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_BROKER = "dramatiq broker"
_BESIDE = ("dramatiq",)
_START = "import dramatiq\nbroker = dramatiq.get_broker()\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("dramatiq.get_broker",), kind=_BROKER, proxy="a function"),
    Makes(names=("dramatiq.Broker", "dramatiq.broker.Broker"), kind=_BROKER),
    Makes(
        names=(
            "dramatiq.brokers.redis.RedisBroker",
            "dramatiq.brokers.rabbitmq.RabbitmqBroker",
        ),
        kind=_BROKER,
        unproved="they need the clients of their servers",
    ),
    Makes(names=("dramatiq.brokers.stub.StubBroker",), kind=_BROKER, throwaway=(ALWAYS,)),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".flush_all",),
        on=(_BROKER,),
        verb=Verb.DELETE,
        target="the queues",
        store="dramatiq",
        beside=_BESIDE,
        example=_START + "broker.flush_all()",
        twin=_START + "broker.get_declared_queues()",
    ),
    ChangesData(
        names=(".flush",),
        on=(_BROKER,),
        verb=Verb.DELETE,
        target=Argument(0, "queue_name"),
        store="dramatiq",
        beside=_BESIDE,
        example=_START + "broker.flush('mails')",
        twin=_START + "broker.join('mails')",
    ),
)
