"""Names of database objects, compared the way a person means them."""

from __future__ import annotations

_QUOTES = str.maketrans("", "", '"`[]')


def plain(name: str) -> str:
    """The name without quotes, case folded: how names are compared."""
    return name.translate(_QUOTES).casefold()


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
    shorter, longer = sorted((first, second), key=len)
    return longer.endswith(f".{shorter}")
