"""redis-py, synchronous and asynchronous, and clients that speak like it: databases emptied.

Source: the documentation of redis-py 8.1, "Commands" and "Asyncio examples", of fakeredis 2.41 and
of django-redis 7.0 ("Raw client access"), and the commands of Redis 8 (FLUSHALL, SCAN, DEL,
LTRIM: a beginning behind the end leaves nothing; FT.DROPINDEX with DD).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ALWAYS,
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_CLIENT, _KEYS, _KEY = "redis client", "redis keys", "redis key"
_SEARCH, _DOCUMENTS = "redis search", "redis documents"
_BESIDE = ("redis", "Redis", "rdb", "walrus", "valkey")
_START = "import redis\nr = redis.Redis(host='cache.acme.io')\n"
_EVERY = (r"(match=|pattern=)?b?'\*'(,count=\w+)?", r"count=\w+")
_EVERY_SCANNED = (r"((cursor=)?[\w.'-]+)?,?(match=)?(b?'\*'|None)?(,?(count=)?[\w.]+)?",)
_ALL = "the Redis database"

KINDS: tuple[Kind, ...] = (
    Spelt(
        names=(
            "redis",
            "redis_client",
            "redis_conn",
            "redis_db",
            "rdb",
            "r_client",
            "valkey",
            "valkey_client",
        ),
        kind=_CLIENT,
    ),
    Makes(
        names=(
            "redis.Redis",
            "redis.StrictRedis",
            "redis.RedisCluster",
            "redis.client.Redis",
            "redis.cluster.RedisCluster",
            "redis.asyncio.Redis",
            "redis.asyncio.client.Redis",
            "redis.asyncio.RedisCluster",
            "redis.sentinel.Redis",
        ),
        kind=_CLIENT,
    ),
    Makes(
        names=(
            "redis.from_url",
            "redis.asyncio.from_url",
            "redis.Redis.from_url",
            "redis.Redis.from_pool",
            "redis.StrictRedis.from_url",
            "redis.RedisCluster.from_url",
            "redis.asyncio.Redis.from_url",
            "redis.asyncio.Redis.from_pool",
            "django_redis.get_redis_connection",
        ),
        kind=_CLIENT,
        proxy="a function",
    ),
    Makes(
        names=(
            "valkey.Valkey",
            "valkey.StrictValkey",
            "valkey.ValkeyCluster",
            "valkey.from_url",
            "valkey.asyncio.Valkey",
            "valkey.asyncio.from_url",
        ),
        kind=_CLIENT,
        proxy="another package, with the same methods",
    ),
    Makes(
        names=(
            "walrus.Database",
            "walrus.Walrus",
            "aioredis.Redis",
            "aioredis.StrictRedis",
            "aioredis.from_url",
            "aioredis.create_redis",
            "aioredis.create_redis_pool",
            "coredis.Redis",
            "flask_redis.FlaskRedis",
            "rediscluster.RedisCluster",
        ),
        kind=_CLIENT,
        unproved="other packages, with the same methods",
    ),
    Makes(
        names=(
            "upstash_redis.Redis",
            "upstash_redis.Redis.from_env",
            "upstash_redis.asyncio.Redis",
            "upstash_redis.asyncio.Redis.from_env",
        ),
        kind=_CLIENT,
        proxy="another package, with the same methods",
    ),
    Makes(
        names=(
            "fakeredis.FakeRedis",
            "fakeredis.FakeStrictRedis",
            "fakeredis.FakeAsyncRedis",
            "fakeredis.aioredis.FakeRedis",
        ),
        kind=_CLIENT,
        proxy="a function in some versions",
        throwaway=(ALWAYS,),
    ),
    Makes(names=("redis.Sentinel", "redis.sentinel.Sentinel"), kind="redis sentinel"),
    Gives(kind="redis sentinel", member="master_for() slave_for()", gives=_CLIENT),
    Gives(kind=_CLIENT, member="pipeline() client()", gives=_CLIENT),
    Gives(kind=_CLIENT, member="json()", gives=_DOCUMENTS),
    Gives(kind=_CLIENT, member="ft()", gives=_SEARCH, named=Argument(0, "index_name")),
    Gives(kind=_CLIENT, member="keys()", gives=_KEYS, narrows=True, every=_EVERY),
    Gives(kind=_CLIENT, member="scan_iter()", gives=_KEYS, narrows=True, every=_EVERY),
    Gives(kind=_CLIENT, member="scan()", gives="redis scan", narrows=True, every=_EVERY_SCANNED),
    Gives(kind="redis scan", member="[]", gives=_KEYS),
    Gives(kind=_KEYS, member="for", gives=_KEY),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".flushall",),
        on=(_CLIENT,),
        verb=Verb.TRUNCATE,
        target="every database of Redis",
        store="redis",
        unmistakable=True,
        beside=(*_BESIDE, "flushall"),
        example=_START + "r.flushall()",
        twin=_START + "r.info()",
    ),
    ChangesData(
        names=(".flushdb",),
        on=(_CLIENT,),
        verb=Verb.TRUNCATE,
        target=_ALL,
        store="redis",
        unmistakable=True,
        beside=(*_BESIDE, "flushdb"),
        example=_START + "r.flushdb()",
        twin=_START + "r.dbsize()",
    ),
    ChangesData(
        names=(".execute_command",),
        on=(_CLIENT,),
        when=((FIRST, ("FLUSHALL", "FLUSHDB", "flushall", "flushdb")),),
        verb=Verb.TRUNCATE,
        target=_ALL,
        store="redis",
        beside=("FLUSHALL", "FLUSHDB", "flushall", "flushdb"),
        example=_START + "r.execute_command('FLUSHALL')",
        twin=_START + "r.execute_command('DBSIZE')",
    ),
    ChangesData(
        names=(".xtrim",),
        on=(_CLIENT,),
        when=((Argument(1, "maxlen"), ("0",)),),
        verb=Verb.DELETE,
        target=Argument(0, "name"),
        store="redis",
        beside=_BESIDE,
        example=_START + "r.xtrim('orders', maxlen=0)",
        twin=_START + "r.xtrim('orders', maxlen=100000)",
    ),
    ChangesData(
        names=(".eval", ".register_script", ".script_load"),
        on=(_CLIENT,),
        when=((FIRST, (r"~(?is).*redis\.p?call\(\s*['\"]flush(?:all|db)",)),),
        verb=Verb.TRUNCATE,
        target=_ALL,
        store="redis",
        beside=("FLUSHALL", "FLUSHDB", "flushall", "flushdb"),
        example=_START + "r.eval(\"redis.call('FLUSHALL')\", 0)",
        twin=_START + "r.eval(\"redis.call('DEL', KEYS[1])\", 1, 'user:7')",
    ),
    ChangesData(
        names=(".delete", ".unlink"),
        on=(_CLIENT,),
        each=True,
        verb=Verb.DELETE,
        target=_ALL,
        store="redis",
        beside=_BESIDE,
        example=_START + "for key in r.scan_iter('*'):\n    r.delete(key)",
        twin=_START + "for key in r.scan_iter('session:*'):\n    r.delete(key)",
    ),
    ChangesData(
        names=(".ltrim",),
        on=(_CLIENT,),
        when=((Argument(1, "start"), ("1",)), (Argument(2, "end"), ("0",))),
        verb=Verb.DELETE,
        target=Argument(0, "name"),
        store="redis",
        beside=_BESIDE,
        example=_START + "r.ltrim('orders', 1, 0)",
        twin=_START + "r.ltrim('orders', 0, 999)",
    ),
    ChangesObject(
        names=(".dropindex",),
        on=(_SEARCH,),
        what=ObjectKind.TABLE,
        when=((Argument(0, "delete_documents"), ("True",)),),
        store="redis",
        beside=("dropindex",),
        unproved="what it is called on is an attribute that is made with each object",
        example=_START + "r.ft('users').dropindex(delete_documents=True)",
        twin=_START + "r.ft('users').dropindex()",
    ),
    ChangesData(
        names=(".delete", ".forget"),
        on=(_DOCUMENTS,),
        each=True,
        verb=Verb.DELETE,
        target=_ALL,
        store="redis",
        beside=_BESIDE,
        unproved="what it is called on is made with each object",
        example=_START + "for key in r.scan_iter():\n    r.json().delete(key)",
        twin=_START + "r.json().delete('user:7')",
    ),
    ChangesData(
        names=(".script_flush", ".function_flush"),
        on=(_CLIENT,),
        verb=Verb.DELETE,
        target="the scripts of Redis",
        store="redis",
        beside=_BESIDE,
        example=_START + "r.function_flush()",
        twin=_START + "r.function_list()",
    ),
    ChangesData(
        names=(".swapdb",),
        on=(_CLIENT,),
        verb=Verb.OVERWRITE,
        target=_ALL,
        store="redis",
        example=_START + "r.swapdb(0, 1)",
        twin=_START + "r.select(1)",
    ),
)
