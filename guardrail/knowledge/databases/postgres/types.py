"""Types as PostgreSQL spells them: one name for each, with its modifiers.

Source: the PostgreSQL manual, "Data Types".
"""

from __future__ import annotations

from msgspec import Struct

from guardrail.patterns import late

_ALIASES = {
    "character varying": "varchar",
    "national character varying": "varchar",
    "char varying": "varchar",
    "character": "char",
    "bpchar": "char",
    "nchar": "char",
    "national character": "char",
    "decimal": "numeric",
    "dec": "numeric",
    "int": "integer",
    "int4": "integer",
    "serial": "integer",
    "serial4": "integer",
    "int8": "bigint",
    "bigserial": "bigint",
    "serial8": "bigint",
    "int2": "smallint",
    "smallserial": "smallint",
    "serial2": "smallint",
    "bool": "boolean",
    "float4": "real",
    "float8": "double precision",
    "float": "double precision",
    "varbit": "bit varying",
    "timestamp without time zone": "timestamp",
    "timestamp with time zone": "timestamptz",
    "time without time zone": "time",
    "time with time zone": "timetz",
}
_LONGEST = 200
"""No type is spelt longer; a text is hostile."""

_SIZES = late(r"\(([^()]*)\)")
_ARRAY = late(r"(?:\s*\[\d*\])+$|\s+array(?:\[\d*\])?$")


class Type(Struct, frozen=True):
    """A type: `name` as PostgreSQL's shortest spelling, `sizes` its modifiers, "" for a word."""

    name: str
    sizes: tuple[int, ...] = ()
    array: bool = False

    @property
    def size(self) -> int | None:
        """The first modifier, `None` where there is none."""
        return self.sizes[0] if self.sizes else None


def type_of(text: str) -> Type | None:
    """The type that is written, `None` where it can't be read."""
    if len(text) > _LONGEST:
        return None
    spelt = " ".join(text.replace('"', "").split()).lower().removeprefix("pg_catalog.")
    bare = _ARRAY.sub("", spelt.split(" collate ")[0])
    found = _SIZES.search(bare)
    given = found.group(1).split(",") if found is not None else []
    if not bare or not all(each.strip().isdigit() for each in given):
        return None
    sizes = tuple(int(each) for each in given)
    words = " ".join(_SIZES.sub(" ", bare).split())
    array = bare != spelt.split(" collate ")[0]
    name = _ALIASES.get(words, words)
    if name in ("char", "bit") and not sizes and words != "bpchar":
        sizes = (1,)
    if name == "numeric" and len(sizes) == 1:
        sizes = (*sizes, 0)
    return Type(name, sizes, array)
