"""Cuts SQL into tokens, in one pass, for every lexical family.

Linear: a quote or a comment that is never closed is searched for once, then its opening stands as
a mark of its own, so that what follows is still seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from guardrail.frontends.sql.lexis import Lexis
from guardrail.frontends.sql.token import Kind, Token
from guardrail.model import Hole
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_COMMENT_EDGE = late(r"/\*|\*/")
_HOLE_WORD = late(re.escape(HOLE_WORD) + r"\d+")
_Q_CLOSERS = {"[": "]", "(": ")", "{": "}", "<": ">"}
_TEMPLATE_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>"}
_TAG_WITH_STRINGS = late(
    r"\{[{%](?:[^\"'}%]|[}%](?!\})|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')*[}%]\}", re.DOTALL
)
"""Not possessive: Python 3.11.2 misreads possessive repeats inside each other."""

_LONGEST_TAG = 20_000
_MOST_MISREAD = 50
_HOLE_NAME = late(r"\w[\w.]*")


_ESCAPED = late(r"\\(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4}))")


def _character(escape: re.Match[str]) -> str:
    """The character that `\\0061` in U&"…" stands for."""
    code = int(escape.group(1) or escape.group(2), 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "?"


_WORDS = ("word", "before_quote")
_BOUND = "{0,200}"


@lru_cache(maxsize=64)
def _pattern(lexis: Lexis, broken: bool) -> re.Pattern[str]:
    """The tokens of a family. After a quote that is never closed, quotings are short: linear."""
    line = r"[^\n\r]*+" if lexis.return_ends else r"[^\n]*+"
    comments = [r"--(?=[\s\x00-\x1f]|\Z)" if lexis.dash_blank else "--"]
    if lexis.hash_comment:
        comments.append(r"\#(?!\{)")
    if lexis.slash_comment:
        comments.append("//")

    def quoted(quote: str, closer: str, backslash: bool) -> str:
        if broken:
            return rf"{quote}[^{closer}\n]{_BOUND}{closer}"
        if backslash:
            return rf"{quote}(?:[^{closer}\\]++|\\.|{closer}{closer})*+{closer}"
        return rf"{quote}(?:[^{closer}]++|{closer}{closer})*+{closer}"

    plain = quoted("'", "'", lexis.backslash)
    strings = ["[nNbBxX]?" + plain, "[eE]" + quoted("'", "'", True), "[uU]&" + plain]
    names = [quoted("`", "`", False)]
    (strings if lexis.double_string else names).append(quoted('"', '"', lexis.backslash))
    if lexis.brackets:
        names.append(quoted(r"\[", r"\]", False))
    word = r"(?:\#{1,2}\w+|[^\W\d][\w$\#]*+)" if lexis.hash_word else r"[^\W\d][\w$]*+"
    holes = [
        rf"[$\#]\{{[^}}\n]{_BOUND}\}}|\$\[[^\]\n]{_BOUND}\]|\$\(\w++\)|\{{\d*+\}}|:\"\w++\"",
        rf"\{{[A-Za-z_][\w.]*+(?:\[[^\]\n]{_BOUND}\])?(?:![rsa])?(?::[^{{}}\n']{_BOUND})?\}}",
    ]
    holes.append(r"@{1,3}[A-Za-z_][\w.]*+@{1,3}(?![\w@])")
    if lexis.q_quote:
        holes.append(r"&&?[A-Za-z_]\w*+")
    groups = {
        "blank": r"[\s\x00\ufeff]++",
        "word": rf"{word}(?!&?'|&\")",
        "comment": rf"(?:{'|'.join(comments)}){line}",
        "block": r"/\*",
        "quoting": r"(?:[nN]?[qQ]'[^\s])" if lexis.q_quote else r"(?!)",
        "string": "|".join(strings),
        "wide": r"(?!)" if lexis.double_string else "[uU]&" + quoted('"', '"', False),
        "dollar": r"\$(?:[^\W\d]\w*+)?\$" if lexis.dollar else r"(?!)",
        "before_quote": word,
        "number": r"(?:\d++(?:\.(?!\.)\d*+)?|\.\d++)(?:[eE][+-]?\d++)?\w*+",
        "name": "|".join(names),
        "template": r"\{\{|\{%|\{\#|<%",
        "hole": "|".join(holes),
        "param": r"%\(\w++\)s|%s(?!\w)|\$\d++|@@?[\w.$]++|:'\w++'|:[A-Za-z_]\w*+|\?(?![|&])",
        "client": r"\\[^\n\r]*+" if lexis.psql else r"(?!)",
        "mark": r"::|:=|<=>|<=|>=|<>|!=|\|\||&&|->>?|=>|==|\.\.|.",
    }
    return re.compile("|".join(f"(?P<{k}>{v})" for k, v in groups.items()), re.DOTALL)


class Lexer:
    """A position in a text, moved on by `token`; `position` may be set to skip what isn't SQL.

    `broken` collects, once for each kind, the place of a quoting that is never closed and what it
    is called.
    """

    def __init__(self, text: str, lexis: Lexis, holes: Sequence[Hole] = ()) -> None:
        self.text = text
        self.lexis = lexis
        self.position = 0
        self.delimiter = ";"
        self.broken: list[tuple[int, str]] = []
        self._holes = {hole.start: hole for hole in holes}
        self._match = _pattern(lexis, False).match
        self._unclosed: set[str] = set()
        self._in_versioned = False
        self._misread = 0

    def token(self) -> Token | None:
        """The next token, comments among them; `None` at the end."""
        text = self.text
        while True:
            start = self.position
            if self.delimiter != ";" and text.startswith(self.delimiter, start):
                self.position = start + len(self.delimiter)
                return Token(Kind.MARK, self.delimiter, ";", start, self.position)
            found = self._match(text, start)
            if found is None:
                return None
            self.position = end = found.end()
            group = found.lastgroup
            if group in _WORDS:
                return self._word(start, end)
            if group == "blank":
                continue
            token = self._other(group or "", found.group(), start, end)
            if token is not None:
                return token

    def _word(self, start: int, end: int) -> Token:
        raw = self.text[start:end]
        if self.delimiter != ";" and self.delimiter in raw:
            self.position = end = start + raw.index(self.delimiter)
            raw = self.text[start:end]
        if self._holes and HOLE_WORD in raw:
            name, whole = self._with_holes(raw, start)
            return Token(Kind.HOLE if whole else Kind.NAME, name, "", start, end)
        return Token(Kind.WORD, raw, raw.upper(), start, end)

    def _with_holes(self, raw: str, start: int) -> tuple[str, bool]:
        """The text with each hole's word as "{name}", and whether it is a single hole."""
        whole = False

        def shown(match: re.Match[str]) -> str:
            nonlocal whole
            hole = self._holes.get(start + match.start())
            if hole is None:
                return match.group()
            whole = match.group() == raw
            return "{" + hole.name + "}"

        return _HOLE_WORD.sub(shown, raw), whole

    def _other(self, group: str, raw: str, start: int, end: int) -> Token | None:
        if group == "mark":
            return self._mark(raw, start, end)
        if group == "string":
            return Token(Kind.STRING, raw, "", start, end)
        if group in ("name", "wide"):
            quote = raw[-1]
            plain = raw[3 if group == "wide" else 1 : -1].replace(quote * 2, quote)
            plain = _ESCAPED.sub(_character, plain) if group == "wide" else plain
            plain, whole = self._with_holes(plain, start + 1) if self._holes else (plain, False)
            return Token(Kind.HOLE if whole else Kind.NAME, plain, "", start, end)
        if group == "hole":
            name = _HOLE_NAME.search(raw)
            shown = "{" + (name.group() if name else "") + "}"
            return Token(Kind.HOLE, shown, "", start, end)
        if group in ("number", "param", "client", "comment"):
            return Token(Kind[group.upper()], raw, "", start, end)
        if group == "block":
            return self._block(start)
        if group == "dollar":
            return self._until(raw, start, end, Kind.STRING, "dollar quote")
        if group == "quoting":
            closer = _Q_CLOSERS.get(raw[-1], raw[-1]) + "'"
            return self._until(closer, start, end, Kind.STRING, "q-quoted string")
        return self._template(raw, start, end)

    def _mark(self, raw: str, start: int, end: int) -> Token | None:
        if raw in "'\"`" or (raw == "[" and self.lexis.brackets):
            self._tell(raw, start, "string" if raw == "'" else "quoted name")
            self._match = _pattern(self.lexis, True).match
        if raw == "*" and self._in_versioned and self.text.startswith("/", end):
            self._in_versioned = False
            self.position = end + 1
            return None
        return Token(Kind.MARK, raw, raw, start, end)

    def _tell(self, key: str, start: int, what: str) -> None:
        if key not in self._unclosed:
            self._unclosed.add(key)
            self.broken.append((start, what))

    def _until(self, closer: str, start: int, end: int, kind: Kind, what: str) -> Token:
        close = -1 if what in self._unclosed else self.text.find(closer, end)
        if close < 0:
            self._tell(what, start, what)
            self.position = start + 1
            return Token(Kind.MARK, self.text[start], self.text[start], start, start + 1)
        self.position = close + len(closer)
        return Token(kind, self.text[start : self.position], "", start, self.position)

    def _template(self, opener: str, start: int, end: int) -> Token:
        token = self._until(_TEMPLATE_CLOSERS[opener], start, end, Kind.TEMPLATE, opener)
        if token.kind is Kind.TEMPLATE and "{{" in token.text[2:]:
            token = self._around_strings(token)
        shows = opener == "{{" or token.text.startswith("<%=")
        if not shows or token.kind is Kind.MARK:
            return token
        name = _HOLE_NAME.search(token.text, 2)
        shown = "{" + (name.group() if name else "") + "}"
        return Token(Kind.HOLE, shown, "", start, token.end)

    def _around_strings(self, token: Token) -> Token:
        """The tag to its own end, where a string in it holds another tag: `"… {{ this }} …"`."""
        if self._misread >= _MOST_MISREAD:
            return token
        whole = _TAG_WITH_STRINGS.match(self.text, token.start, token.start + _LONGEST_TAG)
        if whole is None:
            self._misread += 1
            return token
        self.position = whole.end()
        return token._replace(text=whole.group(), end=whole.end())

    def _block(self, start: int) -> Token | None:
        text = self.text
        if self.lexis.versioned and (
            text.startswith("/*!", start) or text.startswith("/*M!", start)
        ):
            opener = re.compile(r"/\*M?!\d*").match(text, start)
            self._in_versioned = True
            self.position = opener.end() if opener else start + 3
            return None
        if not self.lexis.nested:
            return self._until("*/", start, start + 2, Kind.COMMENT, "comment")
        if "comment" in self._unclosed:
            self.position = start + 2
            return Token(Kind.MARK, "/*", "/*", start, start + 2)
        depth = 0
        for edge in _COMMENT_EDGE.finditer(text, start):
            depth += 1 if edge.group() == "/*" else -1
            if depth == 0:
                self.position = edge.end()
                return Token(Kind.COMMENT, text[start : edge.end()], "", start, edge.end())
        self._tell("comment", start, "comment")
        self.position = start + 2
        return Token(Kind.MARK, "/*", "/*", start, start + 2)
