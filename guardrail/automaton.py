"""Many words looked for in a text at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ahocorasick_rs import (
    MATCHKIND_LEFTMOST_LONGEST,
    AhoCorasick,
    BytesAhoCorasick,
    Implementation,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


class Automaton:
    """Finds which of some words stand where: the leftmost first, of those the longest.

    A text of ASCII is searched as bytes: its places need not be counted anew. For each kind of text
    there is an automaton, made when it is first needed. A `dense` one is dearer to make and faster.
    """

    def __init__(self, words: Sequence[str], *, dense: bool = False) -> None:
        """Nothing is made before a text is searched."""
        self._words = words
        self._how = Implementation.DFA if dense else None
        self._of_ascii: BytesAhoCorasick | None = None
        self._of_any: AhoCorasick | None = None

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """The number of each word that stands in the text, and where (code points)."""
        if text.isascii():
            if self._of_ascii is None:
                words = [word.encode() for word in self._words]
                self._of_ascii = BytesAhoCorasick(
                    words, matchkind=MATCHKIND_LEFTMOST_LONGEST, implementation=self._how
                )
            return self._of_ascii.find_matches_as_indexes(text.encode())
        if self._of_any is None:
            self._of_any = AhoCorasick(
                self._words,
                matchkind=MATCHKIND_LEFTMOST_LONGEST,
                store_patterns=False,
                implementation=self._how,
            )
        return self._of_any.find_matches_as_indexes(text)
