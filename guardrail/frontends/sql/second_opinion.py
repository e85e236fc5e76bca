"""Asks sqlglot about statements that the table of verbs doesn't know.

It is asked last because it takes a third of a second to import, loses the spelling and the places
of what it reads, and reads some statements as others. It is kept from deep and long texts, and
whatever it raises, the statement is told as one that was not understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import DANGEROUS, Reading
from guardrail.frontends.sql.token import Token
from guardrail.model import Confidence
from guardrail.stream import Item

if TYPE_CHECKING:
    from sqlglot import exp

_DEEPEST = 200
_LONGEST = 5000
_MOST = 50
_WRITES = {
    "Delete": Verb.DELETE,
    "Update": Verb.UPDATE,
    "Insert": Verb.INSERT,
    "Merge": Verb.MERGE,
    "TruncateTable": Verb.TRUNCATE,
}
_KINDS = {kind.value.upper(): kind for kind in ObjectKind}


def read(
    reading: Reading, cursor: Cursor, reason: str = "a statement that is not understood"
) -> Iterator[Item]:
    """What sqlglot sees in the statement; told as not understood where it sees nothing either."""
    tokens = cursor.rest()
    found: list[Item] = []
    if any(token.up in DANGEROUS for token in tokens):
        text = reading.source.text[tokens[0].start : tokens[-1].end]
        tree = parsed(text, reading.dialect) if is_shallow(tokens) else None
        if tree is not None:
            found = list(_effects(reading, tokens, tree))
    yield from found
    if not found:
        yield reading.unread(tokens, reason)


def is_shallow(tokens: Sequence[Token]) -> bool:
    """Whether a recursive parser may be trusted with these tokens."""
    if len(tokens) > _LONGEST:
        return False
    depth = deepest = 0
    for token in tokens:
        depth += (token.up in ("(", "[", "CASE")) - (token.up in (")", "]", "END"))
        deepest = max(deepest, depth)
    return deepest <= _DEEPEST


def parsed(text: str, dialect: str) -> exp.Expr | None:
    """The tree of one statement; `None` where sqlglot gives up or only keeps the text."""
    import logging

    import sqlglot
    from sqlglot import exp

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    try:
        tree = sqlglot.parse_one(text, read=dialect or "postgres")
    except Exception:  # a parser under attack may raise anything, RecursionError among it
        return None
    unread = (exp.Command, exp.Alias, exp.Column, exp.Block)
    return None if tree is None or isinstance(tree, unread) else tree


def _effects(reading: Reading, tokens: Sequence[Token], tree: exp.Expr) -> Iterator[Item]:
    from sqlglot import exp

    seen = 0
    for node in tree.walk():
        verb = _WRITES.get(type(node).__name__)
        if verb is None and not isinstance(node, exp.Drop):
            continue
        seen += 1
        if seen > _MOST:
            return
        table = node.find(exp.Table)
        name = ".".join(part.name for part in table.parts) if table is not None else ""
        if verb is None:
            kind = _KINDS.get(str(node.args.get("kind")), ObjectKind.OTHER)
            yield reading.make(
                SchemaChange,
                tokens,
                verb=Verb.DROP,
                kind=kind,
                table=name,
                name=name,
                cascade=bool(node.args.get("cascade")),
                confidence=Confidence.MEDIUM,
            )
            continue
        bound = node.args.get("where") is not None or verb in (Verb.INSERT, Verb.MERGE)
        yield reading.make(
            DataChange,
            tokens,
            verb=verb,
            target=name,
            scope=Scope.FILTERED if bound else Scope.NONE,
            confidence=Confidence.MEDIUM,
        )
