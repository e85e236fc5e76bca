"""Selectors of labels that nearly everything has: `role=world` says what a thing is for.

Whoever deletes what bears it deletes all that does this work, also what is in use.
"""

from __future__ import annotations

from guardrail.knowledge.python.picking import (
    IN_PRODUCTION,
    LABELLING,
    LABELLING_TEXTS,
    PASSING,
    ROLES,
    words_of,
)
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

ROLE = "role"
_SELECTOR = late(
    r"\s*(?:[\w.-]+/)?(?P<key>[\w.-]+)\s*(?:==?\s*[\w.-]+|in\s*\([^()]*\))?\s*(?:,|\Z)"
)
"""One of the parts of a selector, none that leaves something out: `app=shop`, `tier in (web)`."""
_TAG = late(r"[\"']tag:([\w.:/-]+)[\"']")
_GOING = LABELLING | LABELLING_TEXTS | PASSING
_LONGEST = 200


def asks_for_role(selector: str) -> bool:
    """Whether a selector picks by what things are for, and by nothing besides."""
    if not selector or len(selector) > _LONGEST or HOLE_WORD in selector:
        return False
    at, keys = 0, list[str]()
    while at < len(selector):
        part = _SELECTOR.match(selector, at)
        if part is None or part.end() == at:
            return False
        keys.append(part["key"].lower())
        at = part.end()
    return set(keys) <= ROLES and not _says_more(selector)


def tagged_by_role(code: str) -> bool:
    """The same of filters of AWS: `{"Name": "tag:Role", "Values": ["web"]}`."""
    keys = {one.lower() for one in _TAG.findall(code)}
    return bool(keys) and keys <= ROLES and not _says_more(code)


def _says_more(text: str) -> bool:
    """Whether one of the values says that it may go, or that it must stay."""
    said = words_of(text) - {"tag", "tags"}
    return not said.isdisjoint(_GOING) or IN_PRODUCTION.search(text) is not None
