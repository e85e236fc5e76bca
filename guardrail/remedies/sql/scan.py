"""Cuts SQL into statements and tokens, with their offsets, as far as a remedy needs it.

Sources: PostgreSQL's documentation, "Lexical Structure". What can't be cut with certainty (client
commands, bodies without quotes, something left open) isn't cut at all.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from guardrail.patterns import late

LONGEST = 400_000

_TOKEN = late(
    r"(?P<space>\s+)|(?P<line>--[^\n]*)|(?P<block>/\*)"
    r"|(?P<escaped>[eE]'(?:[^'\\]|\\.|'')*')|(?P<string>(?:[nNbBxX]|[uU]&)?'(?:[^']|'')*')"
    r"|(?P<quoted>(?:[uU]&)?\"(?:[^\"]|\"\")*\")|(?P<dollar>\$(?:[^\W\d]\w*)?\$)"
    r"|(?P<word>[^\W\d][\w$]*)|(?P<number>\d[\w.]*)|(?P<open>['\"\\])|(?P<mark>.)",
    re.S,
)
_BLOCK = late(r"/\*|\*/")
_TRIVIA = ("space", "line", "block")


class Token(Struct, frozen=True):
    """A token that means something: `kind` is the name of a group of the pattern."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def up(self) -> str:
        """A bare word in upper case, anything else as it is written."""
        return self.text.upper() if self.kind == "word" else self.text


class Statement(Struct):
    """A statement: its tokens without comments and semicolon. `stop` is past the semicolon."""

    tokens: list[Token] = field(default_factory=list)
    stop: int = 0

    @property
    def start(self) -> int:
        """Where its first token begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where its last token ends, the semicolon not counted."""
        return self.tokens[-1].end

    @property
    def words(self) -> tuple[str, ...]:
        """Its tokens in upper case."""
        return tuple(token.up for token in self.tokens)

    def starts(self, *words: str) -> bool:
        """Whether it begins with these words."""
        return self.words[: len(words)] == words


class Unclear(Exception):
    """The text can't be cut with certainty."""


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a stretch of text that mean something. Raises `Unclear`."""
    stop = len(text) if end is None else end
    if stop - start > LONGEST:
        raise Unclear("too long")
    found: list[Token] = []
    at = start
    while at < stop:
        match = _TOKEN.match(text, at, stop)
        if match is None or match.lastgroup is None or match.lastgroup == "open":
            raise Unclear("something is left open")
        kind, after = match.lastgroup, match.end()
        if kind == "block":
            after = _block_end(text, at, stop)
        elif kind == "dollar":
            closing = text.find(match.group(), after, stop)
            if closing < 0:
                raise Unclear("a body is left open")
            after = closing + len(match.group())
        if kind not in _TRIVIA:
            found.append(Token(kind, text[at:after], at, after))
        at = after
    return found


def _block_end(text: str, start: int, stop: int) -> int:
    depth, at = 0, start
    while True:
        found = _BLOCK.search(text, at, stop)
        if found is None:
            raise Unclear("a comment is left open")
        depth += 1 if found.group() == "/*" else -1
        at = found.end()
        if depth == 0:
            return at


def statements_of(text: str, start: int = 0, end: int | None = None) -> list[Statement]:
    """The statements of a stretch of text. Raises `Unclear`."""
    found: list[Statement] = []
    current = Statement()
    for token in tokens_of(text, start, end):
        if token.text == ";":
            if current.tokens:
                current.stop = token.end
                found.append(current)
            current = Statement()
            continue
        if token.up == "ATOMIC" and current.tokens and current.tokens[-1].up == "BEGIN":
            raise Unclear("a body without quotes")
        current.tokens.append(token)
    if current.tokens:
        current.stop = current.end
        found.append(current)
    return found


def statement_around(statements: list[Statement], start: int, end: int) -> Statement | None:
    """The statement that holds a range."""
    return next((s for s in statements if s.start <= start and end <= s.stop), None)


def name_at(tokens: list[Token], at: int) -> tuple[str, int]:
    """The name, dots and all, that begins at a token, as written; and the place after it."""
    if at >= len(tokens) or tokens[at].kind not in ("word", "quoted"):
        return "", at
    name, at = tokens[at].text, at + 1
    while at + 1 < len(tokens) and tokens[at].text == "." and tokens[at + 1].kind != "mark":
        name += f".{tokens[at + 1].text}"
        at += 2
    return name, at


def actions_of(statement: Statement) -> list[list[Token]]:
    """The actions of an ALTER TABLE: its tokens after the table's name, cut at outer commas."""
    _, at = altered_table(statement)
    actions: list[list[Token]] = [[]]
    depth = 0
    for token in statement.tokens[at:]:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(token.text, 0)
        if token.text == "," and depth == 0:
            actions.append([])
        else:
            actions[-1].append(token)
    return actions


def altered_table(statement: Statement) -> tuple[str, int]:
    """The table of an ALTER TABLE as written, "" where it is none; and the place after it."""
    words = statement.words
    if words[:2] != ("ALTER", "TABLE"):
        return "", 0
    at = 2
    if words[at : at + 2] == ("IF", "EXISTS"):
        at += 2
    if words[at : at + 1] == ("ONLY",):
        at += 1
    return name_at(statement.tokens, at)
