"""Settings that may loosen a check by what is handed on to where they stand."""

from __future__ import annotations

from guardrail.patterns import late
from guardrail.screen import loosening_words

_NEAR = 80
"""How far from a word another setting of the same call may stand that decides with it."""
_SET_BY = late(r"[\"']?\s{0,4}\]?\s{0,4}(?::[^=\n]{1,40})?(?:[:=](?!=)|\()")
_HANDED_ON = late(r"(?<=\w)[\"']?\s*[=:]\s*(?!(?:True|False|None)\b)[^\W\d]")


def hands_on_settings(text: str) -> bool:
    """Whether a setting may loosen a check by what somebody hands on to where it stands."""
    if not settings_named(text):
        return False
    return "**" in text or any(is_handed_on(text, *one) for one in loosening_words(text))


def is_handed_on(text: str, start: int, end: int) -> bool:
    """Whether a setting at a word, or one beside it, isn't written out where it stands.

    `verify=checks`, `"verify": self.checks`.
    """
    return _HANDED_ON.search(text, max(start - _NEAR, 0), end + _NEAR) is not None


def settings_named(text: str) -> frozenset[str]:
    """The words of the text whose settings may loosen a check, where something is set by them."""
    return frozenset(
        text[start:end] for start, end in loosening_words(text) if _SET_BY.match(text, end)
    )
