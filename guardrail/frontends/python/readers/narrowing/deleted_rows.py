"""Deletions of some rows, of which more is said than that: by a library, or by a text of SQL.

What is said of a text stands beside it: the text itself is read by the frontend of SQL.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.effects import DataChange, Scope, Verb
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late
from guardrail.stream import Embedded

_DELETES = late(r"\bDELETE\s+FROM\s+([\w.\"`\[\]]+)", re.IGNORECASE)
_SOME = (Scope.FILTERED, Scope.KEYED)


def deletes_rows(item: Said) -> bool:
    """Whether some rows are deleted, and nothing more is said of that yet."""
    if isinstance(item, DataChange):
        return item.verb is Verb.DELETE and item.scope in _SOME and not item.reason
    return isinstance(item, Embedded) and is_delete(item)


def is_delete(item: Embedded) -> bool:
    """Whether a text is SQL that deletes rows."""
    return item.source.language == "sql" and _DELETES.search(item.source.text) is not None


def because(reading: Reading, call: Call, items: Sequence[Said], reason: str) -> list[Said]:
    """What a call does, with the reason of each deletion of some rows."""
    found: list[Said] = []
    for item in items:
        if isinstance(item, DataChange) and deletes_rows(item):
            item = replace(item, scope=Scope.FILTERED, reason=reason)
        found.append(item)
        if isinstance(item, Embedded) and is_delete(item):
            found.append(deletion(reading, call, item, reason))
    return found


def deletion(
    reading: Reading, call: Call, item: Embedded, reason: str, table: str = ""
) -> DataChange:
    """The deletion of some rows of the first table that a text names, or of another."""
    named = _DELETES.search(item.source.text)
    table = table or (named[1] if named is not None else "")
    return DataChange(
        **reading.stated(call.node),
        verb=Verb.DELETE,
        target=table.strip('"`[]'),
        scope=Scope.FILTERED,
        reason=reason,
        environment=item.source.surroundings.environment,
    )
