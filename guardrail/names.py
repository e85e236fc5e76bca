"""Names of database objects, compared the way a person means them."""

from __future__ import annotations

from functools import lru_cache

MOST_KEPT = 30_000
"""So many names are remembered as they are compared: a run asks of the same ones over and over."""

_QUOTES = str.maketrans("", "", '"`[]')


@lru_cache(maxsize=MOST_KEPT)
def plain(name: str) -> str:
    """The name without quotes, case folded: how names are compared."""
    return name.translate(_QUOTES).casefold()


@lru_cache(maxsize=MOST_KEPT)
def short(name: str) -> str:
    """The last part of a plain name: `users` of `public.users`."""
    return plain(name).rsplit(".", 1)[-1]


def same(one: str, other: str) -> bool:
    """Whether two names may mean the same object: a schema that isn't given fits any."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return False
    if first == second:
        return True
    if len(first) > len(second):
        first, second = second, first
    return second.endswith(f".{first}")
