"""A place in the tokens of a statement, moved on as they are understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from guardrail.frontends.sql.token import Kind, Token
from guardrail.patterns import late

_NAMES = (Kind.WORD, Kind.NAME, Kind.HOLE, Kind.PARAM)
_LONGEST_NAME = 500
_PLACEHOLDER = late(r"(?::['\"]?|%\()(\w+)")
_PHRASES: dict[str, tuple[str, ...]] = {}
_END = Token(Kind.MARK, "", "", 0, 0)


_NUMBERS = late(r"[\d.]+(?:e[+-]?\d+)?|0x[0-9a-f]+|0b[01]+", re.IGNORECASE)


def _is_number_in_name(token: Token, parts: Sequence[str]) -> bool:
    """Whether what begins with a digit is a part of a name: `2024_logs`, `s.2024`."""
    return token.kind is Kind.NUMBER and bool(parts or not _NUMBERS.fullmatch(token.text))


def pairs(tokens: Sequence[Token]) -> list[int]:
    """For each opening parenthesis the index of its closing one, the end where there is none."""
    found = [len(tokens)] * len(tokens)
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.up == "(":
            opened.append(index)
        elif token.up == ")" and opened:
            found[opened.pop()] = index
    return found


class Cursor:
    """Tokens from `at` to `end`, exclusive. Reading moves `at`; nothing is copied.

    "Top level" means outside every parenthesis that opens after `at`.
    """

    __slots__ = ("_pairs", "at", "end", "tokens")

    def __init__(
        self,
        tokens: Sequence[Token],
        paired: Sequence[int] | None = None,
        at: int = 0,
        end: int | None = None,
    ) -> None:
        self.tokens = tokens
        self._pairs = pairs(tokens) if paired is None else paired
        self.at = at
        self.end = len(tokens) if end is None else end

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return self.at >= self.end

    @property
    def here(self) -> Token:
        """The next token; an empty mark at the end."""
        return self.tokens[self.at] if self.at < self.end else _END

    def up(self, ahead: int = 0) -> str:
        """The keyword or mark so many tokens ahead, "" where there is none."""
        index = self.at + ahead
        return self.tokens[index].up if self.at <= index < self.end else ""

    def kind(self, ahead: int = 0) -> Kind | None:
        """The kind of the token so many ahead, `None` where there is none."""
        index = self.at + ahead
        return self.tokens[index].kind if self.at <= index < self.end else None

    def sees(self, phrase: str) -> bool:
        """Whether the phrase's words stand next."""
        words = _PHRASES.get(phrase)
        if words is None:
            words = _PHRASES[phrase] = tuple(phrase.split())
        place = self.at
        if place + len(words) > self.end:
            return False
        for word in words:
            if self.tokens[place].up != word:
                return False
            place += 1
        return True

    def accept(self, *phrases: str) -> str:
        """Moves over the first of the phrases that stands next and returns it, else ""."""
        if self.at >= self.end:
            return ""
        up = self.tokens[self.at].up
        for phrase in phrases:
            if phrase.startswith(up) and self.sees(phrase):
                self.at += len(_PHRASES[phrase])
                return phrase
        return ""

    def skip(self, *phrases: str) -> None:
        """Moves over the phrases as long as any stands next."""
        while self.accept(*phrases):
            pass

    def take(self) -> Token:
        """The next token, moved over."""
        token = self.here
        self.at += 1
        return token

    def slice(self, at: int, end: int) -> Cursor:
        """Another cursor over a part of the same tokens."""
        return Cursor(self.tokens, self._pairs, at, min(end, self.end))

    def copy(self) -> Cursor:
        """A cursor at the same place."""
        return Cursor(self.tokens, self._pairs, self.at, self.end)

    def group(self) -> Cursor | None:
        """What stands in the parenthesis that opens next, moved over; `None` where none does."""
        if self.up() != "(":
            return None
        close = min(self._pairs[self.at], self.end)
        inner = Cursor(self.tokens, self._pairs, self.at + 1, close)
        self.at = min(close + 1, self.end)
        return inner

    def top(self) -> Iterator[int]:
        """The indices of the tokens at top level, the opening parentheses among them."""
        index = self.at
        while index < self.end:
            yield index
            index = self._pairs[index] + 1 if self.tokens[index].up == "(" else index + 1

    def find(self, *words: str) -> int:
        """The index of the first of these words at top level, -1 where there is none."""
        for index in self.top():
            if self.tokens[index].up in words:
                return index
        return -1

    def has(self, *words: str) -> bool:
        """Whether one of these words stands at top level."""
        return self.find(*words) >= 0

    def until(self, *words: str) -> Cursor:
        """What stands before the first of these words at top level, moved over."""
        stop = self.find(*words)
        inner = self.slice(self.at, self.end if stop < 0 else stop)
        self.at = inner.end
        return inner

    def split(self, mark: str = ",") -> Iterator[Cursor]:
        """The pieces between the marks at top level."""
        start = self.at
        for index in self.top():
            if self.tokens[index].up == mark:
                yield self.slice(start, index)
                start = index + 1
        if start < self.end:
            yield self.slice(start, self.end)

    def name(self) -> str:
        """A dotted name without its quotes, moved over; "" where none stands next.

        What stands in double quotes is a name here even where the dialect has strings in them:
        a mode of the server decides that.
        """
        parts: list[str] = []
        last = -1
        while self.at < self.end:
            token = self.tokens[self.at]
            text = token.text
            if token.kind is Kind.STRING and text[0] == '"':
                text = text[1:-1]
            elif token.kind not in _NAMES and not _is_number_in_name(token, parts):
                break
            elif token.kind is Kind.PARAM and text[0] in ":%?":
                named = _PLACEHOLDER.match(text)
                text = "{" + (named.group(1) if named else "") + "}"
            parts.append(text)
            last = token.end
            self.at += 1
            follow = self.here
            if follow.up in (".", "..") and self.at < self.end:
                parts.append(follow.text)
                self.at += 1
                if self.up() == "*":
                    parts.append("*")
                    self.at += 1
                    break
            elif (
                follow.start != last
                or follow.kind not in _NAMES
                or (token.kind is Kind.HOLE and follow.kind is Kind.HOLE)
            ):
                break
        return "".join(parts)[:_LONGEST_NAME]

    def names(self) -> list[str]:
        """The names of a comma-separated list, moved over."""
        found: list[str] = []
        while name := self.name():
            found.append(name)
            if not self.accept(","):
                break
        return found

    def rest(self) -> Sequence[Token]:
        """The tokens that are left."""
        return self.tokens[self.at : self.end]

    def words(self, limit: int = 12) -> str:
        """The next tokens as upper-case text without what literals say, for options."""
        return " ".join(
            "…" if token.kind is Kind.STRING else token.up or token.text
            for token in self.tokens[self.at : min(self.end, self.at + limit)]
        )
