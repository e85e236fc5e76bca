"""Remedies become edits of the text in which the finding stands.

A finding carries the outermost span alone, so a remedy is turned into edits only where the
statement stands there character for character and in one piece, and only by inserting words that
read the same in every quoting. Everywhere else it stays advice.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from guardrail.model import Edit, Finding, Fix
from guardrail.remedies.encoders import plain_everywhere

REMEDIES: dict[str, str] = {
    "concurrently": "guardrail.remedies.sql:concurrently",
    "not-valid": "guardrail.remedies.sql:not_valid",
    "search-path": "guardrail.remedies.sql:search_path",
    "reverse-noop": "guardrail.remedies.django:reverse_noop",
}
"""What a remedy's action means: a function from the text at the span to what is inserted where."""

LONGEST = 20_000

Insertion = tuple[int, str]
"""An offset in the text of the span, and the words to insert there."""


def fix(finding: Finding, text: str) -> Fix | None:
    """The edits of the outermost text that the finding's remedy becomes.

    `None` where the finding has no remedy, the remedy isn't known, or its place can't be edited
    with certainty.
    """
    remedy = finding.remedy
    if remedy is None or remedy.action not in REMEDIES:
        return None
    span = remedy.span
    if not span.exact or span.parts or not 0 < span.end - span.start <= LONGEST:
        return None
    if span.end > len(text):
        return None
    found = _function(remedy.action)(text[span.start : span.end])
    if found is None:
        return None
    at, words = found
    if not plain_everywhere(words):
        return None
    edit = Edit(span.path, span.start + at, span.start + at, words)
    return Fix((edit,), remedy.safe, remedy.note, remedy.title)


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with the edits made. They must not overlap."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _function(action: str) -> Callable[[str], Insertion | None]:
    module, _, name = REMEDIES[action].partition(":")
    found: Callable[[str], Insertion | None] = getattr(import_module(module), name)
    return found
