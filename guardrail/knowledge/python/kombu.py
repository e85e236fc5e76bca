"""Kombu: queues purged and deleted with the messages that wait in them.

Source: the reference of Kombu 5.7 (`Queue.purge`, `Queue.delete`, `Consumer.purge`,
`SimpleQueue.clear`, channels of py-amqp).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_CONNECTION, _QUEUE, _CONSUMER, _SIMPLE = (
    "kombu connection",
    "kombu queue",
    "kombu consumer",
    "kombu simple queue",
)
_BESIDE = ("kombu",)
_START = "from kombu import Connection, Queue\nconnection = Connection(url)\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("kombu.Connection", "kombu.connection.Connection", "kombu.BrokerConnection"),
        kind=_CONNECTION,
        proxy="one of the names is older",
    ),
    Makes(names=("kombu.Queue", "kombu.entity.Queue"), kind=_QUEUE, named=Argument(0, "name")),
    Makes(names=("kombu.Consumer", "kombu.messaging.Consumer"), kind=_CONSUMER),
    Makes(names=("kombu.simple.SimpleQueue", "kombu.simple.SimpleBuffer"), kind=_SIMPLE),
    Gives(kind=_CONNECTION, member="channel() default_channel", gives="amqp channel"),
    Gives(
        kind=_CONNECTION,
        member="SimpleQueue() SimpleBuffer()",
        gives=_SIMPLE,
        named=Argument(0, "name"),
    ),
    Gives(kind=_QUEUE, member="() bind()", gives=_QUEUE),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".purge",),
        on=(_QUEUE, _CONSUMER),
        verb=Verb.DELETE,
        store="rabbitmq",
        beside=_BESIDE,
        example=_START + "Queue('orders')(connection.channel()).purge()",
        twin=_START + "Queue('orders')(connection.channel()).declare()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_QUEUE,),
        spared=((Argument(1, "if_empty"), ("True",)),),
        what="queue",
        store="rabbitmq",
        beside=_BESIDE,
        example=_START + "Queue('orders').bind(connection).delete()",
        twin=_START + "Queue('orders').bind(connection).delete(if_empty=True)",
    ),
    ChangesData(
        names=(".clear",),
        on=(_SIMPLE,),
        verb=Verb.DELETE,
        store="rabbitmq",
        beside=_BESIDE,
        example=_START + "connection.SimpleQueue('orders').clear()",
        twin=_START + "connection.SimpleQueue('orders').qsize()",
    ),
)
