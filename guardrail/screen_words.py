"""Which of the words that the screen looks for stand in a text: one pass over it.

What a word counts for is the screen's question.
"""

from __future__ import annotations

from functools import lru_cache

from guardrail.automaton import Automaton
from guardrail.screen_table import ALSO_BESIDE, ENTRY_WORDS, OBJECT_PACKAGES

TYPE_CHECKING = False  # `typing` itself takes as long to import as all of the fast path
if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Pattern

_SHORTEST = 3
_BLANKS = {ord(one): " " for one in map(chr, range(128)) if not (one.isalnum() or one == "_")}

Found = tuple[str, int, int]
"""A word, and where it stands (code points)."""


def seen(text: str) -> frozenset[str]:
    """The words that matter of those that stand in a text."""
    return _seen(text)[2]


def places_of(text: str, words: Iterable[str]) -> list[Found]:
    """Where some of the words that were seen in a text stand, in order."""
    spaced, phrases, present = _seen(text)
    wanted = present.intersection(words)
    found = [one for one in phrases if one[0] in wanted]
    for word in wanted:
        sought = f" {word}"
        at = spaced.find(sought) if word.isidentifier() else -1
        while at >= 0:
            end = at + len(sought)
            if spaced[end] == " ":
                found.append((word, at, end - 1))
            at = spaced.find(sought, end)
    found.sort(key=_start)
    return found


def _start(found: Found) -> int:
    return found[1]


@lru_cache(maxsize=2)
def _seen(text: str) -> tuple[str, tuple[Found, ...], frozenset[str]]:
    """The text with a blank for all that stands in no name, phrases with their places, the words.

    Remembered for a moment: who has screened a text asks for the places again to read it.
    """
    plain = text if text.isascii() else _folded(text)
    spaced = f" {plain.translate(_BLANKS)} "
    words = set(spaced.split())
    automaton, patterns = _phrases()
    found = []
    for index, start, end in automaton.find(plain):
        word = patterns[index]
        begun = start and in_name(plain[start - 1]) and in_name(word[0])
        if not begun and not (in_name(plain[end : end + 1]) and in_name(word[-1])):
            found.append((word, start, end))
    present = {word for word, _, _ in found}.union(words & _names())
    beside = _short_beside()
    for one in {one for word in present for one in beside.get(word, ())}:
        if one in words or (not one.isidentifier() and _whole_word(one).search(text) is not None):
            present.add(one)
    return spaced, tuple(found), frozenset(present)


def _folded(text: str) -> str:
    """The text with a letter or a blank for each character that isn't ASCII."""
    import re

    return re.sub(
        r"[^\x00-\x7f]+",
        lambda found: "".join("z" if one.isalnum() else " " for one in found[0]),
        text,
    )


def in_name(character: str) -> bool:
    """Whether a character may stand in a name of Python."""
    return character.isalnum() or character == "_"


def is_accompanied(word: str, present: frozenset[str]) -> bool:
    """Whether an entry name has one of the words `present` that it counts beside."""
    needed = ENTRY_WORDS[word]
    return not needed or not present.isdisjoint(needed)


@lru_cache(maxsize=1)
def _every() -> frozenset[str]:
    return (_needed().union(OBJECT_PACKAGES) - _short()).union(ENTRY_WORDS)


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The words that are names."""
    return frozenset(word for word in _every() if word.isidentifier())


@lru_cache(maxsize=1)
def _phrases() -> tuple[Automaton, tuple[str, ...]]:
    """The words that are more than a name, or less, and what finds them: `cmd.exe`, `"w"`."""
    phrases = tuple(sorted(_every() - _names()))
    return Automaton(phrases, dense=True), phrases


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
def _whole_word(word: str) -> Pattern[str]:
    from re import compile, escape

    return compile(rf"{escape(word)}(?<!\w{escape(word)})(?!\w)")


@lru_cache(maxsize=4)
def automaton_of(patterns: tuple[str, ...]) -> Automaton:
    """What finds the patterns in a text, made once."""
    return Automaton(patterns)
