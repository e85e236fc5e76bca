"""pika and aio-pika: queues of RabbitMQ purged and deleted with what waits in them.

Source: the documentation of pika 1.4 (`BlockingChannel.queue_purge`, `queue_delete`,
`exchange_delete`) and of aio-pika 9.5 (`Queue.purge`, `Queue.delete`, `Channel.queue_delete`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import Argument, Row

_CONNECTION, _CHANNEL = "amqp connection", "amqp channel"
_ASYNC, _ASYNC_CHANNEL, _QUEUE = "aio-pika connection", "aio-pika channel", "aio-pika queue"
_BESIDE = ("pika", "aio_pika")
_OTHER = "another package"
_START = "import pika\nchannel = pika.BlockingConnection(parameters).channel()\n"
_AIO = (
    "import aio_pika\nasync def clean():\n    connection = await aio_pika.connect_robust(url)\n"
    "    channel = await connection.channel()\n    queue = await channel.get_queue('orders')\n"
)
_EMPTY = (("if_empty", ("True",)),)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "pika.BlockingConnection",
            "pika.SelectConnection",
            "pika.adapters.blocking_connection.BlockingConnection",
        ),
        kind=_CONNECTION,
    ),
    Makes(
        names=(
            "pika.adapters.blocking_connection.BlockingChannel",
            "pika.channel.Channel",
        ),
        kind=_CHANNEL,
    ),
    Makes(
        names=("aio_pika.connect", "aio_pika.connect_robust"),
        kind=_ASYNC,
        unproved=_OTHER,
    ),
    Makes(
        names=(
            "aio_pika.abc.AbstractChannel",
            "aio_pika.Channel",
            "aio_pika.RobustChannel",
            "aio_pika.abc.AbstractRobustChannel",
        ),
        kind=_ASYNC_CHANNEL,
        unproved=_OTHER,
    ),
    Makes(
        names=("aio_pika.Queue", "aio_pika.abc.AbstractQueue", "aio_pika.abc.AbstractRobustQueue"),
        kind=_QUEUE,
        unproved=_OTHER,
    ),
    Gives(kind=_CONNECTION, member="channel()", gives=_CHANNEL),
    Gives(kind=_ASYNC, member="channel()", gives=_ASYNC_CHANNEL),
    Gives(
        kind=_ASYNC_CHANNEL,
        member="get_queue() declare_queue()",
        gives=_QUEUE,
        named=Argument(0, "name"),
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".queue_purge",),
        on=(_CHANNEL,),
        verb=Verb.DELETE,
        target=Argument(0, "queue"),
        store="rabbitmq",
        unmistakable=True,
        beside=(*_BESIDE, "kombu", "amqp", "celery"),
        example=_START + "channel.queue_purge('orders')",
        twin=_START + "channel.queue_declare('orders')",
    ),
    ChangesObject(
        names=(".queue_delete",),
        on=(_CHANNEL,),
        spared=_EMPTY,
        what="queue",
        target=Argument(0, "queue"),
        store="rabbitmq",
        beside=_BESIDE,
        example=_START + "channel.queue_delete('orders')",
        twin=_START + "channel.queue_delete('orders', if_empty=True)",
    ),
    ChangesObject(
        names=(".queue_delete",),
        on=(_ASYNC_CHANNEL,),
        spared=_EMPTY,
        what="queue",
        target=Argument(0, "queue_name"),
        store="rabbitmq",
        beside=_BESIDE,
        unproved=_OTHER,
        example=_AIO + "    await channel.queue_delete('orders')",
        twin=_AIO + "    await channel.queue_delete('orders', if_empty=True)",
    ),
    ChangesObject(
        names=(".exchange_delete",),
        on=(_CHANNEL,),
        spared=((Argument(1, "if_unused"), ("True",)),),
        what="exchange with its bindings",
        target=Argument(0, "exchange"),
        recoverable=Recoverable.YES,
        store="rabbitmq",
        beside=_BESIDE,
        example=_START + "channel.exchange_delete('orders')",
        twin=_START + "channel.exchange_delete('orders', if_unused=True)",
    ),
    ChangesData(
        names=(".purge",),
        on=(_QUEUE,),
        verb=Verb.DELETE,
        store="rabbitmq",
        beside=_BESIDE,
        unproved=_OTHER,
        example=_AIO + "    await queue.purge()",
        twin=_AIO + "    await queue.get(fail=False)",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_QUEUE,),
        spared=(*_EMPTY, (Argument(-1, "if_empty"), ("True",))),
        what="queue",
        store="rabbitmq",
        beside=_BESIDE,
        unproved=_OTHER,
        example=_AIO + "    await queue.delete(if_unused=False, if_empty=False)",
        twin=_AIO + "    await queue.delete(if_empty=True)",
    ),
)
