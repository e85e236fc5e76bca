"""Reads the definition of a column or a constraint, as CREATE and ALTER TABLE have it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from guardrail.frontends.sql.constraints import reference
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.defaults import default, kind_of
from guardrail.frontends.sql.texts import bare_text, text_of
from guardrail.frontends.sql.token import Kind
from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, Default

_TYPE_ENDS = (
    "NOT",
    "NULL",
    "DEFAULT",
    "CONSTRAINT",
    "PRIMARY",
    "FOREIGN",
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
_SERIAL = frozenset(["SERIAL", "BIGSERIAL", "SMALLSERIAL", "SERIAL4", "SERIAL8", "SERIAL2"])
_MOST_BOUND = 50
_LONGEST_TYPE = 200
_KEY = ("UNIQUE KEY", "UNIQUE INDEX", "UNIQUE")


class Column(Struct):
    """What the definition of a column says; `constraint` is the first of its `constraints`."""

    type: str = ""
    nullable: bool | None = None
    default: Default = Default.NONE
    default_text: str = ""
    constraints: tuple[ConstraintShape, ...] = ()
    not_valid: bool = False
    options: tuple[str, ...] = ()

    @property
    def constraint(self) -> ConstraintShape:
        """The constraint that says most of the column: a reference, a key, a check."""
        return min(self.constraints, key=lambda one: _WEIGHT.index(one.kind), default=_FREE)

    def shape(self, name: str) -> ColumnShape:
        """The shape of the column under its name."""
        return ColumnShape(
            name, self.type, self.nullable, self.default, self.default_text, self.options
        )

    def bound(self, name: str) -> Iterator[ConstraintShape]:
        """The constraints written at the column, with its name in them."""
        return (replace(one, columns=(name,)) for one in self.constraints)


_FREE = ConstraintShape(ConstraintKind.NONE)
_WEIGHT = [
    ConstraintKind.FOREIGN_KEY,
    ConstraintKind.PRIMARY_KEY,
    ConstraintKind.UNIQUE,
    ConstraintKind.CHECK,
]


def raw_type(cursor: Cursor, *also: str) -> str:
    """The type as it is spelt, with single blanks, moved over."""
    parts: list[str] = []
    last = -1
    while (
        not cursor.done
        and len(parts) < _LONGEST_TYPE
        and cursor.up() not in _TYPE_ENDS
        and cursor.up() not in (",", ")", *also)
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


def column(cursor: Cursor, masked: bool = False) -> Column:
    """Reads a type and what stands behind it, to the end of the cursor."""
    found = Column(type=raw_type(cursor))
    first = found.type.split("(")[0].strip().upper()
    options: list[str] = []
    if first in _SERIAL:
        found.default, found.nullable = Default.VOLATILE, False
        options.append("serial")
    bound: list[ConstraintShape] = []
    name = ""
    while not cursor.done:
        kept, name = name, ""
        if cursor.accept("CONSTRAINT"):
            name = cursor.name()
        elif cursor.accept("NOT NULL"):
            found.nullable = False
            if cursor.accept("NOT VALID"):
                found.not_valid = True
                options.append("not null not valid")
        elif cursor.accept("NULL"):
            found.nullable = True
        elif cursor.accept("DEFAULT"):
            tokens = default(cursor)
            found.default, found.default_text = kind_of(tokens), text_of(tokens, masked)
            if found.default is Default.NONE:
                found.default_text = ""
        elif cursor.accept("FOREIGN KEY"):
            name = kept
        elif cursor.accept("PRIMARY KEY", "KEY"):
            found.nullable = False
            bound.append(ConstraintShape(ConstraintKind.PRIMARY_KEY, kept))
        elif cursor.accept(*_KEY):
            bound.append(ConstraintShape(ConstraintKind.UNIQUE, kept))
        elif cursor.up() == "REFERENCES" and len(bound) < _MOST_BOUND:
            bound.append(reference(cursor, kept))
        elif cursor.accept("CHECK"):
            inner = cursor.group()
            text = bare_text(inner, masked) if inner is not None else ""
            bound.append(ConstraintShape(ConstraintKind.CHECK, kept, expression=text))
        elif cursor.up() in ("GENERATED", "AS", "IDENTITY", "AUTO_INCREMENT", "AUTOINCREMENT"):
            _generated(cursor, found, options, masked)
        elif cursor.group() is None:
            cursor.at += 1
    if any(one.on_delete == "cascade" for one in bound):
        options.append("on delete cascade")
    found.options, found.constraints = tuple(options), tuple(bound)
    return found


def _generated(cursor: Cursor, found: Column, options: list[str], masked: bool) -> None:
    """GENERATED …, moved over: identities and stored expressions are computed for each row."""
    identity = bool(cursor.accept("IDENTITY", "AUTO_INCREMENT", "AUTOINCREMENT"))
    always = False
    if not identity:
        cursor.accept("GENERATED")
        always = bool(cursor.accept("ALWAYS"))
        cursor.accept("BY DEFAULT ON NULL", "BY DEFAULT")
        identity = bool(cursor.accept("AS IDENTITY"))
    if identity:
        cursor.group()
        options += ["identity", "always"] if always else ["identity"]
        found.default, found.nullable = Default.VOLATILE, False
        return
    cursor.accept("AS")
    inner = cursor.group()
    found.default_text = bare_text(inner, masked) if inner is not None else ""
    if cursor.accept("STORED", "PERSISTED", "PERSISTENT"):
        options.append("stored")
        found.default = Default.VOLATILE
        return
    cursor.accept("VIRTUAL")
    options.append("virtual")
    found.default = Default.GENERATED
