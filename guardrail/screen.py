"""The screen: which texts are worth reading at all. The fast path; it imports next to nothing.

One pass over the text looks for entry names (`execute`, `RunSQL`, `rmtree`), which the knowledge
declares and `tools/generate_screen.py` compiles into one table. Whatever could hide a name from it
(characters that Python normalises, names made at run time) keeps a text.
"""

from __future__ import annotations

from functools import lru_cache

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick

from guardrail.screen_table import ENTRY_WORDS, FRAGMENTS


@lru_cache(maxsize=1)
def entry_words() -> frozenset[str]:
    """The last parts of the names of all calls that the knowledge has."""
    return frozenset(ENTRY_WORDS)


@lru_cache(maxsize=1)
def _automaton() -> AhoCorasick:
    return AhoCorasick(ENTRY_WORDS, matchkind=MATCHKIND_LEFTMOST_LONGEST, store_patterns=False)


@lru_cache(maxsize=1)
def _fragments() -> AhoCorasick:
    return AhoCorasick(FRAGMENTS, matchkind=MATCHKIND_LEFTMOST_LONGEST, store_patterns=False)


def places(text: str) -> list[tuple[int, int]]:
    """Where entry names stand in the text as whole words, in order (code points, end exclusive)."""
    length = len(text)
    found = []
    for _, start, end in _automaton().find_matches_as_indexes(text):
        if start and _in_name(text[start - 1]):
            continue
        if end < length and _in_name(text[end]):
            continue
        found.append((start, end))
    return found


def _in_name(character: str) -> bool:
    return character.isalnum() or character == "_"


def words_in(text: str) -> frozenset[str]:
    """The entry names that stand in the text as whole words."""
    return frozenset(text[start:end] for start, end in places(text))


def worth_reading(language: str, text: str) -> bool:
    """Whether the text can hold anything that its frontend would report.

    Only Python is screened: in every other language each statement counts.
    """
    if language != "python":
        return bool(text)
    if "guardrail:" in text or not text.isascii():
        return True
    return bool(_fragments().find_matches_as_indexes(text)) or bool(places(text))
