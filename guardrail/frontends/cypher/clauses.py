"""Cypher text cut into statements, and those into clauses, without strings and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from guardrail.patterns import late

_SKIPPED = late(
    r"//[^\n]*|/\*.*?(?:\*/|\Z)|'(?:\\.|[^'\\])*(?:'|\Z)|\"(?:\\.|[^\"\\])*(?:\"|\Z)",
    re.DOTALL,
)
_CLAUSE = late(
    r"\b(OPTIONAL\s+MATCH|MATCH|WHERE|WITH|RETURN|DETACH\s+DELETE|NODETACH\s+DELETE|DELETE|SET"
    r"|REMOVE|MERGE|CREATE|UNWIND|CALL|FOREACH|ON\s+MATCH\s+SET|ON\s+CREATE\s+SET|UNION|LIMIT"
    r"|ORDER\s+BY|SKIP|YIELD|DROP|LOAD\s+CSV|USE)\b",
    re.IGNORECASE,
)
_WORD = late(r"[A-Za-z_]\w*")
_NAME = late(r"\s+(?:IF\s+EXISTS\s+)?`?([\w.$-]+)`?", re.IGNORECASE)
_ITERATE = late(r"\bapoc\.periodic\.(?:iterate|commit)\s*\(", re.IGNORECASE)
_TEXT = late(r"'((?:\\.|[^'\\])*)'|\"((?:\\.|[^\"\\])*)\"", re.DOTALL)


class Clause(Struct, frozen=True):
    """A keyword, upper case with single spaces, and what stands between it and the next one."""

    keyword: str
    body: str


class Statement(Struct, frozen=True):
    """One statement: its range in the text, its own text, and that with strings left empty."""

    start: int
    end: int
    text: str
    plain: str

    @property
    def words(self) -> list[str]:
        """Its first words, upper case."""
        return [one.upper() for one in _WORD.findall(self.plain[:200])[:4]]

    def name_after(self, word: str) -> str:
        """The name behind the first of that word."""
        at = self.plain.upper().find(word)
        found = _NAME.match(self.text, at + len(word)) if at >= 0 else None
        return found[1] if found else ""

    def clauses(self) -> list[Clause]:
        """Its clauses in order."""
        places = list(_CLAUSE.finditer(self.plain))
        ends = [*(place.start() for place in places[1:]), len(self.plain)]
        return [
            Clause(" ".join(place[1].upper().split()), self.plain[place.end() : end])
            for place, end in zip(places, ends, strict=False)
        ]


def statements(text: str) -> Iterator[Statement]:
    """The statements of a text, those too that `apoc.periodic.iterate` is handed as strings."""
    plain = _SKIPPED.sub(_emptied, text)
    start = 0
    for end in [*(at for at, sign in enumerate(plain) if sign == ";"), len(plain)]:
        first = start + len(plain[start:end]) - len(plain[start:end].lstrip())
        if plain[first:end].strip():
            own = Statement(first, end, text[first:end], plain[first:end])
            yield own
            yield from _handed_on(own)
        start = end + 1


def _handed_on(statement: Statement) -> Iterator[Statement]:
    call = _ITERATE.search(statement.plain)
    if call is None:
        return
    texts = [a or b for a, b in _TEXT.findall(statement.text, call.end())]
    joined = " ".join(texts[:2])
    plain = _SKIPPED.sub(_emptied, joined)
    yield Statement(statement.start, statement.end, joined, plain)


def _emptied(match: re.Match[str]) -> str:
    """A comment as blanks, a string as blanks in its quotes: positions stay."""
    text = match[0]
    if text[0] in "'\"" and len(text) > 1:
        return f"{text[0]}{' ' * (len(text) - 2)}{text[0]}"
    return " " * len(text)
