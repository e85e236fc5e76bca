"""What else a CREATE says that decides how dangerous its object is."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.sources import tables
from guardrail.frontends.sql.token import Token

_TOLD: dict[str, tuple[str, ...]] = {
    "ASSEMBLY": ("UNSAFE", "EXTERNAL_ACCESS"),
    "PUBLICATION": ("FOR ALL TABLES", "FOR TABLES IN SCHEMA"),
    "STAGE": ("URL",),
    "VIEW": ("SECURITY_INVOKER", "SECURITY_BARRIER", "SQL SECURITY DEFINER"),
    "DATABASE LINK": ("PUBLIC",),
}
_LONGEST = 200


def marks(phrase: str, statement: Sequence[Token]) -> list[str]:
    """The telling words of a CREATE of this kind, lower case; `schema s` of an extension."""
    if phrase == "EXTENSION":
        return _schema(statement)
    wanted = _TOLD.get(phrase, ())
    if not wanted:
        return []
    ups = [token.up for token in statement[:_LONGEST]]
    found = []
    for words in wanted:
        first, *more = words.split()
        for index, up in enumerate(ups):
            if up == first and ups[index + 1 : index + 1 + len(more)] == more:
                value = ups[index + 1 : index + 3]
                off = value[:1] == ["="] and value[1:] in (["FALSE"], ["OFF"], ["0"])
                found += [f"no {words.lower()}" if off else words.lower()]
                break
    return found


def _schema(statement: Sequence[Token]) -> list[str]:
    """The schema that an extension is put in."""
    for index, token in enumerate(statement[:-1]):
        if token.up == "SCHEMA":
            return [f"schema {statement[index + 1].text.lower()}"]
    return []


def view_reads(cursor: Cursor) -> tuple[str, ...]:
    """The tables that the query behind AS reads."""
    index = cursor.find("AS")
    if index < 0:
        return ()
    return tuple(dict.fromkeys(tables(cursor.slice(index + 1, cursor.end)).values()))
