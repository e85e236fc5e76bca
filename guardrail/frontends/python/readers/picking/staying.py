"""Conditions that pick what must stay, or that have nothing to do with what they pick.

`if name in PROTECTED: volume.delete()` deletes just what it should leave, and what every other
thing has (`tags.get("owner")`), or the time of day, picks nothing.
"""

from __future__ import annotations

import re

from guardrail.knowledge.python.picking import IN_PRODUCTION
from guardrail.patterns import late

_TEXT = late(r"""["']([^"'\n]{0,80})["']""")
_LIVE = late(r"live(?:-.*)?", re.IGNORECASE)
_STAYING = late(
    r"(?<![^\W_])(?:keep|kept|retain(?:ed)?|protect(?:ed)?|preserved?|critical|important|permanent|pinned"
    r"|precious|do_?not_?(?:delete|touch|remove)|no_?delete|prod|production)(?![^\W_])",
    re.IGNORECASE,
)
"""How lists, tags and fields are called of what must not go."""
_NOT_SO = late(
    r"(?:==|\bis|\bin)\s*[\[({]?\s*(?:[\"'](?:false|no|0|off|n|)[\"']|False|None|0\b)|[<>]|\bnot\b|!="
)
_EVERYTHING_HAS = late(
    r"(?i:[\w.]*\b(?:\w+_)?(?:tags|labels)|len\([\w.]*\W*(?:tags|labels)\W*\)(?: > 0)?"
    r"|\(?[\w.\[\]\"']*(?:tags|labels)(?: or (?:\{\}|dict\(\)))?[\"'\])]*(?:\.get\(|\[)"
    r"\s*[\"'](?:owner|team|name|project|service|app|application|env"
    r"|environment|cost[-_]?cent(?:er|re)|department|product|customer|stage)[\"'](?:\s*,[^()]*)?[)\]])"
)
"""Whether a thing has any label at all, or one that nearly everything has."""
_LOOKED_UP = late(
    r"[\w.\[\]\"']+\.get\(\s*[\"'][^\"']*[\"']\s*,\s*(?P<default>[\"'][^\"']*[\"']|True|False|None)\s*\)"
    r"(?:\.\w+\(\))?\s*(?P<sign>==|!=)\s*(?P<asked>[\"'][^\"']*[\"']|True|False|None)"
)
"""What is looked up with something that stands for what isn't there, and compared."""
_CLOCK = late(
    r"(?:datetime\.)*(?:datetime|date|time|timezone)\.(?:now|today|utcnow|localtime)\([^()]*\)"
    r"\.\w+(?:\(\))?\s*(?:[<>]=?|==|in)\s*[\w\s,()\[\]{}]+"
)
"""What time, or which day, it is when the program runs."""


def picks_what_stays(own: str, code: str, named: str) -> bool:
    """Whether a condition that holds picks production, or what is called what must stay.

    `own` is its code, `code` that with the functions it asks, `named` what its names stand for.
    """
    texts = _TEXT.findall(f"{code} {named}")
    if IN_PRODUCTION.search(" ".join(texts)) or any(map(_LIVE.fullmatch, texts)):
        return True
    return _STAYING.search(own) is not None and _NOT_SO.search(own) is None


def picks_nothing(code: str) -> bool:
    """Whether a condition asks for what every thing has, or for none of them."""
    return bool(_EVERYTHING_HAS.fullmatch(code) or _CLOCK.fullmatch(code))


def met_by_default(code: str, *, holds: bool) -> bool:
    """Whether what has no label meets a condition: `tags.get("ephemeral", "yes") == "yes"`."""
    found = _LOOKED_UP.fullmatch(code)
    if found is None:
        return False
    same = found["default"].strip("\"'") == found["asked"].strip("\"'")
    return (same is (found["sign"] == "==")) is holds
