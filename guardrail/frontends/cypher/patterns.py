"""Which nodes and relationships the patterns of a Cypher statement leave to be changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from guardrail.effects import Scope, Verb
from guardrail.frontends.cypher.clauses import Clause, Statement
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_DELETES = ("DELETE", "DETACH DELETE", "NODETACH DELETE")
_SETS = ("SET", "REMOVE")
_PATTERN = late(r"[(\[]\s*(\w*)\s*(?::\s*([\w|:&!]+))?")
_PROPERTIES = late(r"[(\[][^()\[\]{}]*\{\s*[^}\s]|[(\[][^()\[\]{}]*\$\w")
_UNKNOWN_LABEL = late(rf":\s*`?{HOLE_WORD}\d+`?")
_IDENTITY = r"(?:\w+\.(?:_?id|uuid|uid)|id\(\w+\)|elementId\(\w+\))"
_MADE = r"\w+\.(?:created|created_?at|updated_?at|made_?at|timestamp)"
_ALWAYS = late(
    rf"\s*(?:true|NOT\s+false|1\s*=\s*1|{_IDENTITY}\s+IS\s+NOT\s+NULL|exists\(\s*{_IDENTITY}\s*\)"
    rf"|{_IDENTITY}\s*>=\s*0|{_MADE}\s*<=?\s*(?:datetime|timestamp|localdatetime)\(\))\s*",
    re.IGNORECASE,
)
"""Conditions that every node meets: that it has an identity, that it was made before now."""
_NAME = late(r"\s*(\w+)")
_KEY = late(r"\{\s*\w*id\s*:|\bid\(\w+\)\s*=|elementId\(\w+\)\s*=|\.\w*id\s*=", re.IGNORECASE)


class Change(Struct, frozen=True):
    """Nodes or relationships of a label are deleted or set."""

    verb: Verb
    target: str
    scope: Scope
    reason: str = ""
    bounded: bool = False


def matched(statement: Statement) -> Iterator[Change]:
    """The changes that a statement makes to what it matched, in order."""
    seen: list[Clause] = []
    for clause in statement.clauses():
        if clause.keyword in _DELETES or clause.keyword in _SETS:
            patterns = [one for one in seen if one.keyword.endswith("MATCH")]
            made = [one for one in seen if one.keyword in ("MERGE", "CREATE")]
            if patterns and not (made and clause.keyword in _SETS):
                yield _change(clause, seen, patterns)
        seen.append(clause)


def _change(clause: Clause, seen: list[Clause], patterns: list[Clause]) -> Change:
    name = _NAME.match(clause.body)
    wanted = name[1] if name else ""
    target = ""
    for pattern in patterns:
        for variable, label in _PATTERN.findall(pattern.body):
            if variable == wanted and label:
                target = label.split("|")[0].split(":")[0]
    scope, reason = _scope(seen, patterns)
    bounded = any(one.keyword == "LIMIT" for one in seen)
    verb = Verb.DELETE if clause.keyword in _DELETES else Verb.UPDATE
    return Change(verb, target, scope, reason, bounded and scope is Scope.NONE)


def _scope(seen: list[Clause], patterns: list[Clause]) -> tuple[Scope, str]:
    conditions = [one.body for one in seen if one.keyword == "WHERE"]
    real = [one for one in conditions if not _ALWAYS.fullmatch(one)]
    written = _UNKNOWN_LABEL.sub("", " ".join(one.body for one in (*patterns, *seen)))
    if real or any(_PROPERTIES.search(one.body) for one in patterns):
        return (Scope.KEYED if _KEY.search(written) else Scope.FILTERED), ""
    if HOLE_WORD in written:
        return Scope.UNKNOWN, ""
    if conditions:
        return Scope.TAUTOLOGY, f"WHERE {conditions[0].strip()} holds for all"
    return Scope.NONE, ""
