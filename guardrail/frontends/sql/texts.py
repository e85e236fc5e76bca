"""Expressions as normalised text: single blanks, upper-case keywords, a bounded length."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words

LONGEST = 400
CUT = "…"
"""What a text ends with that would be longer."""
_MASKED = "'***'"
_KEYWORDS = words(
    "AND OR NOT NULL IS IN LIKE ILIKE BETWEEN TRUE FALSE CASE WHEN THEN ELSE END CAST AS EXISTS "
    "SELECT FROM WHERE ANY ALL SOME ARRAY ROW DISTINCT COLLATE ASC DESC NULLS FIRST LAST DEFAULT "
    "CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME CURRENT_USER SESSION_USER LOCALTIME "
    "LOCALTIMESTAMP INTERVAL SIMILAR TO ESCAPE UNKNOWN XOR REGEXP RLIKE ON UPDATE WITH USING "
    "UNION ORDER BY GROUP HAVING LIMIT OFFSET PRIOR SYMMETRIC OVER PARTITION AT TIME ZONE DIV MOD"
)
_BEFORE_GROUP = words(
    "AND OR NOT IN IS LIKE ILIKE BETWEEN WHEN THEN ELSE CASE FROM WHERE SELECT USING BY ON AS XOR "
    "WITH HAVING UNION OVER ANY ALL SOME"
)
_SIGNS = frozenset({"-", "+", "~", "@"})
_TIGHT = frozenset({".", "::", "[", "]", ")", ",", ";", ".."})
_OPENS = frozenset({"(", "[", ".", "::", ".."})


def text_of(tokens: Sequence[Token], masked: bool = False) -> str:
    """The text of an expression. Where it is masked, what literals say isn't in it."""
    made: list[str] = []
    length = 0
    before: Token | None = None
    signed = False
    for token in tokens:
        text = _spelt(token, masked)
        if before is not None and not signed and _apart(before, token):
            text = f" {text}"
        length += len(text)
        if length > LONGEST:
            made.append(CUT)
            break
        made.append(text)
        signed = token.up in _SIGNS and (before is None or _expects(before))
        before = token
    return "".join(made)


def bare_text(cursor: Cursor, masked: bool = False) -> str:
    """The text of what is left, without parentheses around all of it."""
    place = cursor
    while (inner := place.copy().group()) is not None and inner.end == place.end - 1:
        place = inner
    return text_of(place.rest(), masked)


def _spelt(token: Token, masked: bool) -> str:
    if token.kind is Kind.STRING:
        return _MASKED if masked else token.text[:LONGEST]
    if token.kind is Kind.NAME and not token.text.isidentifier():
        return f'"{token.text}"'
    return token.up if token.up in _KEYWORDS else token.text


def _expects(before: Token) -> bool:
    """Whether an operand is expected behind a token, so that a minus there is a sign."""
    return (before.kind is Kind.MARK and before.up not in (")", "]")) or before.up in _KEYWORDS


def _apart(before: Token, token: Token) -> bool:
    """Whether a blank stands between two tokens."""
    if before.up in _OPENS:
        return False
    if token.up == "(":
        called = before.kind in (Kind.WORD, Kind.NAME) and before.up not in _BEFORE_GROUP
        return not called
    if token.up == "[":
        return before.kind is Kind.MARK and before.up not in ("]", ")")
    return token.up not in _TIGHT
