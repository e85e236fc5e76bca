"""What kind of default a column has: whether the server has to compute it for each row."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.shapes import Default

_ENDS = words(
    "NOT NULL CONSTRAINT PRIMARY UNIQUE REFERENCES CHECK GENERATED COLLATE COMMENT FIRST "
    "AFTER ON AUTO_INCREMENT DEFAULT ENCODE WITH INVISIBLE VISIBLE KEY CODEC MASKED ENABLE "
    "DISABLE"
)
_SIZED = words("VARCHAR CHAR NUMERIC DECIMAL CHARACTER VARYING BIT TIMESTAMP TIME INTERVAL")


def default(cursor: Cursor) -> Sequence[Token]:
    """The tokens of the default that stands next, moved over to the column's next clause."""
    start = cursor.at
    while not cursor.done and (cursor.at == start or cursor.up() not in _ENDS):
        if cursor.group() is None:
            cursor.at += 1
        cursor.accept("WITH TIME ZONE", "WITH LOCAL TIME ZONE")
    return cursor.tokens[start : cursor.at]


def kind_of(tokens: Sequence[Token]) -> Default:
    """What kind of default these tokens are."""
    if len(tokens) == 1 and tokens[0].up == "NULL":
        return Default.NONE
    from guardrail.knowledge.databases.volatility import is_volatile

    kind = Default.CONSTANT
    for token, follow in zip(tokens, [*tokens[1:], None], strict=False):
        if token.kind is Kind.HOLE:
            kind = Default.UNKNOWN
        if token.kind not in (Kind.WORD, Kind.NAME) or token.up in _SIZED:
            continue
        called = follow is not None and follow.up == "("
        volatile = is_volatile(token.up, called)
        if volatile:
            return Default.VOLATILE
        if called and volatile is None:
            kind = Default.UNKNOWN
    return kind
