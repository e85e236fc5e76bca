"""Scans the words of shell text: quotes, escapes, expansions, substitutions, here-documents.

Linear in the text. Follows bash 5.2 (its manual, sections 3.1.2 and 3.5); where a shell would
refuse the text, scanning goes on and the place is a fault.
"""

from __future__ import annotations

from collections.abc import Callable

from guardrail.frontends.shell.dollar import backquote, dollar, substitution
from guardrail.frontends.shell.heredocs import read_bodies
from guardrail.frontends.shell.syntax import (
    Computed,
    Escaped,
    Heredoc,
    Node,
    Part,
    RawWord,
    Text,
)
from guardrail.patterns import late

DEEPEST = 40

_PLAIN = late(r"[^ \t\r\n\\'\"$`;&|<>()]+")
_SIMPLE = late(r"[A-Za-z0-9_./:@%,=-]+(?=[ \t\n;&|)])")
_IN_DOUBLE = late(r'[^"\\$`]+')
_IN_TEST = late(r"[^ \t\r\n\"'\\$`<>]+")
_BLANKS = late(r"(?:[ \t]|\\\r?\n|\r(?!\n))*")
_EXTGLOB = "?*+@!"


class TooDeep(Exception):
    """Constructs are nested deeper than `DEEPEST`."""


class Scanner:
    """A position in a shell text, and what was met on the way.

    `parse` is the parser's function for a list of commands up to a closing character.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.end = len(text)
        self.depth = 0
        self.pending: list[Heredoc] = []
        self.comments: list[tuple[int, int]] = []
        self.faults: list[tuple[int, int, str]] = []
        self.not_arithmetic: set[int] = set()
        self.unclosed = 0
        self.parse: Callable[[str], list[Node]] = lambda closer: []

    def fault(self, start: int, end: int, reason: str) -> None:
        """Note a place that a shell would refuse; neighbours with one reason are one place."""
        if self.faults and self.faults[-1][2] == reason and start <= self.faults[-1][1] + 1:
            start = self.faults.pop()[0]
        self.faults.append((start, end, reason))

    def deeper(self) -> None:
        """Enter a construct. Raises `TooDeep`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeep

    def peek(self, ahead: int = 0) -> str:
        """The character ahead, "" at the end."""
        at = self.at + ahead
        return self.text[at] if at < self.end else ""

    def skip_blanks(self) -> None:
        """Go past blanks, joined lines and a comment."""
        if self.at >= self.end or self.text[self.at] not in " \t\\\r#":
            return
        match = _BLANKS.match(self.text, self.at, self.end)
        self.at = match.end() if match else self.at
        if self.peek() == "#":
            stop = self.text.find("\n", self.at, self.end)
            stop = self.end if stop < 0 else stop
            self.comments.append((self.at, stop))
            self.at = stop

    def at_newline(self) -> bool:
        """Whether a line ends here."""
        return self.peek() == "\n" or (self.peek() == "\r" and self.peek(1) == "\n")

    def newline(self) -> None:
        """Go past the end of a line and the here-documents that begin after it."""
        self.at += 2 if self.peek() == "\r" else 1
        read_bodies(self)

    def word(self) -> RawWord | None:
        """The word that begins here, `None` where none does."""
        start = self.at
        simple = _SIMPLE.match(self.text, start, self.end)
        if simple:
            self.at = simple.end()
            return RawWord([Text(start, self.at, False)], start, self.at)
        parts: list[Part] = []
        while self.at < self.end:
            plain = _PLAIN.match(self.text, self.at, self.end)
            if plain:
                parts.append(Text(self.at, plain.end(), False))
                self.at = plain.end()
                if self.peek() == "(" and self.text[self.at - 1] in _EXTGLOB:
                    parts.append(self._pattern_group())
                continue
            if not self.part(parts):
                break
        return RawWord(parts, start, self.at) if self.at > start else None

    def part(self, parts: list[Part]) -> bool:
        """Read one part that isn't plain; false where the word ends."""
        char = self.peek()
        if char == "'":
            self._single(parts)
        elif char == '"':
            self.double(parts)
        elif char == "\\":
            self._backslash(parts)
        elif char == "$":
            parts.extend(dollar(self, False))
        elif char == "`":
            parts.append(backquote(self, False))
        elif char in "<>" and self.peek(1) == "(":
            parts.append(substitution(self, False, process=True))
        elif char == "\r" and self.peek(1) != "\n":
            parts.append(Text(self.at, self.at + 1, False))
            self.at += 1
        else:
            return False
        return True

    def _single(self, parts: list[Part]) -> None:
        close = self.text.find("'", self.at + 1, self.end)
        if close < 0:
            self.fault(self.at, self.end, "a quote is never closed")
            close = self.end
        parts.append(Text(self.at + 1, close, True))
        self.at = min(close + 1, self.end)

    def double(self, parts: list[Part]) -> None:
        """Read the double-quoted text that begins here."""
        start = self.at
        self.at += 1
        parts.append(Text(self.at, self.at, True))
        while self.at < self.end:
            plain = _IN_DOUBLE.match(self.text, self.at, self.end)
            if plain:
                parts.append(Text(self.at, plain.end(), True))
                self.at = plain.end()
                continue
            if self.peek() == '"':
                self.at += 1
                return
            self.special_in_quotes(parts, '$`"\\')
        self.fault(start, self.end, "a quote is never closed")

    def special_in_quotes(self, parts: list[Part], escapable: str) -> None:
        """Read the `\\`, `$` or backtick here, in text where only these are special."""
        char = self.peek()
        if char == "$":
            parts.extend(dollar(self, True))
        elif char == "`":
            parts.append(backquote(self, True))
        else:
            follower = self.peek(1)
            if follower == "\n":
                self.at += 2
            elif follower and follower in escapable:
                parts.append(Escaped(follower, self.at, self.at + 2))
                self.at += 2
            else:
                parts.append(Text(self.at, self.at + 1, True))
                self.at += 1

    def _backslash(self, parts: list[Part]) -> None:
        follower = self.peek(1)
        if follower == "\n":
            self.at += 2
        elif follower == "\r" and self.peek(2) == "\n":
            self.at += 3
        elif not follower:
            parts.append(Text(self.at, self.at + 1, True))
            self.at += 1
        else:
            parts.append(Escaped(follower, self.at, self.at + 2))
            self.at += 2

    def _pattern_group(self) -> Part:
        """The parenthesised part of an extended pattern, `@(a|b)`."""
        start = self.at
        inner: list[Part] = []
        open_parens = 0
        while self.at < self.end and not self.at_newline():
            char = self.peek()
            if char in "()":
                open_parens += 1 if char == "(" else -1
                self.at += 1
                if not open_parens:
                    break
            elif not self.part(inner):
                self.at += 1
        return Computed(tuple(p for p in inner if not isinstance(p, Text)), start, self.at, False)

    def test(self) -> list[Part]:
        """What runs inside `[[ … ]]`, whose opening was read."""
        parts: list[Part] = []
        while self.at < self.end:
            plain = _IN_TEST.match(self.text, self.at, self.end)
            if plain:
                self.at = plain.end()
                if plain[0] in ("]]", "]];") or plain[0].startswith(("]];", "]])", "]]&", "]]|")):
                    self.at = plain.start() + 2
                    return parts
            elif self.at_newline():
                self.newline()
            elif not self.part(parts):
                self.at += 1
        return parts
