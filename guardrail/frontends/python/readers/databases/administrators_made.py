"""Accounts of Django that get every right together, whoever they are.

`User.objects.filter(is_active=True).update(is_superuser=True)`: an account whose `is_superuser` is
set has all permissions without being given any. Where the filter names the accounts (by their
address, name or key) somebody has said who is meant.

Source: Django 5.2, `django.contrib.auth` ("is_superuser").
"""

from __future__ import annotations

from collections.abc import Iterable

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.chains import Chain, Link
from guardrail.knowledge.python.rows import words
from guardrail.model import Confidence

_EVERYTHING = "is_superuser"
_NAMING = words("pk id uuid email username user login phone slug sub external_id")
_EXACTLY = frozenset(("", "in", "iexact", "exact"))
_PICKING = ("filter", "get", "get_or_create", "in_bulk")
_WHOM = "every account that the filter leaves"


def administrators_made(
    reading: Reading, call: Call, found: Iterable[Chain]
) -> list[PrivilegeChange]:
    """That an update makes administrators of accounts that nobody has named."""
    value = call.keywords.get(_EVERYTHING)
    if value is None or reading.truth(value) is not True:
        return []
    ways = list(found)
    if not ways or any(_names_some(one.links) or one.looped for one in ways):
        return []
    return [
        PrivilegeChange(
            **reading.stated(call.node, Confidence.MEDIUM),
            verb=Verb.ESCALATE,
            privileges=("superuser",),
            on="",
            whom=(_WHOM,),
        )
    ]


def _names_some(links: Iterable[Link]) -> bool:
    """Whether a filter on the way says who is meant, or what it asks isn't known."""
    for link in links:
        if link.call is None or link.name not in _PICKING:
            continue
        if link.call.positional or link.call.stars or link.call.double_stars:
            return True
        for name in link.call.keywords:
            field, _, lookup = name.partition("__")
            if field in _NAMING and lookup.rpartition("__")[2] in _EXACTLY:
                return True
    return False
