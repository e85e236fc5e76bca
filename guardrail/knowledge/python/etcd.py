"""Clients of etcd: every key under a prefix deleted.

Source: the documentation of etcd3 0.12 (`Etcd3Client.delete_prefix`), of etcd3gw 2
(`Etcd3Client.delete_prefix`) and of python-etcd 0.4 (`Client.delete(recursive=True)`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_NEW, _OLD = "etcd client", "etcd 2 client"
_BESIDE = ("etcd3", "etcd", "etcd3gw")
_BROKEN = "the package can't be imported beside a present protobuf"
_HIGH = (r"b?'/?([\w.-]+(/[\w.-]+)?)?/?'",)
_START = "import etcd3\nclient = etcd3.client(host='etcd.acme.io')\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("etcd3.client", "etcd3.Etcd3Client", "etcd3gw.client", "etcd3gw.Etcd3Client"),
        kind=_NEW,
        unproved=_BROKEN,
    ),
    Makes(names=("etcd.Client",), kind=_OLD, unproved="another package"),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_prefix",),
        on=(_NEW,),
        filter=Argument(0, "prefix"),
        every_like=_HIGH,
        refuses=True,
        begins=True,
        verb=Verb.DELETE,
        target=Argument(0, "prefix"),
        store="etcd",
        beside=_BESIDE,
        unproved=_BROKEN,
        example=_START + "client.delete_prefix('/services/')",
        twin=_START + "client.delete_prefix('/services/api/one/')",
    ),
    ChangesData(
        names=(".delete",),
        on=(_OLD,),
        when=(("recursive", ("True",)),),
        filter=Argument(0, "key"),
        every_like=_HIGH,
        refuses=True,
        begins=True,
        verb=Verb.DELETE,
        target=Argument(0, "key"),
        store="etcd",
        beside=_BESIDE,
        unproved="another package",
        example="import etcd\nclient = etcd.Client()\nclient.delete('/shop', recursive=True)",
        twin="import etcd\nclient = etcd.Client()\nclient.delete('/shop/one')",
    ),
)
