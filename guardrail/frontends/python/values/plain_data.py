"""Plain data that an expression amounts to, and what is asked of it once it is known."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from guardrail.patterns import late

_DEEPEST = 16
_LONGEST_NETWORK = 64
_WORLD = "0.0.0.0/0"
_NEARLY_ALL = late(r"(?:\d{1,3}\.){3}\d{1,3}/[0-4]|[\da-fA-F:]+/[0-3]")
"""A network with a good part of all addresses in it: two halves of the world are the world."""
_MEMBER = late(r"[A-Z]\w*[a-z]\w*\.([A-Z][A-Z0-9_]*)")
"""A member of an enumeration as it is written: `SecurityRuleAccess.ALLOW`."""

Plain = object
UNKNOWN = object()
"""What is only known at run time."""


def found_under(value: Plain, key: str, depth: int = 0) -> Iterator[Plain]:
    """What stands under a key anywhere inside plain data; "Add.Group" is a key below another."""
    if depth > _DEEPEST:
        return
    key, _, below = key.partition(".")
    if below:
        for one in found_under(value, key, depth):
            yield from found_under(one, below, depth + 1)
        return
    if isinstance(value, dict):
        for name, one in value.items():
            if name == key:
                yield from one if isinstance(one, list) else (one,)
            yield from found_under(one, key, depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from found_under(one, key, depth + 1)


def agrees(value: Plain, patterns: str) -> bool:
    """Whether plain data is one of several patterns with "|" between: "True", "0", "*:Admin*".

    A dictionary with nothing in it is "{}". A member of an enumeration is also the word that it is
    called for: `SecurityRuleAccess.ALLOW` is "Allow", `FirewallRule.DIRECTION_IN` is "in".
    """
    if isinstance(value, list):
        return any(agrees(one, patterns) for one in value if not isinstance(one, list))
    if value is UNKNOWN or (isinstance(value, dict) and value):
        return False
    text = str(value)
    if _WORLD in patterns and _NEARLY_ALL.fullmatch(text):
        return True
    if any(fnmatchcase(text, pattern) for pattern in patterns.split("|")):
        return True
    named = _MEMBER.fullmatch(text)
    if named is None:
        return False
    words = {named[1].lower(), named[1].replace("_", "").lower(), named[1].lower().split("_")[-1]}
    return not words.isdisjoint(patterns.lower().split("|"))


def end_of_network(network: Plain, asked: str) -> str | None:
    """The first or last address of a network that is written out: `net.broadcast_address`."""
    from ipaddress import ip_network

    if not isinstance(network, str) or len(network) > _LONGEST_NETWORK:
        return None
    try:
        known = ip_network(network, strict=False)
    except ValueError:
        return None
    last = asked.endswith(".broadcast_address")
    return str(known.broadcast_address if last else known.network_address)
