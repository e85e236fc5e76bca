"""Reads the definition of a column or a constraint, as CREATE and ALTER TABLE have it."""

from __future__ import annotations

from dataclasses import dataclass

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words
from guardrail.shapes import ConstraintKind, Default

_TYPE_ENDS = (
    "NOT",
    "NULL",
    "DEFAULT",
    "CONSTRAINT",
    "PRIMARY",
    "UNIQUE",
    "REFERENCES",
    "CHECK",
    "GENERATED",
    "AS",
    "COLLATE",
    "COMMENT",
    "AUTO_INCREMENT",
    "AUTOINCREMENT",
    "IDENTITY",
    "FIRST",
    "AFTER",
    "ON",
    "USING",
    "KEY",
    "STORAGE",
    "COMPRESSION",
    "ENCODE",
    "SPARSE",
    "INVISIBLE",
    "VISIBLE",
    "VIRTUAL",
    "DEFERRABLE",
    "INITIALLY",
    "MASKED",
    "ENABLE",
    "DISABLE",
    "CODEC",
    "ROWGUIDCOL",
    "OPTIONS",
    "MATERIALIZED",
    "ALIAS",
    "TTL",
    "EPHEMERAL",
    "CHARSET",
    "INLINE",
)
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
_SERIAL = frozenset(["SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8", "SERIAL2"])


@dataclass(slots=True)
class Column:
    """What the definition of a column says."""

    type: str = ""
    nullable: bool | None = None
    default: Default = Default.NONE
    constraint: ConstraintKind = ConstraintKind.NONE
    references: str = ""
    options: tuple[str, ...] = ()


def raw_type(cursor: Cursor, *also: str) -> str:
    """The type as it is spelt, with single blanks, moved over."""
    parts: list[str] = []
    last = -1
    while (
        not cursor.done and cursor.up() not in _TYPE_ENDS and cursor.up() not in (",", ")", *also)
    ):
        start = cursor.at
        if cursor.group() is None:
            cursor.at += 1
        for token in cursor.tokens[start : cursor.at]:
            glued = token.start == last or (parts and token.up in ("(", ")", ",", "["))
            text = (
                f'"{token.text}"' if token.kind is Kind.NAME and " " in token.text else token.text
            )
            parts.append(text if glued or not parts or parts[-1] == "(" else f" {text}")
            last = token.end
    return "".join(parts)


def column(cursor: Cursor) -> Column:
    """Reads a type and what stands behind it, to the end of the cursor."""
    found = Column(type=raw_type(cursor))
    first = found.type.split("(")[0].strip().upper()
    if first in _SERIAL:
        found.default, found.nullable, found.options = Default.VOLATILE, False, ("serial",)
    options: list[str] = list(found.options)
    while not cursor.done:
        if cursor.accept("NOT NULL"):
            found.nullable = False
            if cursor.accept("NOT VALID"):
                options.append("not null not valid")
        elif cursor.accept("NOT NULL", "NULL"):
            found.nullable = True
        elif cursor.accept("DEFAULT"):
            found.default = default_kind(cursor)
        elif cursor.accept("PRIMARY KEY"):
            found.constraint, found.nullable = ConstraintKind.PRIMARY_KEY, False
        elif cursor.accept("UNIQUE"):
            found.constraint = found.constraint or ConstraintKind.UNIQUE
        elif cursor.accept("REFERENCES"):
            found.references = cursor.name()
            found.constraint = ConstraintKind.FOREIGN_KEY
        elif cursor.accept("CHECK"):
            found.constraint = found.constraint or ConstraintKind.CHECK
            cursor.group()
        elif cursor.up() in ("GENERATED", "AS", "IDENTITY", "AUTO_INCREMENT", "AUTOINCREMENT"):
            found.default = _generated(cursor, options)
            found.nullable = False if "identity" in options else found.nullable
        elif cursor.accept("ON DELETE CASCADE"):
            options.append("on delete cascade")
        elif cursor.group() is None:
            cursor.at += 1
    found.options = tuple(options)
    return found


def _generated(cursor: Cursor, options: list[str]) -> Default:
    """GENERATED …, moved over: identities and stored expressions are computed for each row."""
    if cursor.accept("IDENTITY", "AUTO_INCREMENT", "AUTOINCREMENT"):
        cursor.group()
        options.append("identity")
        return Default.VOLATILE
    cursor.accept("GENERATED")
    cursor.accept("ALWAYS", "BY DEFAULT ON NULL", "BY DEFAULT")
    if cursor.accept("AS IDENTITY"):
        cursor.group()
        options.append("identity")
        return Default.VOLATILE
    cursor.accept("AS")
    cursor.group()
    if cursor.accept("STORED", "PERSISTED"):
        options.append("stored")
        return Default.VOLATILE
    cursor.accept("VIRTUAL")
    options.append("virtual")
    return Default.GENERATED


def default_kind(cursor: Cursor) -> Default:
    """What kind of default stands next, moved over to the next clause of the column."""
    start = cursor.at
    while not cursor.done and (cursor.at == start or cursor.up() not in _DEFAULT_ENDS):
        if cursor.group() is None:
            cursor.at += 1
    tokens = cursor.tokens[start : cursor.at]
    if len(tokens) == 1 and tokens[0].up == "NULL":
        return Default.NONE
    kind = Default.CONSTANT
    for token, follow in zip(tokens, [*tokens[1:], None], strict=True):
        if token.up in _VOLATILE_CALLS and (follow is None or follow.up == "("):
            return Default.VOLATILE
        if token.kind is Kind.HOLE:
            kind = Default.UNKNOWN
        called = follow is not None and follow.up == "("
        if called and token.kind in (Kind.WORD, Kind.NAME) and token.up not in _STABLE_CALLS:
            kind = Default.UNKNOWN if not _is_type(token.up, tokens) else kind
    return kind


_DEFAULT_ENDS = words(
    "NOT NULL CONSTRAINT PRIMARY UNIQUE REFERENCES CHECK GENERATED COLLATE COMMENT FIRST "
    "AFTER ON AUTO_INCREMENT DEFAULT ENCODE WITH INVISIBLE VISIBLE KEY CODEC MASKED ENABLE "
    "DISABLE"
)
_SIZED = words("VARCHAR CHAR NUMERIC DECIMAL CHARACTER VARYING BIT TIMESTAMP TIME INTERVAL")


def _is_type(up: str, tokens: object) -> bool:
    """Whether a word before a parenthesis is a type with its size rather than a function."""
    return up in _SIZED
