"""Cuts a text of SQL into statements, with exact offsets, in one pass.

A statement may be cut wrongly only where a procedural body has no quotes around it; bodies are
read piece by piece later, so nothing is hidden by that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from guardrail.frontends.sql.blocks import Blocks
from guardrail.frontends.sql.lexer import Lexer
from guardrail.frontends.sql.lexis import Lexis
from guardrail.frontends.sql.reading import DANGEROUS
from guardrail.frontends.sql.token import TRIVIA, Kind, Token
from guardrail.model import Hole
from guardrail.patterns import late

_INDENT = 80
SOFT_LIMIT = 20_000
HARD_LIMIT = 100_000

_DELIMITER = late(r"delimiter[ \t]+(\S+)[^\n]*", re.IGNORECASE)
_GO = late(r"[ \t]*GO(?:[ \t]+\d+)?[ \t]*(?:--[^\n]*)?(?=\r?\n|\Z)", re.IGNORECASE)
_CLIENT = late(
    r"(?:\\|\.[a-z]|\#[ \t]*include\b|:r[ \t]|:setvar|:on[ \t]|!|@@?[\w./]"
    r"|(?:source|host)[ \t]+[^\s=;(]"
    r"|start[ \t]+(?!transaction|slave|replica|group_|/\*|--)[^\s=;(]"
    r"|system[ \t]+(?!(?:drop|stop|start|reload|flush|sync|restore|restart|refresh)[ \t]+[a-z]"
    r"|(?:shutdown|kill)[ \t]*(?:[;\r\n]|\Z))[a-z./])[^\n\r]*",
    re.IGNORECASE,
)
"""Not ClickHouse's own `SYSTEM DROP REPLICA`, `SYSTEM SHUTDOWN`: those are SQL."""
_LONE_SLASH = late(r"/[ \t]*(?=\r?\n|\Z)")
_SLASH_LINE = late(r"^[ \t]*/[ \t]*\r?$", re.MULTILINE)
_SQLPLUS = late(
    r"(?:rem(?:ark)?|pro(?:mpt)?|spool|acc(?:ept)?|define|def|undefine|undef|col(?:umn)?|whenever"
    r"|connect|conn|clear|ttitle|btitle|break|compute|var(?:iable)?|pause|timing|exit|quit"
    r"|desc(?:ribe)?|show|store|archive|password|set[ \t]+(?!role\b|transaction\b|constraint)\w+)"
    r"(?:[ \t;][^\n\r]*|(?=[\r\n])|\Z)",
    re.IGNORECASE,
)
_COPY_COMMAND = late(r"\\copy\b.*\bfrom[ \t]+p?stdin\b", re.IGNORECASE)
_COPY_END = late(r"^\\\.[ \t]*\r?$", re.MULTILINE)
_MANY = 5_000
_CLOCKS = (
    r"CURRENT_TIMESTAMP|CURRENT_DATE|SYSDATE|SYSTIMESTAMP"
    r"|(?:now|getdate|getutcdate|utc_timestamp|unix_timestamp"
    r"|uuid|gen_random_uuid|uuid_generate_v4|newid)\(\)"
)
_ROWS = late(
    r"(?:\s*+\((?:\s*+(?:'[^'\\]*+'|-?[\d.]++(?:[eE]-?\d++)?|NULL|TRUE|FALSE|DEFAULT"
    rf"|{_CLOCKS})\s*+,?)*+\)\s*+,)++",
    re.IGNORECASE,
)
"""Rows of literals, of the time and of random keys: what a dump or a seed is made of."""
_LITERAL = frozenset({Kind.STRING, Kind.NUMBER})
_DULL = frozenset({",", "-", "NULL", "TRUE", "FALSE", "DEFAULT"})


class Statement(Struct):
    """One statement, or one command to the client program.

    `tokens` are without comments and without the terminator. `start` to `stop` is the part of the
    text that this statement takes up, terminator and what stands before it included: these follow
    each other without a gap. `cut` says that it was too long to keep all its tokens, `missed` which
    dangerous words were among those; `depth` counts the parentheses that are open.
    """

    tokens: list[Token] = field(default_factory=list)
    comments: list[Token] = field(default_factory=list)
    start: int = 0
    stop: int = 0
    depth: int = 0
    client: bool = False
    cut: bool = False
    missed: set[str] = field(default_factory=set)


class Splitter:
    """Yields the statements of a text; afterwards `broken` tells what was never closed.

    A comment that `boundary` matches ends a statement without a terminator.
    """

    def __init__(
        self,
        text: str,
        lexis: Lexis,
        holes: Sequence[Hole] = (),
        boundary: re.Pattern[str] | None = None,
    ) -> None:
        self._boundary = boundary
        self._text = text
        self._lexis = lexis
        self._lexer = Lexer(text, lexis, holes)
        self._copy_ends: list[int] | None = None
        self._last_slash: int | None = None

    @property
    def broken(self) -> list[tuple[int, str]]:
        """Where a quote or comment opens that is never closed, and what it is called."""
        return self._lexer.broken

    def __iter__(self) -> Iterator[Statement]:
        lexer = self._lexer
        current, blocks = Statement(), Blocks(self._lexis, self._slashed())
        while True:
            if not current.tokens and self._line_command(current):
                yield current
                current, blocks = (
                    Statement(start=lexer.position),
                    Blocks(self._lexis, self._slashed()),
                )
                continue
            token = lexer.token()
            if token is None:
                break
            if token.kind in TRIVIA:
                if current.tokens and self._boundary and self._boundary.match(token.text):
                    lexer.position = current.stop = token.start
                    yield current
                    current, blocks = (
                        Statement(start=token.start),
                        Blocks(self._lexis, self._slashed()),
                    )
                    continue
                current.comments.append(token)
                continue
            ends = self._ends(token, current, blocks)
            if not ends:
                if token.up == "," and current.depth == 0 and len(current.tokens) >= _MANY:
                    self._skip_rows()
                continue
            current.stop = lexer.position
            copied = self._copied(current)
            yield current
            if copied:
                current.stop = lexer.position
            current, blocks = Statement(start=lexer.position), Blocks(self._lexis, self._slashed())
        current.stop = len(self._text)
        if current.tokens or current.comments or current.start < current.stop:
            yield current

    def _slashed(self) -> bool:
        """Whether a line with nothing but a slash follows, in a dialect that ends routines so."""
        if not self._lexis.q_quote:
            return False
        if self._last_slash is None:
            found = [match.start() for match in _SLASH_LINE.finditer(self._text)]
            self._last_slash = found[-1] if found else -1
        return self._lexer.position < self._last_slash

    def _skip_rows(self) -> None:
        """Moves over rows of plain values, all but the last: nothing in them is looked at."""
        found = _ROWS.match(self._text, self._lexer.position)
        if found is not None and self._lexer.delimiter == ";":
            self._lexer.position = found.end()

    def _ends(self, token: Token, current: Statement, blocks: Blocks) -> str:
        """Whether the token ends the statement: "after" it, "before" it, or "" where it doesn't."""
        if token.kind is Kind.CLIENT:
            current.tokens.append(token)
            return "after"
        if token.up == ";" and token.text == self._lexer.delimiter:
            if token.text != ";" or not blocks.open:
                return "after"
        elif (token.up == "GO" and self._is_go(token)) or (
            token.text == "/" and token.kind is Kind.MARK and self._alone(token, _LONE_SLASH)
        ):
            return "after"
        blocks.see(token, current.tokens)
        self._keep(token, current)
        return ""

    def _keep(self, token: Token, current: Statement) -> None:
        """Adds the token, but not the literals of endless lists."""
        tokens, up = current.tokens, token.up
        if up == "(":
            current.depth += 1
        elif up == ")":
            current.depth -= 1
        if len(tokens) >= SOFT_LIMIT:
            if len(tokens) >= HARD_LIMIT:
                current.cut = True
                if up in DANGEROUS:
                    current.missed.add(up)
                return
            if current.depth > 0 and (token.kind in _LITERAL or up in _DULL):
                return
            if up == ")" and tokens[-1].up == "(":
                tokens.pop()
                return
        tokens.append(token)

    def _alone(self, token: Token, pattern: re.Pattern[str]) -> bool:
        """Whether the token stands alone on its line."""
        window = self._text[max(0, token.start - _INDENT) : token.start]
        before = window.rpartition("\n")[2]
        if before.strip() or (len(before) == _INDENT and "\n" not in window):
            return False
        return pattern.match(self._text, token.start) is not None

    def _is_go(self, token: Token) -> bool:
        if self._lexis.name not in ("tsql", "unknown") or not self._alone(token, _GO):
            return False
        found = _GO.match(self._text, token.start)
        self._lexer.position = found.end() if found else token.end
        return True

    def _line_command(self, current: Statement) -> bool:
        """Reads a command to the client program where one begins: only between statements."""
        lexer, text = self._lexer, self._text
        at = lexer.position
        begins = at == 0
        while at < len(text) and text[at] in " \t\r\n\ufeff":
            begins |= text[at] == "\n"
            at += 1
        if not begins:
            return False
        found = _DELIMITER.match(text, at)
        if found is not None and self._lexis.name != "tsql":
            lexer.delimiter = found.group(1)
        else:
            found = _CLIENT.match(text, at)
            if found is None and self._lexis.q_quote:
                found = _SQLPLUS.match(text, at)
        if found is None:
            return False
        current.client = True
        current.tokens.append(Token(Kind.CLIENT, found.group().rstrip(), "", at, found.end()))
        lexer.position = current.stop = found.end()
        if _COPY_COMMAND.match(found.group()):
            self._skip_copied()
            current.stop = lexer.position
        return True

    def _copied(self, current: Statement) -> bool:
        """Skips the data that follows COPY … FROM STDIN, where its end is marked."""
        tokens = current.tokens
        if len(tokens) < 4 or tokens[0].up != "COPY":
            return False
        words = [token.up for token in tokens]
        if not any(a == "FROM" and b == "STDIN" for a, b in pairwise(words)):
            return False
        return self._skip_copied()

    def _skip_copied(self) -> bool:
        """Moves behind the line that ends copied data; whether there is one."""
        if self._copy_ends is None:
            self._copy_ends = [found.end() for found in _COPY_END.finditer(self._text)]
        index = bisect_right(self._copy_ends, self._lexer.position)
        if index == len(self._copy_ends):
            return False
        self._lexer.position = self._copy_ends[index]
        return True
