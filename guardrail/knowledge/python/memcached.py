"""Clients of memcached: whole caches emptied.

Source: the documentation of pymemcache 4.0 (`Client.flush_all`, `HashClient.flush_all`), of pylibmc
1.6, python-memcached 1.62, python-binary-memcached 0.31 and aiomcache 0.8 (`flush_all`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Kind, Makes, Spelt
from guardrail.knowledge.python.rows import Row

_CLIENT = "memcached client"
_PACKAGES = ("pymemcache", "pylibmc", "memcache", "bmemcached", "aiomcache", "emcache")
_START = "from pymemcache.client.base import Client\nclient = Client('cache.acme.io')\n"

KINDS: tuple[Kind, ...] = (
    Spelt(names=("memcached", "memcache_client", "memcached_client"), kind=_CLIENT),
    Makes(
        names=(
            "pymemcache.Client",
            "pymemcache.HashClient",
            "pymemcache.PooledClient",
            "pymemcache.client.RetryingClient",
            "pymemcache.client.Client",
            "pymemcache.client.base.Client",
            "pymemcache.client.base.PooledClient",
            "pymemcache.client.hash.HashClient",
            "pymemcache.client.retrying.RetryingClient",
        ),
        kind=_CLIENT,
        proxy="one of them hands on what it is asked for",
    ),
    Makes(
        names=(
            "pylibmc.Client",
            "pylibmc.ThreadMappedPool",
            "memcache.Client",
            "bmemcached.Client",
            "aiomcache.Client",
            "emcache.create_client",
        ),
        kind=_CLIENT,
        unproved="other packages, with the same method",
    ),
    Makes(names=("pymemcache.client.base.Client",), kind=_CLIENT),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".flush_all",),
        on=(_CLIENT,),
        verb=Verb.TRUNCATE,
        target="the memcached servers",
        store="memcached",
        unmistakable=True,
        beside=_PACKAGES,
        example=_START + "client.flush_all()",
        twin=_START + "client.delete('user:7')",
    ),
)
