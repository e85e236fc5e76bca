"""What a change of a column's type does to the values.

Facts: the value ranges of the standard's types. What isn't known here is answered as unknown, never
guessed.
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from guardrail.patterns import late

UNLIMITED = 1 << 40


class Loss(StrEnum):
    """What happens to values that don't fit the new type."""

    NONE = "none"
    REFUSED = "refused"
    SILENT = "silent"
    UNKNOWN = "unknown"


class ColumnType(Struct, frozen=True):
    """A type as far as it matters: its family and its size.

    `size` is bits of integers and floats, digits of a decimal, characters of a text; `scale` the
    decimal places; `padded` a blank-padded text; `zoned` a time stamp with a zone; `unsigned` an
    integer without negative values; `values` the members of an enumeration, in order.
    """

    family: str
    size: int = UNLIMITED
    scale: int = 0
    padded: bool = False
    zoned: bool = False
    unsigned: bool = False
    values: tuple[str, ...] = ()


_NAMES: dict[str, ColumnType] = {
    "tinyint": ColumnType("integer", 8),
    "byteint": ColumnType("integer", 8),
    "int64": ColumnType("integer", 64),
    "float64": ColumnType("float", 53),
    "float32": ColumnType("float", 24),
    "bignumeric": ColumnType("decimal"),
    "number": ColumnType("decimal"),
    "money": ColumnType("decimal", 19, 4),
    "smallmoney": ColumnType("decimal", 10, 4),
    "clob": ColumnType("text"),
    "ntext": ColumnType("text"),
    "smallint": ColumnType("integer", 16),
    "int2": ColumnType("integer", 16),
    "smallserial": ColumnType("integer", 16),
    "smallinteger": ColumnType("integer", 16),
    "mediumint": ColumnType("integer", 24),
    "int": ColumnType("integer", 32),
    "integer": ColumnType("integer", 32),
    "int4": ColumnType("integer", 32),
    "serial": ColumnType("integer", 32),
    "bigint": ColumnType("integer", 64),
    "int8": ColumnType("integer", 64),
    "bigserial": ColumnType("integer", 64),
    "biginteger": ColumnType("integer", 64),
    "real": ColumnType("float", 24),
    "float4": ColumnType("float", 24),
    "float": ColumnType("float", 53),
    "float8": ColumnType("float", 53),
    "double": ColumnType("float", 53),
    "double precision": ColumnType("float", 53),
    "numeric": ColumnType("decimal"),
    "decimal": ColumnType("decimal"),
    "varchar": ColumnType("text"),
    "character varying": ColumnType("text"),
    "nvarchar": ColumnType("text"),
    "varchar2": ColumnType("text"),
    "string": ColumnType("text"),
    "char": ColumnType("text", 1, padded=True),
    "character": ColumnType("text", 1, padded=True),
    "bpchar": ColumnType("text", padded=True),
    "nchar": ColumnType("text", 1, padded=True),
    "text": ColumnType("text"),
    "citext": ColumnType("citext"),
    "tinytext": ColumnType("text", 255),
    "mediumtext": ColumnType("text", UNLIMITED * 2),
    "longtext": ColumnType("text", UNLIMITED * 4),
    "date": ColumnType("date"),
    "time": ColumnType("time"),
    "timestamp": ColumnType("timestamp"),
    "datetime": ColumnType("timestamp"),
    "datetime2": ColumnType("timestamp"),
    "timestamptz": ColumnType("timestamp", zoned=True),
    "boolean": ColumnType("boolean"),
    "bool": ColumnType("boolean"),
    "json": ColumnType("json"),
    "jsonb": ColumnType("jsonb"),
    "uuid": ColumnType("uuid"),
    "bytea": ColumnType("bytes"),
    "blob": ColumnType("bytes"),
    "inet": ColumnType("inet"),
    "cidr": ColumnType("cidr"),
}

_SHAPE = late(
    r"(?P<name>[a-z_0-9]+(?: precision| varying)?)\s*"
    r"(?:\(\s*(?P<size>\d+|max)\s*(?:,\s*(?P<scale>\d+)\s*)?\))?\s*"
    r"(?P<zone>with time zone|without time zone)?\s*(?P<unsigned>unsigned)?\s*\Z"
)
_INTEGER_DIGITS = {8: 3, 16: 5, 24: 7, 32: 10, 64: 19}
_MOST_DIGITS = 78
_LONGEST = 80
_LONGEST_ENUM = 4_000
_WRAPPED = late(r"(?:nullable|lowcardinality)\((.{1,80})\)\Z")
_SIZED = late(r"(?P<unsigned>u?)int(?P<bits>8|16|32|64|128|256)\Z")
_ENUM = late(r"enum(?:8|16)?\s*\((?P<members>.*)\)\Z", re.IGNORECASE | re.DOTALL)
_MEMBER = late(r"'((?:[^']|'')*)'")


def parse(written: str) -> ColumnType | None:
    """The type that is written, `None` for one that isn't known here."""
    if (listed := _ENUM.match(written[: _LONGEST_ENUM + 1].strip())) is not None:
        return ColumnType("enum", values=tuple(_MEMBER.findall(listed["members"])))
    text = " ".join(written[: _LONGEST + 1].lower().replace('"', "").split())
    while (inner := _WRAPPED.match(text)) is not None:
        text = inner[1]
    if (sized := _SIZED.match(text)) is not None and text not in _NAMES:
        return ColumnType("integer", int(sized["bits"]), unsigned=bool(sized["unsigned"]))
    match = _SHAPE.match(text.removeprefix("pg_catalog.")) if len(text) <= _LONGEST else None
    known = _NAMES.get(match["name"]) if match else None
    if match is None or known is None:
        return None
    if match["size"] == "max":
        return ColumnType(known.family)
    if known.family == "integer" and match["unsigned"]:
        return replace(known, unsigned=True)
    if known.family in ("text", "decimal") and match["size"]:
        size, scale = int(match["size"]), int(match["scale"] or 0)
        return ColumnType(known.family, size, scale, known.padded)
    if known.family == "timestamp" and match["zone"] == "with time zone":
        return ColumnType("timestamp", zoned=True)
    return known


def loss(old: str, new: str) -> Loss:
    """What happens to old values that the new type can't hold."""
    before, after = parse(old), parse(new)
    if before is None or after is None:
        return Loss.UNKNOWN
    if before.family == after.family:
        return _loss_within(before, after)
    if after.family == "text":
        return Loss.NONE if after.size >= _longest(before) else Loss.REFUSED
    if "enum" in (before.family, after.family):
        return Loss.REFUSED if before.family in ("text", "enum") else Loss.UNKNOWN
    if (before.family, after.family) == ("decimal", "integer") and not before.scale:
        digits = _INTEGER_DIGITS.get(after.size, 0)
        if before.size < UNLIMITED:  # whole numbers of so many digits
            return Loss.NONE if before.size < digits else Loss.REFUSED
    if (before.family, after.family) == ("decimal", "float"):
        return Loss.NONE if before.size <= _EXACT_DIGITS.get(after.size, 0) else Loss.SILENT
    return _ACROSS.get((before.family, after.family), _loss_across(before, after))


_EXACT_DIGITS = {24: 6, 53: 15}
"""So many decimal digits come back from a float as they were (IEEE 754)."""


def _longest(before: ColumnType) -> int:
    """The characters of the longest value that a type has, written out."""
    if before.family == "enum":
        return max(map(len, before.values), default=UNLIMITED)
    if before.family == "integer":
        return _INTEGER_DIGITS.get(before.size, _MOST_DIGITS) + 1
    if before.family == "decimal" and before.size < UNLIMITED:
        return before.size + 2
    return _WRITTEN.get(before.family, UNLIMITED)


_WRITTEN = {"uuid": 36, "boolean": 5, "date": 10, "time": 15, "timestamp": 32, "inet": 43}


def _loss_within(before: ColumnType, after: ColumnType) -> Loss:
    if before.family == "enum":
        return Loss.REFUSED if set(before.values) - set(after.values) else Loss.NONE
    if before.family == "integer":
        room = after.size - (not after.unsigned)
        fits = room >= before.size - (not before.unsigned)
        return Loss.NONE if fits and (before.unsigned or not after.unsigned) else Loss.REFUSED
    if before.family == "float":
        return Loss.SILENT if after.size < before.size else Loss.NONE
    if before.family == "decimal":
        if after.size == UNLIMITED:
            return Loss.NONE
        if before.size == UNLIMITED or after.scale < before.scale:
            return Loss.SILENT
        return Loss.REFUSED if after.size - after.scale < before.size - before.scale else Loss.NONE
    if before.family == "timestamp":
        return Loss.SILENT if before.zoned and not after.zoned else Loss.NONE
    return Loss.REFUSED if after.size < before.size else Loss.NONE


_ACROSS: dict[tuple[str, str], Loss] = {
    ("decimal", "integer"): Loss.SILENT,
    ("float", "integer"): Loss.SILENT,
    ("float", "decimal"): Loss.SILENT,
    ("integer", "boolean"): Loss.SILENT,
    ("boolean", "integer"): Loss.NONE,
    ("timestamp", "date"): Loss.SILENT,
    ("timestamp", "time"): Loss.SILENT,
    ("date", "timestamp"): Loss.NONE,
    ("json", "jsonb"): Loss.NONE,
    ("jsonb", "json"): Loss.NONE,
    ("cidr", "inet"): Loss.NONE,
    ("text", "citext"): Loss.NONE,
    ("citext", "text"): Loss.NONE,
}


_MEASURED = ("integer", "float", "decimal", "boolean", "date", "time", "timestamp")
"""What a text may be no spelling of."""


def _loss_across(before: ColumnType, after: ColumnType) -> Loss:
    if (before.family, after.family) == ("integer", "decimal"):
        room = after.size - after.scale
        return Loss.NONE if room >= _INTEGER_DIGITS.get(before.size, _MOST_DIGITS) else Loss.REFUSED
    if (before.family, after.family) == ("integer", "float"):
        return Loss.NONE if after.size >= before.size else Loss.SILENT
    measured = before.family == "text" and after.family in _MEASURED
    return Loss.REFUSED if measured else Loss.UNKNOWN


def counts_as_float(old: str, new: str) -> bool:
    """Whether an integer becomes a double: nothing that is counted is above 2**53."""
    before, after = parse(old), parse(new)
    if before is None or after is None:
        return False
    return (before.family, after.family, after.size) == ("integer", "float", 53)


def lost_values(old: str, new: str) -> tuple[str, ...]:
    """The members that an enumeration loses, in order."""
    before, after = parse(old), parse(new)
    if before is None or after is None or after.family != "enum":
        return ()
    return tuple(value for value in before.values if value not in after.values)
