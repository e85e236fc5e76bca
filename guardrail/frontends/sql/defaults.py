"""What kind of default a column has: whether the server has to compute it for each row."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.shapes import Default

_VOLATILE_CALLS = words(
    "RANDOM RAND GEN_RANDOM_UUID UUID UUID_GENERATE_V1 UUID_GENERATE_V4 UUIDV4 UUIDV7 NEWID "
    "NEWSEQUENTIALID CLOCK_TIMESTAMP TIMEOFDAY NEXTVAL SETSEED "
    "TXID_CURRENT PG_SLEEP SYS_GUID GENERATE_UUID GENERATEUUIDV4 UNIQUE_ROWID RANDOM_NORMAL "
    "GEN_RANDOM_BYTES UUID_GENERATE_V7 UUID_GENERATE_V1MC CUID ULID NANOID CURRVAL "
    "LASTVAL"
)
_STABLE_CALLS = words(
    "NOW CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME LOCALTIME LOCALTIMESTAMP "
    "TRANSACTION_TIMESTAMP STATEMENT_TIMESTAMP GETDATE GETUTCDATE SYSDATETIME SYSUTCDATETIME "
    "SYSDATE SYSTIMESTAMP TIMEZONE DATE_TRUNC TO_TIMESTAMP JSON_BUILD_OBJECT "
    "JSONB_BUILD_OBJECT JSON_BUILD_ARRAY JSONB_BUILD_ARRAY JSON_OBJECT JSON_ARRAY LOWER UPPER "
    "CONCAT MD5 COALESCE CAST CONVERT STRFTIME DATETIME DATE UNIX_TIMESTAMP UTC_TIMESTAMP "
    "TO_JSON TO_JSONB MAKE_INTERVAL CURRENT_USER SESSION_USER CURRENT_SETTING DECODE ENCODE "
    "SUSER_SNAME SUSER_NAME EXTRACT MAKE_DATE ARRAY_FILL STRING_TO_ARRAY TO_DATE ABS FLOOR "
    "ROUND"
)
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
    kind = Default.CONSTANT
    for token, follow in zip(tokens, [*tokens[1:], None], strict=False):
        if token.up in _VOLATILE_CALLS and (follow is None or follow.up == "("):
            return Default.VOLATILE
        if token.kind is Kind.HOLE:
            kind = Default.UNKNOWN
        called = follow is not None and follow.up == "("
        if called and token.kind in (Kind.WORD, Kind.NAME) and token.up not in _STABLE_CALLS:
            kind = Default.UNKNOWN if token.up not in _SIZED else kind
    return kind
