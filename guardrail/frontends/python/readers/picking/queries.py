"""What a query picks that lists what there is: `SELECT name … WHERE name LIKE 'tmp_%'`."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to, parameters_of
from guardrail.frontends.python.functions.handed_to import calls_of
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around, place_of
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
NAME_AND_AGE = "name and age"
"""What is of a name and old: one of them alone may be anybody's."""
_OF_THE_SERVER = late(
    r"\b(?:from|join)\s+(?:sys\.)?\"?(?:dba_users|all_users|cdb_users|pg_(?:user|roles|authid|database"
    r"|namespace)|information_schema\.schemata|(?:\w+\.)?account_usage\.(?:databases|schemata|users)"
    r"|svv_(?:redshift_databases|all_schemas)|mysql\.(?:user|db)|system\.(?:databases|users)"
    r"|(?:sys\.)?(?:databases|schemas|server_principals|database_principals|sql_logins))\b"
    r"|\bshow\s+(?:terse\s+)?(?:databases|schemas|users|roles|catalogs)\b",
    re.IGNORECASE,
)
"""Catalogs of what a server holds: of whoever works on it, not of what one program has made.

Oracle 23, "Static Data Dictionary Views"; PostgreSQL 17, "System Catalogs"; MySQL 8.4; SQL Server
2022; Redshift; Snowflake, "Account Usage"; ClickHouse, "System Tables".
"""
_ASKS_FOR_NAMES = late(
    r"(?<!not )(?<!not\n)\b(?:i?like|r?like|regexp\w*|similar\s+to|starts_?with|in)\b\s*"
    r"(?!\s*[nN]?'%+')|(?<!!)~",
    re.IGNORECASE,
)
_CONDITION = late(
    r"\b(?:select|show)\b.*?\b(?:where|like)\b(?P<asked>.*)", re.IGNORECASE | re.DOTALL
)
_LIKE = late(
    r"(?P<denied>\bnot\s+)?(?:\b(?:i?like|r(?:egexp|like)|similar\s+to|glob)\b|~\*?"
    r"|\b(?:regexp_like|starts_?with)\s*\(\s*[\w.]+\s*,)\s*(?:[\w.]+\()?[nN]?'\^?"
    rf"(?P<start>[A-Za-z][\w\\!{MASK}]{{2,}})",
    re.IGNORECASE,
)
_ANY_LETTER = late(r"[A-Za-z]{2}_")
"""`LIKE 'pr_%'` means "prod" as well: to LIKE, an underscore is any letter unless it's escaped."""
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
_FARTHEST = 10_000
"""So many characters before a place a query is looked for."""
_LONGEST = 2_000
_FEW = 8


def picked_by_query(text: str) -> str:
    """By what a query picks what it lists ("label", "name", "age"), "" where by nothing telling."""
    found = _CONDITION.search(text[:_LONGEST])
    if found is None:
        return ""
    asked = found["asked"]
    of_server = _OF_THE_SERVER.search(text[:_LONGEST]) is not None
    old = _picks_by_age(asked)
    if re.match(r"\s*'", asked):
        # `SHOW TABLES LIKE 'tmp_%'`
        asked = f"like{asked}"
    for like in _LIKE.finditer(asked):
        if like["denied"] is None:
            by_name = NAME_AND_AGE if old else NAME
            telling = not _LABELS.isdisjoint(words_of(like["start"]))
            return LABEL if telling and not _ANY_LETTER.match(like["start"]) else by_name
    if any(not _LABELS.isdisjoint(words_of(one)) for one in _EQUAL.findall(asked)):
        return LABEL
    # Whoever has been on a server for long is mostly who is needed.
    return AGE if old and (not of_server or _ASKS_FOR_NAMES.search(asked)) else ""


def _picks_by_age(asked: str) -> bool:
    """Whether conditions pick what is old."""
    for compared in _COMPARED.finditer(asked):
        told = words_of(f"{compared['named'] or ''} {compared['border'] or ''}")
        if not AGEING.isdisjoint(told) and not _is_young(asked, compared):
            return True
    return False


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
    if not _BOUND.search(text):
        return text
    flow = reading.builder.flow
    bound = call.positional[1:2] or [*call.keywords.values()]
    values = [
        one
        for each in bound[:_FEW]
        for one in flow.elements(each) or [one for _, one in flow.pairs(flow.value(each) or each)]
    ]
    patterns = [said for one in (*values[:_FEW], *bound[:_FEW]) for said in _said(reading, one)]
    patterns = [one for one in patterns if one.endswith("%")]
    if patterns and not any(one.strip("%") for one in patterns):
        text = _BOUND.sub(" like '%' ", text)
    return text + "".join(f" like '{one}'" for one in patterns)


def _said(reading: Reading, node: Node) -> list[str]:
    """The texts that an expression may be, of a parameter what calls of the function give it."""
    known = reading.known(node)
    if known or node.type != "identifier":
        return [known] if known else []
    function = function_around(reading.module, node)
    name = reading.module.name(node)
    if function is None or name not in parameters_of(reading.module, function):
        return []
    given = (
        given_to(reading.module, function, one).get(name)
        for one in calls_of(reading, function)[:_FEW]
    )
    values = [one.value for one in given if one is not None and one.value is not None]
    return [text for one in values if (text := reading.known(one))]


def _asked_before(reading: Reading, owner: Node, before: int) -> Call | None:
    """The last query that was run on an object in the function around."""
    module = reading.module
    around = place_of(module, before).definitions
    start = max(around[-1].start_byte if around else 0, before - _FARTHEST)
    asking = re.compile(rf"(?<![\w.]){re.escape(module.code(owner))}\.(?:{_ASKING})\(")
    found = [one.end() for one in asking.finditer(module.plain, start, before)]
    if not found:
        return None
    node = module.root.descendant_for_byte_range(found[-1] - 1, found[-1])
    while node is not None and node.type != "call":
        node = node.parent
    return call_of(module, node, "") if node is not None else None
