"""Reads Cypher, the language of Neo4j and Memgraph: what its statements delete, set and drop.

Sources: the Cypher manual of Neo4j 5, "DELETE", "SET", "REMOVE", "Constraints", "Databases",
"GRANT" and "CALL subqueries in transactions"; `apoc.periodic.iterate` of APOC 5.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from guardrail.effects import DataChange, ObjectKind, PrivilegeChange, SchemaChange, Scope, Verb
from guardrail.frontends.cypher.clauses import Statement, statements
from guardrail.frontends.cypher.patterns import matched
from guardrail.model import Confidence, Source, Span
from guardrail.patterns import late
from guardrail.settings import Settings
from guardrail.stream import Item

_OBJECTS = {
    "DATABASE": ObjectKind.DATABASE,
    "CONSTRAINT": ObjectKind.CONSTRAINT,
    "INDEX": ObjectKind.INDEX,
    "ALIAS": ObjectKind.OTHER,
}
DIALECT = "cypher"
_EVERY_RIGHT = late(
    r"\s*GRANT\s+(?:ROLES?\s+`?admin`?|ALL(?:\s+DBMS)?(?:\s+PRIVILEGES)?\s+ON\s+DBMS)"
    r"\s+TO\s+`?([\w.$-]{1,80})",
    re.IGNORECASE,
)


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """The effects of each statement of the text."""
    for statement in statements(source.text):
        span = source.span(statement.start, statement.end)
        yield from _dropped(statement, span)
        yield from _changed(statement, span)
        yield from _granted(statement, span)


def _dropped(statement: Statement, span: Span) -> Iterator[SchemaChange]:
    words = statement.words
    if words[:4] == ["CREATE", "OR", "REPLACE", "DATABASE"]:
        yield SchemaChange(
            span=span,
            evidence=_evidence(statement),
            verb=Verb.CREATE,
            kind=ObjectKind.DATABASE,
            name=statement.name_after("DATABASE"),
            replace=True,
            dialect=DIALECT,
        )
    if len(words) < 3 or words[0] != "DROP":
        return
    kind = _OBJECTS.get(words[1]) or (_OBJECTS.get(words[2]) if words[1] == "COMPOSITE" else None)
    if kind is not None:
        yield SchemaChange(
            span=span,
            evidence=_evidence(statement),
            verb=Verb.DROP,
            kind=kind,
            name=statement.name_after(words[1] if words[1] in _OBJECTS else words[2]),
            dialect=DIALECT,
        )


def _granted(statement: Statement, span: Span) -> Iterator[PrivilegeChange]:
    """The role of administrators, or every right on the server, that somebody is given."""
    given = _EVERY_RIGHT.match(statement.text)
    if given is not None:
        yield PrivilegeChange(
            span=span,
            evidence=_evidence(statement),
            verb=Verb.GRANT,
            privileges=("every right",),
            on="the whole store",
            whom=(f"receiver {given[1]}",),
            dialect=DIALECT,
        )


def _changed(statement: Statement, span: Span) -> Iterator[DataChange]:
    for change in matched(statement):
        yield DataChange(
            span=span,
            evidence=_evidence(statement),
            verb=change.verb,
            target=change.target or "the graph",
            scope=change.scope,
            reason=change.reason,
            bounded=change.bounded,
            dialect=DIALECT,
            confidence=Confidence.HIGH if change.scope is not Scope.UNKNOWN else Confidence.MEDIUM,
        )


def _evidence(statement: Statement) -> str:
    plain = " ".join(statement.text.split())
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]
