"""Whether a function is named for what an effect in it takes away: `purge_links`, `reset`."""

from __future__ import annotations

import re

from guardrail.context import Context
from guardrail.effects import DataChange, Effect, SchemaChange, Verb
from guardrail.stream import UnitKind

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_TAKING = frozenset(
    (
        *("clear", "delete", "destroy", "drop", "empty", "erase", "flush", "prune", "purge"),
        *("remove", "reset", "teardown", "tear", "truncate", "uninstall", "wipe", "recreate"),
    )
)
_WHOLE = frozenset(
    ("all", "db", "database", "databases", "data", "everything", "tables", "schema", "schemas")
)
_FILLING = frozenset(("the", "and", "down", "for", "from", "in", "of", "do", "cmd", "command"))
_TAKEN = (Verb.DELETE, Verb.TRUNCATE, Verb.DROP)
_SAME = 4
"""So many letters at their beginning make two words one: "link" and "links"."""


def named_for_it(effect: Effect, context: Context) -> bool:
    """Whether the function around says by its name that it takes away just this.

    It says what is taken away, or all, or nothing but that something is.
    """
    unit = context.unit
    if unit.kind is not UnitKind.FUNCTION or not isinstance(effect, (DataChange, SchemaChange)):
        return False
    if effect.verb not in _TAKEN or effect.language != "python":
        return False
    said = _words(unit.symbol.rpartition(".")[2])
    if _TAKING.isdisjoint(said):
        return False
    rest = [word for word in said if word not in _TAKING | _FILLING]
    target = effect.target if isinstance(effect, DataChange) else effect.name or effect.table
    meant = _words(target)
    return not rest or any(word in _WHOLE or _is_of(word, meant) for word in rest)


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name[-200:])]


def _is_of(word: str, names: list[str]) -> bool:
    short = min(len(word), _SAME)
    return any(name[:short] == word[:short] and len(name) >= short > 2 for name in names)
