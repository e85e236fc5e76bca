"""Frontends: each reads one language and yields a stream of effects.

`READERS` is the only list of them: a language, and the function `read(source, settings)` that
reads it, imported when the first text of that language is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Item

READERS: dict[str, str] = {
    "sql": "guardrail.frontends.sql:read",
    "python": "guardrail.frontends.python:read",
    "shell": "guardrail.frontends.shell:read",
    "cypher": "guardrail.frontends.cypher:read",
    "workflow": "guardrail.frontends.workflow:read",
    "notebook": "guardrail.frontends.notebook:read",
    "magic": "guardrail.frontends.notebook.magic:read",
    "change": "guardrail.frontends.change:read",
    "credentials": "guardrail.frontends.credentials:read",
}


def reader(language: str) -> Callable[[Source, Settings], Iterator[Item]] | None:
    """The function that reads a language, `None` for one that nobody reads."""
    where = READERS.get(language)
    if where is None:
        return None
    module, _, function = where.partition(":")
    found: Callable[[Source, Settings], Iterator[Item]] = getattr(import_module(module), function)
    return found
