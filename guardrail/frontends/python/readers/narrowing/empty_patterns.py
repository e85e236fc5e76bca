"""Patterns that every row matches: `LIKE '%'`, where what stands before the `%` may be nothing.

`DELETE FROM kv WHERE key LIKE ?` with `prefix + "%"` deletes every row there is where nobody gives
a prefix.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import DataChange, Scope, Verb
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.readers.narrowing.left_out import (
    empty_on_some_ways,
    may_be_left_out,
)
from guardrail.frontends.python.readers.narrowing.made_before_now import is_made_before
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.readers.narrowing.saying_nothing import says_nothing
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late
from guardrail.spanmap import PieceKind
from guardrail.stream import Embedded

BEGINNINGS = frozenset(
    ("startswith", "istartswith", "endswith", "iendswith", "contains", "icontains")
)
"""How mappers ask for a part of a text: Django's lookups, SQLAlchemy's and peewee's operators."""
PATTERNS = frozenset(("like", "ilike"))
_MATCHED = late(
    r"\s*(?:(?P<gone>DELETE\s+FROM)|UPDATE)\s+(?P<table>[\w.\"`\[\]]+)(?P<before>\b.*?)\bWHERE\s+"
    r"[\w.\"`\[\]()]+\s+I?LIKE\s+(?P<mark>\?|%s|%\(\w+\)s|[:@$]\w+)\s*(?:ESCAPE\s+'.'\s*)?;?\s*",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = late(
    r"\s*(?:(?P<gone>DELETE\s+FROM)|UPDATE)\s+(?P<table>[\w.\"`\[\]]+)(?P<before>\b.*?)\bWHERE\s+"
    r"(?:\w+\.)?[\"`\[]?(?P<column>\w+)[\"`\]]?\s*<=?\s*(?P<mark>\?|%s|%\(\w+\)s|[:@$]\w+)\s*;?\s*",
    re.IGNORECASE | re.DOTALL,
)
_MARK = late(r"\?|%s")
_WORD = late(r"\w+")
_LONGEST = 4_000


def matching_all(reading: Reading, call: Call, items: Sequence[Said]) -> Sequence[Said]:
    """What a call does, where the one thing that it asks for is one that every row matches."""
    more = [one for item in items for one in _matched(reading, call, item)]
    return [*items, *more] if more else items


def _matched(reading: Reading, call: Call, item: Said) -> list[DataChange]:
    if not isinstance(item, Embedded) or item.source.language != "sql":
        return []
    text = item.source.text[:_LONGEST]
    found = _MATCHED.fullmatch(text) if "LIKE" in text or "like" in text else None
    found = found or (_BEFORE.fullmatch(text) if "<" in text else None)
    bound = _bound(reading, call, found) if found is not None else None
    if found is None or bound is None:
        return []
    column = found.groupdict().get("column")
    if column is None:
        scope, reason = by_pattern(reading, bound)
    elif is_made_before(reading, column, bound):
        scope, reason = Scope.TAUTOLOGY, f"{column} is before now in every row"
    else:
        return []
    if scope is Scope.FILTERED:
        return []
    around = item.source.surroundings
    change = DataChange(
        **reading.stated(call.node),
        verb=Verb.DELETE if found["gone"] else Verb.UPDATE,
        target=found["table"],
        scope=scope,
        reason=reason,
        dialect=around.dialect,
        environment=around.environment,
    )
    return [change]


def _bound(reading: Reading, call: Call, found: re.Match[str]) -> Node | None:
    """What a call binds to the place of the pattern."""
    flow = reading.builder.flow
    given = call.positional[1:] or [*call.keywords.values()][:1]
    mark = found["mark"]
    named = _WORD.findall(mark)[:1] if mark not in ("?", "%s") else []
    if named and not named[0].isdigit():
        values = dict(flow.pairs(flow.value(given[0]) or given[0])) if given else {}
        return values.get(named[0]) or call.keywords.get(named[0])
    place = int(named[0]) - 1 if named else len(_MARK.findall(found["before"]))
    listed = flow.elements(given[0]) if len(given) == 1 else None
    each = listed if listed is not None else given
    return each[place] if 0 <= place < len(each) else None


def by_pattern(reading: Reading, pattern: Node) -> Told:
    """What a pattern of SQL leaves: every row where there is nothing in it but `%`."""
    for rope in reading.builder.variants(pattern):
        holes = [one for one in rope if one.kind is PieceKind.HOLE]
        told = "".join(one.text for one in rope if one.kind is not PieceKind.HOLE)
        if not told or told.strip("%"):
            continue
        if not holes:
            return Scope.TAUTOLOGY, "the pattern '%' matches every row"
        made = [made_by(reading, one) for one in holes]
        left = [may_be_left_out(reading, one) if one is not None else "" for one in made]
        if all(left):
            return Scope.UNKNOWN, f"unscoped when {left[0]} is empty"
    return Scope.FILTERED, ""


def by_beginning(reading: Reading, asked: Node) -> Told:
    """What a text leaves that a column has to begin with, end with or hold: nothing is in all."""
    if says_nothing(reading, asked):
        return Scope.TAUTOLOGY, "an empty text is a part of every text"
    left = may_be_left_out(reading, asked)
    when = f"unscoped when {left} is empty" if left else empty_on_some_ways(reading, asked)
    return (Scope.UNKNOWN, when) if when else (Scope.FILTERED, "")
