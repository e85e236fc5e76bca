"""Models of today that a migration's code works with, instead of those of its time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import MigrationChange, MigrationChangeKind
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_QUERIED = late(
    r"\b(?:(?P<module>[a-z_]\w*)\.)?(?P<model>[A-Z]\w*)\.(?:objects|_default_manager|_base_manager)\b"
)
_NOT_MODELS = ("django.db.models", "django.apps")
_MOST = 20


def todays_models(reading: Reading) -> Iterator[MigrationChange]:
    """One for each imported model whose rows the module asks for by its manager."""
    told: set[str] = set()
    for match in _QUERIED.finditer(reading.module.plain):
        name = match.group("model")
        if name in told or len(told) >= _MOST or not _is_imported(reading, match):
            continue
        trail = next(iter(reading.module.around([match.span("model")])), None)
        if not trail or trail[0].type != "identifier":
            continue
        told.add(name)
        node = next((one for one in trail if one.type == "attribute"), trail[0])
        yield MigrationChange(
            **reading.stated(node),
            kind=MigrationChangeKind.TODAYS_MODEL,
            path=reading.source.path,
            operation=name,
        )


def _is_imported(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the name is a model that a module of models gave, rather than one of the history."""
    module, imports = match.group("module"), reading.names.imports
    dotted = imports.get(module, "") if module else imports.get(match.group("model"), "")
    if not dotted or dotted.startswith(_NOT_MODELS):
        return False
    package = dotted if module else dotted.rpartition(".")[0]
    return "models" in package.split(".")
