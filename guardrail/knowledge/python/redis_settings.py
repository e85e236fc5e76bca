"""Redis told to keep nothing, to let everybody in, or to become the copy of another server.

Source: Redis 8, "CONFIG SET" with the comments of `redis.conf` (`protected-mode`, `requirepass`,
`save`, `appendonly`), "SHUTDOWN", "REPLICAOF" and "EVAL", with redis-py 8.1 (`config_set`,
`shutdown`, `replicaof`, `slaveof`, `eval`).
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_CLIENT = "redis client"
_START = "import redis\nr = redis.Redis(host='cache.acme.io')\n"
_ALL = "the Redis database"
_NAME, _VALUE = Argument(0, "name"), Argument(1, "value")
_EVERY_KEY = (
    r"~(?is).*redis\.p?call\(\s*['\"](?:keys['\"]\s*,\s*['\"]\*['\"]"
    r"|scan['\"]\s*,\s*[\w'\"]+\s*(?:\)|,\s*['\"]count|,\s*['\"]match['\"]\s*,\s*['\"]\*['\"]))"
    r"(?:(?!\bif\b).)*redis\.p?call\(\s*['\"](?:del|unlink)"
)
"""A script that asks for all keys and takes each away, whatever it is like."""

_SETTINGS: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("protected-mode", ("no",), "the check that nobody from outside gets in", "yes"),
    ("requirepass", ("", "''", '""'), "its password", "{password}"),
    ("save", ("", "''", '""'), "its snapshots", "3600 1"),
    ("appendonly", ("no",), "its log of changes", "yes"),
)
"""Settings, the values that give a protection up, what that is, and a value that keeps it."""


def _settings() -> Iterator[Row]:
    for name, values, what, kept in _SETTINGS:
        given = f"{_START}password = read()\nr.config_set('{name}', "
        yield ChangesObject(
            names=(".config_set",),
            on=(_CLIENT,),
            what="server",
            verb=Verb.ALTER,
            store="redis",
            target="",
            when=((_NAME, (name,)), (_VALUE, values)),
            protections=(("name", "-", what), ("name", "*", what)),
            beside=("config_set",),
            example=f"{given}'{values[0]}')",
            twin=f"{given}{'password' if '{' in kept else repr(kept)})",
        )


ROWS: tuple[Row, ...] = (
    *_settings(),
    ChangesData(
        names=(".shutdown",),
        on=(_CLIENT,),
        when=(("nosave", ("True",)),),
        verb=Verb.DELETE,
        target="what Redis hasn't saved yet",
        store="redis",
        beside=("nosave",),
        example=_START + "r.shutdown(nosave=True)",
        twin=_START + "r.shutdown(save=True)",
    ),
    ChangesData(
        names=(".slaveof", ".replicaof"),
        on=(_CLIENT,),
        when=((FIRST, ("*",)),),
        spared=((FIRST, ("NO", "no")),),
        verb=Verb.OVERWRITE,
        target=_ALL,
        store="redis",
        beside=("slaveof", "replicaof"),
        unproved="one of the names takes any arguments",
        example=_START + "r.slaveof('10.0.0.5', 6379)",
        twin=_START + "r.slaveof('NO', 'ONE')",
    ),
    ChangesData(
        names=(".eval", ".register_script"),
        on=(_CLIENT,),
        when=((FIRST, (_EVERY_KEY,)),),
        verb=Verb.DELETE,
        target=_ALL,
        store="redis",
        beside=("redis.call", "redis.pcall"),
        example=_START
        + "r.eval(\"for _, k in ipairs(redis.call('keys', '*')) do redis.call('del', k) end\", 0)",
        twin=_START
        + "r.eval(\"for _, k in pairs(redis.call('keys', p)) do redis.call('del', k) end\", 0)",
    ),
)
