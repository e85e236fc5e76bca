r"""Whole words of a text, found by their letters.

A pattern that begins with `\b` is tried at every place of a text. One that begins with the word's
own letters jumps from one of them to the next (measured: 375,000 characters in 0.2 ms instead of
6.5), so what must not stand before a word is asked behind it. Very many words are looked for in one
pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick

_OPENING = re.compile(r"\s*\(")


def whole(*words: str) -> str:
    """A pattern of one of several words, none of them part of a longer one. It makes no group."""
    found = (rf"{re.escape(word)}(?<!\w{re.escape(word)})\b" for word in words)
    return f"(?:{'|'.join(found)})"


def call_places(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where some names stand as whole words with a parenthesis behind them, in order."""
    words = sorted(filter(str.isidentifier, names))
    if not words:
        return
    automaton = AhoCorasick(words, matchkind=MATCHKIND_LEFTMOST_LONGEST)
    for _, start, end in automaton.find_matches_as_indexes(text):
        if not (start and _in_word(text[start - 1])) and _OPENING.match(text, end):
            yield start, end


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
