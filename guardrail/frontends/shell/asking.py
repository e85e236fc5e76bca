"""Whether a script asks before it goes on: `read -p "Really? [y/N] "`, or `echo …; read answer`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from guardrail.patterns import late

A_PROMPT = "a prompt"

_SAYING = frozenset(("echo", "printf", "print"))
HEARD = _SAYING | {"read"}
"""The commands that may ask: others need not be heard."""

_QUESTION = late(
    r"\by(?:es)?\s?/\s?no?\b|\bare you sure\b"
    r"|\b(?:sure|really|continue|proceed)\b[^.]{0,40}\?"
    r"|\bconfirm|\btype\b.{1,60}\bto\b|\bctrl.c\b",
    re.IGNORECASE,
)
_STOPPED = late(r"\bctrl.c\b", re.IGNORECASE)
_LONGEST = 400
_FAR = 2_000
_LOOKED_AT = r"(?:\[|\b(?:test|case|if|while|until)\s)[^\n]*\$\{{?{0}\b"
_ANSWER = late(r"[A-Za-z_]\w*\Z")
_WITHOUT_NAME = "REPLY"
"""Where an answer stands that is given no name (bash manual, "read")."""


class Asking:
    """What was said last, and whether a question was asked whose answer is looked at."""

    def __init__(self) -> None:
        """Nothing asked yet."""
        self.asked = False
        self._said = ""

    def hear(self, words: Sequence[str], after: str) -> None:
        """Take note of a command that says or reads something; `after` is the text behind it."""
        name, *given = words
        if name in _SAYING:
            self._said = " ".join(given)[-_LONGEST:]
        elif name == "read":
            said = _prompt(given) or self._said
            said = said[-_LONGEST:]
            asked = _QUESTION.search(said) is not None and _is_looked_at(given, after[:_FAR])
            self.asked = self.asked or asked or _STOPPED.search(said) is not None

    @property
    def guards(self) -> tuple[str, ...]:
        """The guard of what runs from here on."""
        return (A_PROMPT,) if self.asked else ()


def _prompt(given: Sequence[str]) -> str:
    """The text of `-p text`, `-rp text` and zsh's `"?text"`, "" where there is none."""
    for option, text in pairwise(given):
        if option.startswith("-") and option.endswith("p"):
            return text
    return next((text[1:] for text in given if text.startswith("?")), "")


def _is_looked_at(given: Sequence[str], after: str) -> bool:
    """Whether what stands behind `read` looks at what it reads."""
    named = given[-1] if given and _ANSWER.match(given[-1]) else _WITHOUT_NAME
    return re.search(_LOOKED_AT.format(named), after) is not None
