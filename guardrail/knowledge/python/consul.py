"""python-consul: keys of Consul deleted with everything below.

Source: the documentation of python-consul2 0.1 (`Consul.kv.delete`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_START = "import consul\nclient = consul.Consul()\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("consul.Consul", "consul.aio.Consul"),
        kind="consul",
        proxy="its parts are made with each object",
    ),
    Gives(kind="consul", member="kv", gives="consul keys"),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=("consul keys",),
        verb=Verb.DELETE,
        target=Argument(0, "key"),
        filter=Argument(0, "key"),
        every_like=(r"'/?([\w.-]+(/[\w.-]+)?)?/?'",),
        refuses=True,
        when=((Argument(1, "recurse"), ("True",)),),
        store="consul",
        beside=("consul",),
        unproved="its parts are made with each object",
        example=f'{_START}client.kv.delete("shop/", recurse=True)',
        twin=f'{_START}client.kv.delete("shop/one")',
    ),
)
