"""Remedies in SQL: words inserted into a statement that stands verbatim.

Sources: PostgreSQL's documentation of ALTER TABLE and CREATE FUNCTION.
"""

from __future__ import annotations

import re

from guardrail.patterns import late
from guardrail.remedies.place import Made, Place

_ADD = late(r"\bADD\s+(?:CONSTRAINT\s+\S+\s+)?(?:FOREIGN\s+KEY|CHECK)\b", re.I)
_DEFINER = late(r"\bSECURITY\s+DEFINER\b", re.I)
_UNPLAIN = ("--", "/*", "\\", "$$", "{", "#")
"""Marks of comments, escapes, bodies and templates, among which an end can't be told."""


def not_valid(statement: str) -> tuple[int, str] | None:
    """`ADD CONSTRAINT … NOT VALID`, where the statement adds this one constraint and no more."""
    end = len(statement.rstrip().rstrip(";").rstrip())
    plain = statement[:end]
    if any(mark in plain for mark in _UNPLAIN) or len(_ADD.findall(plain)) != 1:
        return None
    if _has_several_actions(plain):
        return None
    return end, " NOT VALID"


def search_path(place: Place) -> Made | None:
    """`SECURITY DEFINER SET search_path = pg_catalog, pg_temp`."""
    statement = place.statement
    places = list(_DEFINER.finditer(statement))
    if len(places) != 1 or "search_path" in statement.lower():
        return None
    at = place.span.start + places[0].end()
    return Made((place.edit(at, at, " SET search_path = pg_catalog, pg_temp"),))


def _has_several_actions(statement: str) -> bool:
    """Whether a comma stands outside parentheses and quotes, or they don't close."""
    depth, quote = 0, ""
    for letter in statement:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter in ",;" and depth == 0:
            return True
    return depth != 0 or bool(quote)
