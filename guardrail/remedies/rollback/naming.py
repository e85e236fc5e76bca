"""Names and types as they have to be written in a dialect.

Effects hold names unquoted. One that wouldn't read back as itself, or that is a reserved word, is
quoted; one with capitals only where the text it comes from quotes it too.
"""

from __future__ import annotations

import re

from msgspec import Struct

from guardrail.patterns import late

_SIMPLE = late(r"[a-z_][a-z0-9_$]*\Z")
_FOLDED = late(r"[A-Za-z_][A-Za-z0-9_$]*\Z")

_WORDS = """
all analyse analyze and any array as asc both case cast check collate column constraint create
default desc distinct do else end except false fetch for foreign from grant group having in index
initially intersect into key leading limit not null offset on only or order placing primary
references returning select some table then to trailing true union unique user using when where
window with
"""

RESERVED = frozenset(_WORDS.split())
"""Words that PostgreSQL or MySQL reserve (their documentation, "Keywords")."""

_MYSQL = ("mysql", "mariadb", "tidb")


class Writing(Struct, frozen=True):
    """How names are written: in which dialect, and in which text they stand quoted."""

    dialect: str = ""
    text: str = ""

    @property
    def mysql(self) -> bool:
        """Whether the dialect is one of MySQL's."""
        return self.dialect in _MYSQL

    def name(self, name: str) -> str:
        """A name of one or more parts."""
        return ".".join(self._part(part) for part in name.split("."))

    def names(self, names: tuple[str, ...]) -> str:
        """Several, with commas between them; an expression stays as it is."""
        return ", ".join(n if re.search(r"[\s()]", n) else self._part(n) for n in names)

    def _part(self, part: str) -> str:
        quote = "`" if self.mysql else '"'
        quoted = f"{quote}{part.replace(quote, quote * 2)}{quote}"
        if _SIMPLE.match(part):
            return quoted if part in RESERVED else part
        if _FOLDED.match(part) and quoted not in self.text:
            return part
        return quoted


def last(name: str) -> str:
    """The name without its schema."""
    return name.rpartition(".")[2]


def in_schema_of(name: str, table: str) -> str:
    """A name beside a table: in the schema that the table's is written with."""
    schema = table.rpartition(".")[0]
    return f"{schema}.{name}" if schema and "." not in name else name
