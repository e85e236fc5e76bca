"""Tables whose names say that what they hold is a copy, or isn't meant to stay."""

from __future__ import annotations

import re

from guardrail.effects import DataChange, Effect, Verb
from guardrail.names import short

MADE_TO_GO = re.compile(r"(?:\b|_)(?:te?mp|temporary|staging|scratch)(?:\b|_)", re.IGNORECASE)
_OF_WORK = re.compile(r"(?:\b|_)(?:stage|stg|worktable)(?:\b|_)|_work\Z", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where the words of a class's name meet: `PageCache`, `DBCache`."""
_CACHE = re.compile(r"(?:\b|_)(?:cache[ds]?|caching)(?:\b|_)", re.IGNORECASE)


def is_of_work(name: str) -> bool:
    """Whether a table's name says that it holds work in progress: `tmp_orders`, `StagedRows`."""
    plain = short(_HUMP.sub("_", name))
    return MADE_TO_GO.search(plain) is not None or _OF_WORK.search(plain) is not None


def holds_nothing_of_its_own(effect: Effect) -> bool:
    """Whether a table is emptied that is named for a cache, or for work in progress: `tmp_orders`.

    One that is dropped is gone for the code that uses it, whatever it holds.
    """
    if not isinstance(effect, DataChange) or effect.verb not in (Verb.DELETE, Verb.TRUNCATE):
        return False
    name = short(_HUMP.sub("_", effect.target))
    return any(one.search(name) for one in (MADE_TO_GO, _OF_WORK, _CACHE))
