"""The remedy `concurrently`: the forms that don't stop others, outside a transaction.

Sources: PostgreSQL's documentation of CREATE INDEX, DROP INDEX, REINDEX, REFRESH MATERIALIZED VIEW
and ALTER TABLE … DETACH PARTITION.
"""

from __future__ import annotations

import re

from guardrail.model import Edit
from guardrail.patterns import late
from guardrail.remedies.migrations.layout import layout_of
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.place import Made, Place
from guardrail.remedies.sql.editing import cased, plain, verbatim
from guardrail.remedies.sql.outside import outside
from guardrail.remedies.sql.scan import Token, Unclear, name_at, tokens_of

WORD = "CONCURRENTLY"

_AFTER = (
    (re.compile(r"\s*CREATE\s+(?:UNIQUE\s+)?INDEX(?=\s)", re.I), "build"),
    (re.compile(r"\s*DROP\s+INDEX(?=\s)", re.I), "drop"),
    (
        re.compile(r"\s*REINDEX\s+(?:\([^()]*\)\s*)?(?:INDEX|TABLE|SCHEMA|DATABASE)(?=\s)", re.I),
        "rebuild",
    ),
    (re.compile(r"\s*REFRESH\s+MATERIALIZED\s+VIEW(?=\s)", re.I), "refresh"),
)
_DETACH = late(r"\bDETACH\s+PARTITION\s+(?:\"[^\"]*\"|[\w.])+\s*\Z", re.I)


def insertion(statement: str) -> tuple[int, str, str] | None:
    """Where the word goes, the word, and what the statement does; `None` where it can't take it."""
    if re.search(rf"\b{WORD}\b", statement, re.I):
        return None
    for pattern, what in _AFTER:
        found = pattern.match(statement)
        if found is not None:
            rest = statement[found.end() :]
            if not _takes(what, rest):
                return None
            return found.end(), " " + cased(WORD, found.group().split()[-1]), what
    end = len(statement.rstrip().rstrip(";").rstrip())
    found = _DETACH.search(statement[:end])
    if found is not None:
        return end, " " + cased(WORD, found.group().split()[0]), "detach"
    return None


def _takes(what: str, rest: str) -> bool:
    """What a concurrent form can't do: several indexes at once, CASCADE, a view left empty."""
    if what == "drop":
        return "," not in rest and not re.search(r"\bCASCADE\b", rest, re.I)
    if what == "refresh":
        return not re.search(r"\bWITH\s+NO\s+DATA\b", rest, re.I)
    return not (what == "build" and re.match(r"\s*(?:\S+\s+)?ON\s+ONLY\s", rest, re.I))


def concurrently(place: Place) -> Made | None:
    """`CREATE INDEX CONCURRENTLY` and its kin."""
    several = _several(place)
    if several is not None:
        edits, written = several
        what = "drop"
    else:
        found = insertion(place.statement)
        if found is None:
            return None
        at, word, what = found
        edits = (place.edit(place.span.start + at, place.span.start + at, word),)
        written = [place.statement[:at] + word + place.statement[at:]]
    if not place.is_sql or what == "refresh":
        return Made(edits)
    layout = layout_of(place)
    if layout is None:
        return Made(edits)
    here = layout.here
    assert here is not None
    if what == "detach" and here.start != place.span.start:
        written = [place.text[here.start : place.span.start] + written[0]]
    name = _name(here.tokens)
    unique = here.words[1:2] == ("UNIQUE",)
    return outside(
        place,
        layout,
        edits,
        written,
        slug=slug_of(what, plain(name) if name else "concurrently"),
        name=name,
        down=f"DROP INDEX {WORD} IF EXISTS {_qualified(here.tokens, name)};"
        if what == "build" and name
        else "",
        guards_rows=unique,
    )


def outside_transaction(place: Place) -> Made | None:
    """A statement that no transaction takes, in the tool's way out of it."""
    layout = layout_of(place) if place.is_sql else None
    if layout is None or layout.here is None or (layout.outside and layout.transaction is None):
        return None
    here = layout.here
    name = _name(here.tokens)
    building = here.starts("CREATE")
    made = outside(
        place,
        layout,
        (),
        [place.text[here.start : here.end]],
        slug=slug_of("build" if building else "run", plain(name) if name else "concurrently"),
        name=name,
        down=f"DROP INDEX {WORD} IF EXISTS {_qualified(here.tokens, name)};"
        if building and name
        else "",
        guards_rows=here.words[1:2] == ("UNIQUE",),
    )
    return made if made is not None and (made.edits or made.files) else None


def _several(place: Place) -> tuple[tuple[Edit, ...], list[str]] | None:
    """A DROP INDEX of several, as one statement for each."""
    try:
        tokens = tokens_of(place.statement)
    except Unclear:
        return None
    words = [token.up for token in tokens]
    if words[:2] != ["DROP", "INDEX"] or "," not in words or not place.is_sql:
        return None
    if WORD in words or "CASCADE" in words:
        return None
    guarded = words[2:4] == ["IF", "EXISTS"]
    first = 4 if guarded else 2
    head = verbatim(place.statement, tokens[:first])
    head = head.replace(tokens[1].text, f"{tokens[1].text} {cased(WORD, tokens[1].text)}", 1)
    names: list[str] = []
    at = first
    while at < len(tokens):
        name, after = name_at(tokens, at)
        if not name:
            return None
        names.append(name)
        at = after + (after < len(tokens) and words[after] == ",")
        if at == after and after < len(tokens):
            return None
    written = [f"{head} {name}" for name in names]
    end = place.span.start + tokens[-1].end
    return (place.edit(place.span.start + tokens[0].start, end, ";\n".join(written)),), written


def _name(tokens: list[Token]) -> str:
    """The index that a statement makes, drops or rebuilds, "" where it has no name."""
    words = [token.up for token in tokens]
    if "INDEX" not in words[:3]:
        return ""
    at = words.index("INDEX") + 1
    while at < len(words) and words[at] in ("IF", "NOT", "EXISTS", WORD):
        at += 1
    return "" if at >= len(words) or words[at] == "ON" else name_at(tokens, at)[0]


def _qualified(tokens: list[Token], name: str) -> str:
    """The name of a new index with the schema of its table, where that is written."""
    words = [token.up for token in tokens]
    if "ON" not in words:
        return name
    table, _ = name_at(tokens, words.index("ON") + 1)
    return f"{table.rpartition('.')[0]}.{name}" if "." in table else name
