"""On which line of a TOML text each key stands, so that errors can name it.

Works on texts that a TOML parser has accepted: linear, no recursion, no values.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from guardrail.patterns import late

Key = tuple[str | int, ...]

_DEEPEST = 16

_TOKEN = late(
    r"""
      (?P<space>[ \t\r]+ | \#[^\n]*)
    | (?P<newline>\n)
    | (?P<text>\"\"\"(?:[^\\]|\\.)*?\"{3,5} | '''.*?'{3,5} | "(?:[^"\\\n]|\\.)*" | '[^'\n]*')
    | (?P<open>\[ | \{)
    | (?P<close>\] | \})
    | (?P<mark>[=,.])
    | (?P<word>[^\s\#\[\]{}=,."']+)
    """,
    re.VERBOSE | re.DOTALL,
)


class _Nest(Struct):
    """An open bracket of a value: an inline table, or an array and the place reached in it."""

    key: Key
    array: bool
    place: int = 0


class _Reader(Struct):
    """The state between two tokens."""

    found: dict[Key, int] = field(default_factory=dict)
    table: Key = ()
    counts: dict[Key, int] = field(default_factory=dict)
    nests: list[_Nest] = field(default_factory=list)
    pending: list[str] = field(default_factory=list)
    in_value: bool = False
    header: int = 0
    line: int = 1

    def read(self, kind: str, text: str) -> None:
        """Take one token."""
        if kind == "newline":
            self.end_of_line()
        elif self.header:
            self.in_header(kind, text)
        elif kind in ("word", "text"):
            if not self.in_value:
                self.part(kind, text)
            elif self.nests and self.nests[-1].array:
                self.found.setdefault((*self.nests[-1].key, self.nests[-1].place), self.line)
        elif kind == "open":
            self.open(text)
        elif kind == "close":
            self.close()
        elif text == "=" and not self.in_value:
            self.keyed()
        elif text == "," and self.nests:
            self.next()

    def part(self, kind: str, text: str) -> None:
        """One part of a dotted key. An escape in a quoted one is left: such a key isn't found."""
        if len(self.pending) < _DEEPEST:
            self.pending.append(text[1:-1] if kind == "text" else text)

    @property
    def base(self) -> Key:
        """The key of the innermost table."""
        return self.nests[-1].key if self.nests else self.table

    def end_of_line(self) -> None:
        """A newline ends a statement, unless a bracket is open."""
        self.line += 1
        if not self.nests:
            self.header, self.in_value = 0, False
            self.pending.clear()

    def in_header(self, kind: str, text: str) -> None:
        """A token of `[table]` or `[[array of tables]]`."""
        if kind in ("word", "text"):
            self.part(kind, text)
        elif kind == "open":
            self.header += 1
        elif kind == "close" and self.pending:
            name = self._resolved(tuple(self.pending))
            if self.header > 1:
                self.counts[name] = self.counts.get(name, -1) + 1
                self.found.setdefault(name, self.line)
                name = (*name, self.counts[name])
            self.table = name
            self.found.setdefault(name, self.line)
            self.pending.clear()

    def _resolved(self, name: tuple[str, ...]) -> Key:
        """The key of a header, with the place of each array of tables on the way."""
        key: Key = ()
        for part in name[:-1]:
            key = (*key, part)
            if key in self.counts:
                key = (*key, self.counts[key])
        return (*key, name[-1])

    def keyed(self) -> None:
        """An equals sign: what was read is a key of the innermost table."""
        key = self.base
        for part in self.pending:
            key = (*key, part)
            self.found.setdefault(key, self.line)
        self.in_value = True

    def open(self, text: str) -> None:
        """A bracket: a header at the start of a line, else an array or an inline table."""
        if text == "[" and not self.in_value and not self.nests:
            self.header = 1
            return
        inside = self.nests[-1] if self.nests else None
        if inside is not None and inside.array:
            key: Key = (*inside.key, inside.place)
            self.found.setdefault(key, self.line)
        else:
            key = (*self.base, *self.pending)
        self.pending = []
        self.nests.append(_Nest(key, text == "["))
        self.in_value = text == "["

    def close(self) -> None:
        """The end of an array or inline table."""
        if self.nests:
            self.nests.pop()
        self.pending.clear()
        self.in_value = True

    def next(self) -> None:
        """A comma: the next key of an inline table, or the next place of an array."""
        inside = self.nests[-1]
        self.pending.clear()
        if inside.array:
            inside.place += 1
        else:
            self.in_value = False


def key_lines(text: str) -> dict[Key, int]:
    """The 1-based line of every key: tables, array places and values, by path from the top."""
    reader = _Reader()
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            break
        kind = token.lastgroup or ""
        reader.read(kind, token[0])
        if kind == "text":
            reader.line += token[0].count("\n")
        at = token.end()
    return reader.found


def line_of(lines: dict[Key, int], key: Key) -> int:
    """The line of the key, or of the nearest table it stands in; 0 where nothing is known."""
    while key:
        if key in lines:
            return lines[key]
        key = key[:-1]
    return 0
