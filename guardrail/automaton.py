"""Many words looked for in a text at once."""

from __future__ import annotations

from ahocorasick_rs import (
    MATCHKIND_LEFTMOST_LONGEST,
    MATCHKIND_STANDARD,
    AhoCorasick,
    BytesAhoCorasick,
    Implementation,
)

TYPE_CHECKING = False  # `typing` itself takes as long to import as all of the fast path
if TYPE_CHECKING:
    from collections.abc import Sequence


_MUCH = 100_000
"""How many characters are searched before a dense automaton pays (some 2 ms to make)."""


class Automaton:
    """Finds which of some words stand where: the leftmost first, of those the longest.

    One that is `overlapping` finds all of them. A text is searched as bytes of ASCII, where one
    stands for each character: places need not be counted anew. Where words themselves aren't ASCII
    another automaton searches it; each is made when it is first needed. A `dense` one is dearer to
    make and faster: it is made once much has been searched.
    """

    def __init__(
        self, words: Sequence[str], *, dense: bool = False, overlapping: bool = False
    ) -> None:
        """Nothing is made before a text is searched."""
        self._words = words
        self._how: Implementation | None = None
        self._to_search = _MUCH if dense else -1
        self._overlapping = overlapping
        # What is no ASCII becomes a question mark.
        self._plain = not any("?" in word or not word.isascii() for word in words)
        self._kind = MATCHKIND_STANDARD if overlapping else MATCHKIND_LEFTMOST_LONGEST
        self._of_bytes: BytesAhoCorasick | None = None
        self._of_any: AhoCorasick | None = None

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """The number of each word that stands in the text, and where (code points)."""
        if self._plain or text.isascii():
            return self._in_bytes(text.encode("ascii", "replace"))
        if self._of_any is None:
            self._of_any = AhoCorasick(
                self._words, matchkind=self._kind, store_patterns=False, implementation=self._how
            )
        return self._of_any.find_matches_as_indexes(text, overlapping=self._overlapping)

    def numbers(self, text: str) -> set[int]:
        """The numbers of the words that stand in the text."""
        return {number for number, _, _ in self._in_bytes(_bytes(text))}

    def finds(self, text: str) -> bool:
        """Whether one of the words stands in the text."""
        return bool(self._in_bytes(_bytes(text)))

    def _in_bytes(self, text: bytes) -> list[tuple[int, int, int]]:
        if self._to_search > 0:
            self._to_search -= len(text) + 1
            if self._to_search <= 0:
                self._how, self._of_bytes, self._of_any = Implementation.DFA, None, None
        if self._of_bytes is None:
            words = [word.encode() for word in self._words]
            self._of_bytes = BytesAhoCorasick(words, matchkind=self._kind, implementation=self._how)
        return self._of_bytes.find_matches_as_indexes(text, overlapping=self._overlapping)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
