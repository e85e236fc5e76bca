"""nats-py: streams of JetStream purged and deleted, buckets of keys and objects deleted.

Source: the documentation of nats-py 2.16 (`JetStreamContext`, `JetStreamManager.purge_stream`,
which takes a subject, a sequence or what to keep).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _STREAMS = "nats client", "nats jetstream"
_BESIDE = ("nats",)
_START = "import nats\nasync def clean():\n    js = (await nats.connect(url)).jetstream()\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("nats.connect",), kind=_CLIENT, proxy="a function"),
    Makes(names=("nats.NATS", "nats.aio.client.Client"), kind=_CLIENT),
    Makes(names=("nats.js.JetStreamContext", "nats.js.client.JetStreamContext"), kind=_STREAMS),
    Gives(kind=_CLIENT, member="jetstream() jsm()", gives=_STREAMS),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".purge_stream",),
        on=(_STREAMS,),
        spared=(("subject", ("*",)), ("seq", ("*",)), ("keep", ("*",))),
        verb=Verb.DELETE,
        target=Argument(0, "name"),
        store="nats",
        unmistakable=True,
        beside=_BESIDE,
        example=_START + "    await js.purge_stream('ORDERS')",
        twin=_START + "    await js.purge_stream('ORDERS', subject='orders.old')",
    ),
    ChangesObject(
        names=(".delete_stream",),
        on=(_STREAMS,),
        what="stream",
        target=Argument(0, "name"),
        store="nats",
        beside=_BESIDE,
        example=_START + "    await js.delete_stream('ORDERS')",
        twin=_START + "    await js.stream_info('ORDERS')",
    ),
    ChangesObject(
        names=(".delete_key_value", ".delete_object_store"),
        on=(_STREAMS,),
        what="bucket of JetStream",
        target=Argument(0, "bucket"),
        store="nats",
        beside=_BESIDE,
        example=_START + "    await js.delete_key_value('settings')",
        twin=_START + "    await js.key_value('settings')",
    ),
)
