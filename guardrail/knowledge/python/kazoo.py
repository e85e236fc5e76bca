"""Kazoo: nodes of ZooKeeper deleted with everything below.

Source: the documentation of Kazoo 2.11 (`KazooClient.delete(recursive=True)`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_START = "from kazoo.client import KazooClient\nzk = KazooClient(hosts)\n"

KINDS: tuple[Kind, ...] = (Makes(names=("kazoo.client.KazooClient",), kind="zookeeper client"),)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=("zookeeper client",),
        when=((Argument(2, "recursive"), ("True",)),),
        filter=Argument(0, "path"),
        every_like=(r"'/([\w.-]+(/[\w.-]+)?)?/?'",),
        refuses=True,
        verb=Verb.DELETE,
        target=Argument(0, "path"),
        store="zookeeper",
        beside=("kazoo",),
        example=_START + "zk.delete('/services', recursive=True)",
        twin=_START + "zk.delete('/services/api/one', recursive=True)",
    ),
)
