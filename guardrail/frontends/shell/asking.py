"""Whether a script asks before it goes on: `read -p "Really? [y/N] "`, or `echo …; read answer`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

A_PROMPT = "a prompt"

_SAYING = frozenset(("echo", "printf", "print"))
_QUESTION = re.compile(
    r"\by(?:es)?\s?/\s?no?\b|\bare you sure\b"
    r"|\b(?:sure|really|continue|proceed)\b[^.]{0,40}\?"
    r"|\bconfirm|\btype\b.{1,60}\bto\b|\bctrl.c\b",
    re.IGNORECASE,
)
_LONGEST = 400


class Asking:
    """What was said last, and whether a question was asked that can be answered with no."""

    def __init__(self) -> None:
        """Nothing asked yet."""
        self.asked = False
        self._said = ""

    def hear(self, words: Sequence[str]) -> None:
        """Take note of a command that says or reads something."""
        name, *given = words
        if name in _SAYING:
            self._said = " ".join(given)[-_LONGEST:]
        elif name == "read":
            said = _prompt(given) or self._said
            self.asked = self.asked or _QUESTION.search(said[-_LONGEST:]) is not None

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
