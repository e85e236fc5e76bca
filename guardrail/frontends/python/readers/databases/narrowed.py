"""Changes of all rows that are changes of some on other ways to the same call."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guardrail.frontends.python.strings.rope import Rope, plain
from guardrail.patterns import late

NOT_NARROWED = "if no condition is added"
"""The guard of a change of all rows that is one of some rows on other ways to the same call."""
_CHANGES = late(r"\s*(?:DELETE|UPDATE)\b|\s*MATCH\b.*\bDELETE\b", re.IGNORECASE | re.DOTALL)
_NARROWED = late(
    r"\s*(?:DELETE|UPDATE|MATCH)\b.*\bWHERE\s+(?!(?:TRUE|1\s*=\s*1)\s*;?\s*\Z)",
    re.IGNORECASE | re.DOTALL,
)


def narrowed_elsewhere(ways: Sequence[Rope], rope: Rope) -> tuple[str, ...]:
    """The guard of a text that changes all rows where another way to the call says which."""
    return narrowed_among([plain(one) for one in ways], plain(rope))


def narrowed_among(texts: Sequence[str], text: str) -> tuple[str, ...]:
    """The same of texts without what isn't known of them."""
    if len(texts) < 2 or not _is_whole(text):
        return ()
    return (NOT_NARROWED,) if any(map(_NARROWED.match, texts)) else ()


def _is_whole(text: str) -> bool:
    """Whether a statement changes rows and has no condition, or one that says nothing."""
    return _CHANGES.match(text) is not None and _NARROWED.match(text) is None
