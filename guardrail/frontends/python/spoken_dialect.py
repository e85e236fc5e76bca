"""Which database a migration in Python is written for: what it imports, what it asks for by name.

Sources: SQLAlchemy 2.0's dialects (`postgresql_using=`, `sqlalchemy.dialects.postgresql`), Django
5.2 (`django.contrib.postgres`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from guardrail.effects import SchemaChange
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late
from guardrail.stream import Item

_NAMED = ("postgres", "mysql", "mssql", "oracle")
_SIGN = late(
    r"\b(?P<argument>postgresql|mysql|mssql|oracle)_\w+\s*="
    r"|\bdialects(?:\.|\s+import\s+\(?)(?P<imported>[\w, ]+)"
    r"|\bdjango\.contrib\.(?P<contrib>postgres)\b"
)
_WORD = late(r"\w+")
_DIALECTS = {
    "postgres": "postgres",
    "postgresql": "postgres",
    "mysql": "mysql",
    "mssql": "tsql",
    "oracle": "oracle",
}


def dialect_spoken(module: Module) -> str:
    """The one dialect that a module is written for, "" where nothing or more than one tells."""
    if not any(word in module.plain for word in _NAMED):
        return ""
    said = " ".join(match[match.lastgroup or 0] for match in _SIGN.finditer(module.plain))
    found = {_DIALECTS[one] for one in _WORD.findall(said) if one in _DIALECTS}
    return found.pop() if len(found) == 1 else ""


def in_dialect(module: Module, items: Iterable[Item]) -> Iterator[Item]:
    """The items of a migration, changes of the schema in the dialect that it is written for."""
    spoken: str | None = None
    for item in items:
        if isinstance(item, SchemaChange) and not item.dialect:
            spoken = dialect_spoken(module) if spoken is None else spoken
            item = replace(item, dialect=spoken) if spoken else item
        yield item
