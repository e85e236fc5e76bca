"""Caches of Django, django-redis and Flask-Caching: emptied as a whole.

Source: the documentation of Django 5.2, "Django's cache framework" (`cache.clear` removes
everything from the cache, not only what the application put there), of django-redis 7.0
(`delete_pattern`) and of Flask-Caching 2.3.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Is, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_CACHE, _CACHES = "a cache", "caches"
_BESIDE = ("cache",)
_START = "from django.core.cache import cache\n"

KINDS: tuple[Kind, ...] = (
    Is(names=("django.core.cache.cache",), kind=_CACHE),
    Is(names=("django.core.cache.caches",), kind=_CACHES),
    Makes(names=("django.core.cache.backends.base.BaseCache",), kind=_CACHE),
    Makes(names=("django_redis.cache.RedisCache",), kind=_CACHE),
    Makes(
        names=("flask_caching.Cache", "cachelib.RedisCache", "aiocache.Cache"),
        kind=_CACHE,
        proxy="other packages, with the same method",
    ),
    Gives(kind=_CACHES, member="[]", gives=_CACHE),
    Gives(
        kind=_CACHE,
        member="keys() iter_keys()",
        gives="redis keys",
        narrows=True,
        every=(r"'\*'",),
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".clear", ".aclear"),
        on=(_CACHE,),
        verb=Verb.DELETE,
        target="the cache",
        store="cache",
        recoverable=Recoverable.YES,
        beside=_BESIDE,
        example=_START + "cache.clear()",
        twin=_START + "cache.delete('user:7')",
    ),
    ChangesData(
        names=(".delete_pattern",),
        on=(_CACHE,),
        filter=Argument(0, "pattern"),
        every=("*",),
        verb=Verb.DELETE,
        target="the cache",
        store="cache",
        recoverable=Recoverable.YES,
        unproved="django-redis passes its arguments on",
        beside=_BESIDE,
        example=_START + "cache.delete_pattern('*')",
        twin=_START + "cache.delete_pattern('user:7:*')",
    ),
    ChangesData(
        names=(".delete", ".delete_many"),
        on=(_CACHE,),
        each=True,
        verb=Verb.DELETE,
        target="the cache",
        store="cache",
        recoverable=Recoverable.YES,
        beside=_BESIDE,
        example=_START + "for key in cache.iter_keys('*'):\n    cache.delete(key)",
        twin=_START + "for key in cache.iter_keys('user:7:*'):\n    cache.delete(key)",
    ),
)
