"""Names of which a part is known: `shop_drill_$(date +%F)`."""

from __future__ import annotations

import re

from guardrail.knowledge.programs.command import Word
from guardrail.spanmap import HOLE_WORD

_HOLE = re.compile(rf"{HOLE_WORD}\d+|\$\{{[^}}]*\}}|\$\w+")
_KNOWN = re.compile(r"[A-Za-z]{2}")


def partly(word: Word | None) -> str:
    """The name that a word is, "" where nothing of it is known, or where it is an address."""
    text = word.text if word is not None else ""
    return text if _KNOWN.search(_HOLE.sub("", text)) and "://" not in text else ""
