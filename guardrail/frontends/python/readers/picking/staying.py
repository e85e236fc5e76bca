"""Conditions that pick what must stay, or that have nothing to do with what they pick.

`if name in PROTECTED: volume.delete()` deletes just what it should leave, and what every other
thing has (`tags.get("owner")`), or the time of day, picks nothing.
"""

from __future__ import annotations

import re

from guardrail.knowledge.python.picking import IN_PRODUCTION, ROLES, words_of
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_TEXT = late(r"""["']([^"'\n]{0,80})["']""")
_MOST = 20
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
_OWNER = r"(?:[\w.\[\]\"']|\([^()]*\))+"
_LOOKED_UP = late(
    rf"{_OWNER}\.get\(\s*[\"'][^\"']*[\"']\s*,\s*(?P<default>[\"'][^\"']*[\"']|True|False|None)\s*\)"
    r"(?:\.\w+\(\))?\s*(?P<sign>==|!=)\s*(?P<asked>[\"'][^\"']*[\"']|True|False|None)"
)
"""What is looked up with something that stands for what isn't there, and compared."""
_LISTED_UP = late(
    rf"{_OWNER}\.get\(\s*[\"'][^\"']*[\"']\s*(?:,\s*(?P<default>[\"'][^\"']*[\"']|True|False|None)\s*)?\)"
    r"(?:\.\w+\(\))?\s*(?P<sign>not\s+in|in)\s*[\[({](?P<asked>[^\[\](){}]*)[\])}]"
)
"""What is looked up, and whether that is one of some: `tags.get("use") in (None, "test")`."""
_KEYS = late(
    r"(?i:tags?|labels?|metadata)\w*\)?(?:\s+or\s+(?:\{\}|dict\(\)))?\)*(?:\.get\(|\[)\s*[\"'](?P<under>[^\"']+)[\"']"
    r"|[\"'](?P<within>[^\"']+)[\"']\s+(?:not\s+)?in\s+\(?[\w.\[\]\"']*(?i:tags|labels|metadata)\b"
)
"""Under which keys labels are looked up: `tags.get("created")`, `"owner" in vm.tags`."""
_ANYBODYS = ROLES | words("env environment stage owner made by created creation creator started")
_SAYS_SO = words("tag tags label labels metadata")
_LONG_AGO = late(
    r"\.get\(\s*[\"'][^\"']*[\"']\s*,\s*[\"'](?:0|1\d|200|201)\d*(?:-[^\"']*)?[\"']\s*\)"
)
"""What is looked up with a day long ago for what hasn't got it: `tags.get("expires", "1970")`."""
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


def said_of_anything(code: str, said: frozenset[str]) -> frozenset[str]:
    """The words that speak of labels, where a condition looks up none but what anything has.

    `tags["created"]` says when a machine was made, `tags["owner"]` whose it is: neither says that
    it may go, as `tags["purpose"]` may.
    """
    keys = [one["under"] or one["within"] for one in _KEYS.finditer(code)]
    anybodys = bool(keys) and all(words_of(one.replace("-", "_")) <= _ANYBODYS for one in keys)
    return said & _SAYS_SO if anybodys else frozenset()


def old_by_default(code: str) -> bool:
    """Whether what has no day counts as old: `tags.get("expires", "1970-01-01") < today`."""
    return _LONG_AGO.search(code) is not None


def met_by_default(code: str, *, holds: bool) -> bool:
    """Whether what has no label meets a condition: `tags.get("ephemeral", "yes") == "yes"`."""
    listed = _LISTED_UP.fullmatch(code)
    if listed is not None:
        stands = (listed["default"] or "None").strip("\"'")
        within = stands in [one.strip().strip("\"'") for one in listed["asked"].split(",")[:_MOST]]
        return within and (listed["sign"] == "in") is holds
    found = _LOOKED_UP.fullmatch(code)
    if found is None:
        return False
    same = found["default"].strip("\"'") == found["asked"].strip("\"'")
    return (same is (found["sign"] == "==")) is holds
