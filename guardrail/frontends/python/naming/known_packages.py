"""Which packages are libraries, so that what is imported from them is no module of the project."""

from __future__ import annotations

import sys
from functools import lru_cache

from guardrail.knowledge.python.kinds import facts
from guardrail.knowledge.python.rows import words

_FOREIGN = words(
    "pydantic sqlmodel sqlalchemy flask_sqlalchemy django rest_framework marshmallow attrs msgspec"
    " torch tensorflow keras sklearn"
)
"""Packages whose classes are no models of a mapper whose objects are followed."""


@lru_cache(maxsize=1)
def _libraries() -> frozenset[str]:
    return frozenset(sys.stdlib_module_names) | _FOREIGN | _spoken_of()


@lru_cache(maxsize=1)
def _spoken_of() -> frozenset[str]:
    known = facts()
    return frozenset(
        name.split(".", 1)[0] for name in (*known.makes, *known.extends) if name[0] != "."
    )


def is_library(name: str) -> bool:
    """Whether a dotted name begins with the package of the standard library or a known one."""
    return name.split(".", 1)[0] in _libraries()


@lru_cache(maxsize=1)
def _leading() -> frozenset[str]:
    """All that the full names of what makes, is or extends objects begin with."""
    known = facts()
    found: set[str] = set()
    for name in (*known.makes, *known.extends, *known.ready, *known.hands):
        parts = name.split(".")
        found.update(".".join(parts[:count]) for count in range(1, len(parts) + 1))
    return frozenset(found)


def makes_objects(name: str) -> bool:
    """Whether an imported name is one of a library's that objects come from, or leads to one."""
    return name in _leading()
