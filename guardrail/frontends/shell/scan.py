"""Scans the words of shell text: quotes, escapes, expansions, substitutions, here-documents.

Linear in the text. Follows bash 5.2 (its manual, sections 3.1.2 and 3.5); where a shell would
refuse the text, scanning goes on and the place is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from guardrail.frontends.shell.heredocs import read_bodies
from guardrail.frontends.shell.quoting import ansi_end, ansi_parts, unescape_backquoted
from guardrail.frontends.shell.syntax import (
    Backquoted,
    Computed,
    Escaped,
    Expansion,
    Heredoc,
    Node,
    Part,
    RawWord,
    Substitution,
    Text,
)

DEEPEST = 40
_SHORT = 500

_PLAIN = re.compile(r"[^ \t\r\n\\'\"$`;&|<>()]+")
_SIMPLE = re.compile(r"[A-Za-z0-9_./:@%,=-]+(?=[ \t\n;&|)])")
_IN_DOUBLE = re.compile(r'[^"\\$`]+')
_IN_OPERAND = re.compile(r"[^\"'\\$`}]+")
_IN_ARITHMETIC = re.compile(r"[^\"'\\$`()]+")
_IN_TEST = re.compile(r"[^ \t\r\n\"'\\$`<>]+")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-]")
_SHORT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]")
_OPERATOR = re.compile(r":?[-=?+]|##?|%%?|//?|\^\^?|,,?|@|:")
_BLANKS = re.compile(r"(?:[ \t]|\\\r?\n|\r(?!\n))*")
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
        self._not_arithmetic: set[int] = set()
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
            if not self._quoted_part(parts):
                break
        return RawWord(parts, start, self.at) if self.at > start else None

    def _quoted_part(self, parts: list[Part]) -> bool:
        """Read one part that isn't plain; false where the word ends."""
        char = self.peek()
        if char == "'":
            self._single(parts)
        elif char == '"':
            self._double(parts)
        elif char == "\\":
            self._backslash(parts)
        elif char == "$":
            parts.extend(self._dollar(False))
        elif char == "`":
            parts.append(self._backquote(False))
        elif char in "<>" and self.peek(1) == "(":
            parts.append(self._substitution(2, False, process=True))
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

    def _double(self, parts: list[Part]) -> None:
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
            parts.extend(self._dollar(True))
        elif char == "`":
            parts.append(self._backquote(True))
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

    def _dollar(self, quoted: bool) -> list[Part]:
        start = self.at
        char = self.peek(1)
        if char == "'" and not quoted:
            close = ansi_end(self.text, start + 2, self.end)
            if close < 0:
                self.fault(start, self.end, "a quote is never closed")
                close = self.end
            self.at = min(close + 1, self.end)
            return [Text(start + 2, start + 2, True), *ansi_parts(self.text, start + 2, close)]
        if char == '"' and not quoted:
            parts: list[Part] = []
            self.at += 1
            self._double(parts)
            return parts
        if char == "(":
            if self.peek(2) == "(":
                computed = self.arithmetic(3, quoted)
                if computed:
                    return [computed]
            return [self._substitution(2, quoted)]
        if char == "{":
            return [self._braced(quoted)]
        if char == "[":
            return [self._old_arithmetic(quoted)]
        name = _SHORT_NAME.match(self.text, start + 1, self.end)
        if name:
            self.at = name.end()
            return [Expansion(name[0], start, self.at, quoted)]
        self.at += 1
        return [Text(start, self.at, quoted)]

    def _substitution(self, opening: int, quoted: bool, *, process: bool = False) -> Part:
        start = self.at
        self.at += opening
        self.deeper()
        body = self.parse(")")
        self.depth -= 1
        if self.peek() == ")":
            self.at += 1
        else:
            self.fault(start, self.at, "a substitution is never closed")
        return Substitution(body, start, self.at, quoted, process)

    def _backquote(self, quoted: bool) -> Part:
        start = self.at
        close = start + 1
        escaped = False
        while close < self.end and self.text[close] != "`":
            step = 2 if self.text[close] == "\\" else 1
            escaped |= step == 2
            close += step
        if close >= self.end:
            self.fault(start, self.end, "a backtick is never closed")
            close = self.end
        self.at = min(close + 1, self.end)
        if escaped:
            built = unescape_backquoted(self.text, start + 1, close, quoted)
            return Backquoted(built, start, self.at, quoted)
        after, outer_end = self.at, self.end
        self.at, self.end = start + 1, close
        self.deeper()
        body = self.parse("")
        self.depth -= 1
        self.at, self.end = after, outer_end
        return Substitution(body, start, after, quoted)

    def arithmetic(self, opening: int, quoted: bool) -> Computed | None:
        """`((…))` or `$((…))`; `None`, and nothing read, where it isn't arithmetic."""
        start, faults = self.at, len(self.faults)
        if start in self._not_arithmetic:
            return None
        self.at += opening
        self.deeper()
        parts: list[Part] = []
        open_parens = 0
        closed = False
        while self.at < self.end:
            plain = _IN_ARITHMETIC.match(self.text, self.at, self.end)
            if plain:
                self.at = plain.end()
                continue
            char = self.peek()
            if char == ")" and not open_parens:
                closed = self.peek(1) == ")"
                break
            if char in "()":
                open_parens += 1 if char == "(" else -1
                self.at += 1
            elif not self._quoted_part(parts):
                self.at += 1
        self.depth -= 1
        if not closed:
            self.at = start
            del self.faults[faults:]
            self._not_arithmetic.add(start)
            return None
        self.at += 2
        return Computed(tuple(p for p in parts if not isinstance(p, Text)), start, self.at, quoted)

    def _old_arithmetic(self, quoted: bool) -> Part:
        start = self.at
        close = self.text.find("]", start, min(self.end, start + _SHORT))
        newline = self.text.find("\n", start, close)
        if close < 0 or newline >= 0:
            self.at += 1
            return Text(start, self.at, quoted)
        self.at = close + 1
        return Computed((), start, self.at, quoted)

    def _braced(self, quoted: bool) -> Part:
        """`${…}`."""
        start = self.at
        self.at += 2
        if self.peek() == "{":
            close = self.text.find("}}", self.at, min(self.end, self.at + _SHORT))
            if close >= 0:
                name = self.text[self.at + 1 : close].strip()
                self.at = close + 2
                return Expansion(name, start, self.at, quoted, operator="{{")
        if self.peek() and self.peek() in " \t\n|":
            return self._function_substitution(start, quoted)
        prefix = ""
        if self.peek() in ("#", "!") and _NAME.match(self.text, self.at + 1, self.end):
            prefix = self.peek()
            self.at += 1
        name_match = _NAME.match(self.text, self.at, self.end)
        name = name_match[0] if name_match else ""
        self.at += len(name)
        subscript = ""
        if self.peek() == "[":
            close = self.text.find("]", self.at, min(self.end, self.at + _SHORT))
            if close >= 0:
                subscript = self.text[self.at + 1 : close]
                self.at = close + 1
        operator_match = _OPERATOR.match(self.text, self.at, self.end)
        operator = operator_match[0] if operator_match else ""
        self.at += len(operator)
        operand = self._operand(start, quoted)
        return Expansion(name, start, self.at, quoted, operator, tuple(operand), prefix, subscript)

    def _operand(self, start: int, quoted: bool) -> list[Part]:
        """What stands between the operator and the `}` that closes `${`."""
        parts: list[Part] = []
        self.deeper()
        while self.at < self.end and self.peek() != "}":
            plain = _IN_OPERAND.match(self.text, self.at, self.end)
            if plain:
                parts.append(Text(self.at, plain.end(), quoted))
                self.at = plain.end()
            elif self.peek() == "'" and quoted:
                parts.append(Text(self.at, self.at + 1, True))
                self.at += 1
            elif not self._quoted_part(parts):
                parts.append(Text(self.at, self.at + 1, quoted))
                self.at += 1
        self.depth -= 1
        if self.peek() == "}":
            self.at += 1
        else:
            self.fault(start, self.end, "an expansion is never closed")
        return parts

    def _function_substitution(self, start: int, quoted: bool) -> Part:
        """`${ command; }` and `${| command; }` of bash 5.3."""
        if self.peek() == "|":
            self.at += 1
        self.deeper()
        body = self.parse("}")
        self.depth -= 1
        if self.peek() == "}":
            self.at += 1
        else:
            self.fault(start, self.at, "a substitution is never closed")
        return Substitution(body, start, self.at, quoted)

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
            elif not self._quoted_part(inner):
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
            elif not self._quoted_part(parts):
                self.at += 1
        return parts
