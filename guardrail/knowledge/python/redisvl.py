"""RedisVL: indexes deleted with the documents in them, emptied, made over again.

Source: redisvl 0.28 (`SearchIndex.delete`, whose `drop` is true unless it is given, `clear`,
`create`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_INDEX = "redisvl index"
_BESIDE = ("redisvl",)
_HEAVY = "the package isn't installed for tests"
_CLASSES = tuple(
    f"redisvl.{module}.{name}"
    for module in ("index", "index.index")
    for name in ("SearchIndex", "AsyncSearchIndex")
)
_MADE_BY = ("from_existing", "from_yaml", "from_dict")
_START = "from redisvl.index import SearchIndex\nindex = SearchIndex.from_existing('docs')\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(*_CLASSES, *(f"{one}.{by}" for one in _CLASSES for by in _MADE_BY)),
        kind=_INDEX,
        named=Argument(0, "name"),
        unproved=_HEAVY,
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_INDEX,),
        spared=((Argument(0, "drop"), ("False",)),),
        verb=Verb.DELETE,
        store="redis",
        beside=_BESIDE,
        unproved=_HEAVY,
        example=_START + "index.delete()",
        twin=_START + "index.delete(drop=False)",
    ),
    ChangesData(
        names=(".clear",),
        on=(_INDEX,),
        verb=Verb.DELETE,
        store="redis",
        beside=_BESIDE,
        unproved=_HEAVY,
        example=_START + "index.clear()",
        twin=_START + "index.drop_keys(['docs:7'])",
    ),
    ChangesData(
        names=(".create",),
        on=(_INDEX,),
        when=((Argument(0, "overwrite"), ("True",)), (Argument(1, "drop"), ("True",))),
        verb=Verb.DELETE,
        store="redis",
        beside=_BESIDE,
        unproved=_HEAVY,
        example=_START + "index.create(overwrite=True, drop=True)",
        twin=_START + "index.create(overwrite=True)",
    ),
)
