"""Redis OM: models deleted by queries that pick nothing, and one by one in a loop over all.

Source: the documentation of Redis OM Python 1.2, "Models and Fields" and "Querying"
(`FindQuery.delete`, `RedisModel.find`, `RedisModel.all_pks`, `RedisModel.delete`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Extends, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_MODEL, _QUERY, _ROW, _KEYS = "redis-om model", "redis-om query", "redis-om row", "redis-om keys"
_BESIDE = ("redis_om", "aredis_om")
_START = "from redis_om import HashModel\nclass User(HashModel):\n    plan: str\n"

KINDS: tuple[Kind, ...] = (
    Extends(
        names=("redis_om.HashModel", "redis_om.JsonModel"),
        kind=_MODEL,
        instances=_ROW,
    ),
    Extends(
        names=(
            "redis_om.model.HashModel",
            "redis_om.model.JsonModel",
            "aredis_om.HashModel",
            "aredis_om.JsonModel",
        ),
        kind=_MODEL,
        instances=_ROW,
    ),
    Makes(names=("redis_om.model.model.FindQuery",), kind=_QUERY),
    Makes(names=("redis_om.get_redis_connection",), kind="redis client", proxy="a function"),
    Gives(kind=_MODEL, member="find()", gives=_QUERY, narrows=True),
    Gives(kind=_MODEL, member="all_pks()", gives=_KEYS),
    Gives(kind=_MODEL, member="get()", gives=_ROW, one=True),
    Gives(kind=_MODEL, member="db()", gives="redis client"),
    Gives(kind=_QUERY, member="sort_by() all() copy()", gives=_QUERY),
    Gives(kind=_QUERY, member="first() get_item()", gives=_ROW, one=True),
    Gives(kind=_QUERY, member="for", gives=_ROW),
    Gives(kind=_KEYS, member="for", gives="redis-om key"),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_QUERY,),
        verb=Verb.DELETE,
        store="redis-om",
        beside=_BESIDE,
        example=_START + "User.find().delete()",
        twin=_START + "User.find(User.plan == 'old').delete()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_MODEL,),
        each=True,
        verb=Verb.DELETE,
        store="redis-om",
        beside=_BESIDE,
        example=_START + "for key in User.all_pks():\n    User.delete(key)",
        twin=_START + "User.delete('01ARZ')",
    ),
    ChangesData(
        names=(".delete_many",),
        on=(_MODEL,),
        each=True,
        verb=Verb.DELETE,
        store="redis-om",
        beside=_BESIDE,
        target=Argument(0, "models"),
        example=_START + "User.delete_many([one for one in User.find().all()])",
        twin=_START + "User.delete_many([User.get('01ARZ')])",
    ),
)
