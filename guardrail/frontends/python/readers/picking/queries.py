"""What a query picks that lists what there is: `SELECT name … WHERE name LIKE 'tmp_%'`."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.strings.rope import MASK, plain
from guardrail.knowledge.python.picking import (
    AGEING,
    FETCHING,
    LABELLING,
    LABELLING_TEXTS,
    QUERYING,
    words_of,
)
from guardrail.patterns import late

LABEL, NAME, AGE = "label", "name", "age"
_CONDITION = late(
    r"\b(?:select|show)\b.*?\b(?:where|like)\b(?P<asked>.*)", re.IGNORECASE | re.DOTALL
)
_LIKE = late(
    r"(?P<denied>\bnot\s+)?(?:\b(?:i?like|r(?:egexp|like)|similar\s+to|glob)\b|~\*?"
    r"|\b(?:regexp_like|starts_?with)\s*\(\s*[\w.]+\s*,)\s*(?:[\w.]+\()?[nN]?'\^?"
    rf"(?P<start>[A-Za-z][\w\\{MASK}]{{2,}})",
    re.IGNORECASE,
)
_COMPARED = late(
    r"(?:(?P<named>[\w.\"]+)\s*)?(?P<sign>[<>])=?(?:\s*(?:%\(|[:@{$])?(?P<border>[A-Za-z_]\w*))?"
)
"""What is compared with what: `partition < %(cutoff)s`, `created < now() - …`."""
_MADE_AT = late(
    r"(?:^|_|\b)(?:creat\w*|update\w*|updating|modif\w*|start\w*|made|add\w*|insert\w*|last)(?:_?(?:at|on|time|date"
    r"|ts|timestamp|seen|used))?\W*\Z",
    re.IGNORECASE,
)
"""A column that says when something was made."""
_EQUAL = late(r"(?<![!<>])=\s*[nN]?'([^']{1,80})'")
_BOUND = late(r"(?<!not )\bi?like\s+(?:%[s(]|[:$@?{])", re.IGNORECASE)
_ASKING = "|".join(sorted(QUERYING))
_LABELS = LABELLING | LABELLING_TEXTS
_LONGEST = 2_000
_FEW = 8


def picked_by_query(text: str) -> str:
    """By what a query picks what it lists ("label", "name", "age"), "" where by nothing telling."""
    found = _CONDITION.search(text[:_LONGEST])
    if found is None:
        return ""
    asked = found["asked"]
    if re.match(r"\s*'", asked):
        # `SHOW TABLES LIKE 'tmp_%'`
        asked = f"like{asked}"
    for like in _LIKE.finditer(asked):
        if like["denied"] is None:
            return NAME if _LABELS.isdisjoint(words_of(like["start"])) else LABEL
    if any(not _LABELS.isdisjoint(words_of(one)) for one in _EQUAL.findall(asked)):
        return LABEL
    for compared in _COMPARED.finditer(asked):
        told = words_of(f"{compared['named'] or ''} {compared['border'] or ''}")
        if not AGEING.isdisjoint(told) and not _is_young(asked, compared):
            return AGE
    return ""


def _is_young(asked: str, compared: re.Match[str]) -> bool:
    """Whether rows are picked that were made after a time: `created_at > now() - …`."""
    named = compared["named"] or ""
    made = _MADE_AT.search(named) is not None and compared["sign"] == ">"
    # `now() - created_at > …` is how old it is.
    return made and not asked[: compared.start()].rstrip().endswith(("-", ","))


def query_of(reading: Reading, call: Call) -> str:
    """The text of the query that a call runs, or whose rows it fetches; "" where it does neither.

    `conn.execute("SELECT …")`, and `cur.fetchall()` behind `cur.execute("SELECT …")`.
    """
    if call.last in QUERYING and call.positional:
        return _text(reading, call)
    owner = call.function.child_by_field_name("object")
    if call.last not in FETCHING or owner is None:
        return ""
    asked = _asked_before(reading, owner, call.node.start_byte)
    return _text(reading, asked) if asked is not None else ""


def query_before(reading: Reading, cursor: Node) -> str:
    """The query whose rows a cursor gives one after the other: `for row in cur`."""
    asked = _asked_before(reading, cursor, cursor.start_byte)
    return _text(reading, asked) if asked is not None else ""


def _text(reading: Reading, call: Call) -> str:
    """A query, with the patterns that are bound to it behind: `LIKE %s`, `("tmp_%",)`."""
    told = reading.builder.variants(call.positional[0]) if call.positional else ()
    text = plain(told[0])[:_LONGEST] if told else ""
    bound = call.positional[1] if len(call.positional) > 1 and _BOUND.search(text) else None
    if bound is None:
        return text
    flow = reading.builder.flow
    values = flow.elements(bound) or [one for _, one in flow.pairs(flow.value(bound) or bound)]
    patterns = (reading.known(one) for one in (*(values or ())[:_FEW], bound))
    return text + "".join(f" like '{one}'" for one in patterns if one and one.endswith("%"))


def _asked_before(reading: Reading, owner: Node, before: int) -> Call | None:
    """The last query that was run on an object in the function around."""
    module = reading.module
    around = place_of(module, before).definitions
    start = around[-1].start_byte if around else 0
    asking = re.compile(rf"(?<![\w.]){re.escape(module.code(owner))}\.(?:{_ASKING})\(")
    found = [one.end() for one in asking.finditer(module.plain, start, before)]
    if not found:
        return None
    node = module.root.descendant_for_byte_range(found[-1] - 1, found[-1])
    while node is not None and node.type != "call":
        node = node.parent
    return call_of(module, node, "") if node is not None else None
