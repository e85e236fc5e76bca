"""Which of the words that the screen looks for stand in a text: one pass over it.

What a word counts for is the screen's question.
"""

from __future__ import annotations

from functools import lru_cache

from guardrail.automaton import Automaton
from guardrail.screen_table import ALSO_BESIDE, ENTRY_WORDS, OBJECT_PACKAGES

TYPE_CHECKING = False  # `typing` itself takes as long to import as all of the fast path
if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Pattern

_SHORTEST = 3
_LONGEST = 60


@lru_cache(maxsize=2)
def seen(text: str) -> tuple[tuple[tuple[str, int, int], ...], frozenset[str]]:
    """The words in the text that matter, each with its place (code points), and without."""
    # Remembered for a moment: who has screened a text asks for the places again to read it.
    automaton, patterns, inside = _words()
    present: set[str] = set()
    found: list[tuple[str, int, int]] = []
    # Most of what is found is a part of a longer word: this is asked a million times.
    around = f" {text} "
    for index, start, end in automaton.find(text):
        before, behind = around[start], around[end + 1]
        word = patterns[index]
        begun = (before.isalnum() or before == "_") and in_name(word[0])
        if begun or ((behind.isalnum() or behind == "_") and in_name(word[-1])):
            if not word.isidentifier():
                under = _names_under(text, start, end, automaton, patterns)
                found += [one for one in under if not found or one[1] > found[-1][1]]
            continue
        present.add(word)
        found.append((word, start, end))
        for held, at in inside.get(word, ()):
            present.add(held)
            found.append((held, start + at, start + at + len(held)))
    present.update(word for word, _, _ in found)
    beside = _short_beside()
    for one in {one for word in present for one in beside.get(word, ())}:
        if whole_word(one).search(text) is not None:
            present.add(one)
    return tuple(found), frozenset(present)


def _names_under(
    text: str, start: int, end: int, automaton: Automaton, patterns: tuple[str, ...]
) -> Iterator[tuple[str, int, int]]:
    """The words in place of some that begin alike: `cmd.execute`, where `cmd.exe` is looked for.

    What is found takes the place of all that overlaps it, though it turns out to be none.
    """
    begin, stop = start, end
    while begin and start - begin < _LONGEST and in_name(text[begin - 1]):
        begin -= 1
    while stop < len(text) and stop - end < _LONGEST and in_name(text[stop]):
        stop += 1
    for match in _name().finditer(text, begin, stop):
        for index, at, until in automaton.find(match[0]):
            if until - at == len(match[0]):
                yield patterns[index], match.start(), match.end()


@lru_cache(maxsize=1)
def _name() -> Pattern[str]:
    import re

    return re.compile(r"[^\W\d]\w*")


def in_name(character: str) -> bool:
    """Whether a character may stand in a name of Python."""
    return character.isalnum() or character == "_"


def is_accompanied(word: str, present: frozenset[str]) -> bool:
    """Whether an entry name has one of the words `present` that it counts beside."""
    needed = ENTRY_WORDS[word]
    return not needed or not present.isdisjoint(needed)


@lru_cache(maxsize=1)
def _words() -> tuple[Automaton, tuple[str, ...], dict[str, tuple[tuple[str, int], ...]]]:
    """The automaton, its patterns, and the patterns that stand inside others, with where."""
    needed = _needed().union(OBJECT_PACKAGES)
    patterns = (*ENTRY_WORDS, *sorted(needed - ENTRY_WORDS.keys() - _short()))
    inside = {
        pattern: tuple(_inside(pattern, frozenset(patterns)))
        for pattern in patterns
        if not pattern.isidentifier()
    }
    return automaton_of(patterns), patterns, inside


@lru_cache(maxsize=1)
def _short() -> frozenset[str]:
    """Words that count beside others alone and are parts of very many: `es`, `os`, `op`."""
    return frozenset(one for one in _needed() - ENTRY_WORDS.keys() if len(one) < _SHORTEST)


@lru_cache(maxsize=1)
def _needed() -> frozenset[str]:
    """The words beside which others count."""
    told = (*ENTRY_WORDS.values(), *ALSO_BESIDE.values())
    return frozenset(word for words in told for word in words)


@lru_cache(maxsize=1)
def _short_beside() -> dict[str, frozenset[str]]:
    """The short ones of the words that each entry name needs beside it."""
    told = {word: _short().intersection(needed) for word, needed in ENTRY_WORDS.items()}
    for word, needed in ALSO_BESIDE.items():
        told[word] = told.get(word, frozenset()) | _short().intersection(needed)
    return {word: needed for word, needed in told.items() if needed}


@lru_cache(maxsize=32)
def whole_word(word: str) -> Pattern[str]:
    """A pattern of a word as a whole one: it begins with the letters, which are sought fast."""
    from re import compile, escape

    return compile(rf"{escape(word)}(?<!\w{escape(word)})(?!\w)")


def _inside(pattern: str, patterns: frozenset[str]) -> Iterator[tuple[str, int]]:
    """The patterns that stand as words inside a pattern that is more than a word: `.all()`."""
    start = 0
    for end in range(len(pattern) + 1):
        if end < len(pattern) and in_name(pattern[end]):
            continue
        if pattern[start:end] in patterns and end - start < len(pattern):
            yield pattern[start:end], start
        start = end + 1


@lru_cache(maxsize=4)
def automaton_of(patterns: tuple[str, ...]) -> Automaton:
    """What finds the patterns in a text, made once."""
    return Automaton(patterns)
