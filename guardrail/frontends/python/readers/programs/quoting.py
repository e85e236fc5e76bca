"""Words as the command line that a shell splits into them."""

from __future__ import annotations

from guardrail.frontends.python.strings.paths import HOME
from guardrail.frontends.python.strings.reshaped import replaced
from guardrail.frontends.python.strings.rope import Part, Rope, gap, only_hole, plain
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_SAFE = late(r"[A-Za-z0-9_@%+=:,./\-]+\Z")


def command_line(words: list[Rope]) -> Rope:
    """The words of a command as the line that a shell splits into them."""
    line: list[Part] = []
    for word in words:
        if line:
            line.append(gap(" "))
        line.extend(quoted(word))
    return tuple(line)


def quoted(word: Rope) -> Rope:
    """A word as a shell takes it for one argument."""
    if word and word[0].text == HOME and word[0].kind is PieceKind.ATOM:
        return (word[0], *quoted(word[1:])) if len(word) > 1 else word
    text = plain(word)
    if _SAFE.match(text) or (word and only_hole(word)):
        return word
    return in_quotes(word)


def in_quotes(word: Rope) -> Rope:
    """A text as one word of a shell, whatever is in it."""
    if "'" in plain(word):
        word = replaced(word, "'", (Part("'\\''", 0, 0, PieceKind.ATOM),))
    return (gap("'"), *word, gap("'"))
