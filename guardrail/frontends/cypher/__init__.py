"""Reads Cypher, the language of Neo4j and Memgraph: what its statements delete, set and drop.

Sources: the Cypher manual of Neo4j 5, "DELETE", "SET", "REMOVE", "Constraints", "Databases" and
"CALL subqueries in transactions"; `apoc.periodic.iterate` of APOC 5.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.frontends.cypher.clauses import Statement, statements
from guardrail.frontends.cypher.patterns import matched
from guardrail.model import Confidence, Source, Span
from guardrail.settings import Settings
from guardrail.stream import Item

_OBJECTS = {
    "DATABASE": ObjectKind.DATABASE,
    "CONSTRAINT": ObjectKind.CONSTRAINT,
    "INDEX": ObjectKind.INDEX,
    "ALIAS": ObjectKind.OTHER,
}
DIALECT = "cypher"


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """The effects of each statement of the text."""
    for statement in statements(source.text):
        span = source.span(statement.start, statement.end)
        yield from _dropped(statement, span)
        yield from _changed(statement, span)


def _dropped(statement: Statement, span: Span) -> Iterator[SchemaChange]:
    words = statement.words
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
