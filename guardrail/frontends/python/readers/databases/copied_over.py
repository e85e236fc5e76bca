"""A file that DuckDB writes over with a table that was made of a part of what it read from it.

`CREATE TABLE picked AS SELECT * FROM read_parquet(?) WHERE …`, then `COPY picked TO '…'`, in two
statements of a program: one alone says nothing of the other.

Source: DuckDB 1.3, "COPY Statement" (a file that is there is written over), "Data Import".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import FileChange, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import Rope
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_COPY = late(r"\s*COPY\s+(?P<table>\w+)\s+TO\s+'(?P<path>[^']{1,400})'", re.IGNORECASE)
_MADE = late(
    r"\s*CREATE\s+(?:OR\s+REPLACE\s+)?(?:TEMP(?:ORARY)?\s+)?(?:TABLE|VIEW)\s+"
    r"(?:IF\s+NOT\s+EXISTS\s+)?(?P<table>\w+)\s+AS\s+(?P<query>\(?\s*(?:SELECT|FROM|WITH)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_READ = late(
    r"(?:\bread_(?:parquet|csv|csv_auto|json|json_auto|ndjson)\(\s*\[?\s*|\bFROM\s+)"
    r"(?:'(?P<path>[^']{1,400})'|(?P<bound>\?|\$\d+))",
    re.IGNORECASE,
)
_PARTLY = late(r"\b(?:WHERE|SAMPLE|LIMIT|QUALIFY|HAVING|GROUP\s+BY)\b", re.IGNORECASE)
_MORE = late(r"\bUNION\b|\bINSERT\b", re.IGNORECASE)
_PASSING = late(r"(?i)cache|te?mp\b|scratch|sample|(?:^|/)out(?:put)?s?/")
_RUN = late(r"\.(?:execute|sql|query)\(")
_MOST = 40
_LONGEST = 8_000


def copied_over(reading: Reading, call: Call, rope: Rope) -> Iterator[FileChange]:
    """The file that a `COPY table TO` writes over with less than it held."""
    told = _COPY.match(_said(rope)[:_LONGEST])
    if told is None or _PASSING.search(told["path"]):
        return
    if any(_holds(told["path"], one) for one in _sources(reading, call, told["table"])):
        yield FileChange(
            **reading.stated(call.node), verb=Verb.OVERWRITE, path=told["path"], partly=True
        )


def _holds(target: str, source: str) -> bool:
    """Whether a file, or files in a folder, are what is written over."""
    return target == source or source.startswith(f"{target.rstrip('/')}/")


def _sources(reading: Reading, call: Call, table: str) -> Iterator[str]:
    """The files of which the module made a table with a part of what is in them."""
    for one in _runs(reading):
        if one.node.id == call.node.id or not one.positional:
            continue
        for rope in reading.builder.variants(one.positional[0]):
            text = _said(rope)[:_LONGEST]
            made = _MADE.match(text)
            if made is None or made["table"].lower() != table.lower():
                continue
            query = made["query"]
            if _PARTLY.search(query) is None or _MORE.search(query):
                continue
            for number, read in enumerate(_READ.finditer(query)):
                yield read["path"] or _bound(reading, one, number)


def _bound(reading: Reading, call: Call, number: int) -> str:
    """What a place of a statement is bound to, `str(…)` taken off."""
    given = call.positional[1] if len(call.positional) > 1 else call.keywords.get("parameters")
    values = reading.builder.flow.elements(given) if given is not None else None
    if not values or number >= len(values):
        return ""
    node = unwrapped(values[number])
    if node.type == "call" and reading.call(node).name in ("str", "os.fspath"):
        node = next(iter(reading.call(node).positional), node)
    return _said(reading.builder.text(node))


def _runs(reading: Reading) -> list[Call]:
    """The calls of the module that may run statements: looked for once."""
    held: list[Call] | None = reading.remembered.get(("runs statements", 0))
    if held is None:
        module = reading.module
        places = [(one.end() - 1, one.end()) for one in _RUN.finditer(module.plain)][:_MOST]
        nodes = [
            next((one for one in trail if one.type == "call"), None)
            for trail in module.around(places)
        ]
        held = [reading.call(one) for one in nodes if one is not None]
        reading.remembered["runs statements", 0] = held
    return held


def _said(rope: Rope) -> str:
    """A text with the name of each hole in its place: those of one name are one."""
    return "".join(
        f"{{{part.name}}}" if part.kind is PieceKind.HOLE else part.text for part in rope
    )
