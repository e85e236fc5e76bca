"""Names of which a part is known: `shop_drill_$(date +%F)`."""

from __future__ import annotations

from guardrail.knowledge.programs.command import Word
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_HOLE = late(rf"{HOLE_WORD}\d+|\$\{{[^}}]*\}}|\$\w+")
_KNOWN = late(r"[A-Za-z]{2}")


def partly(word: Word | None) -> str:
    """The name that a word is, "" where nothing of it is known, or where it is an address."""
    text = word.text if word is not None else ""
    return text if _KNOWN.search(_HOLE.sub("", text)) and "://" not in text else ""
