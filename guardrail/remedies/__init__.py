"""Remedies become edits of the text in which the finding stands, and new files beside it.

A finding carries the outermost span alone, so a remedy is turned into edits only where the
statement stands there character for character and in one piece. What is inserted into a text inside
another text reads the same in every quoting. Everywhere else it stays advice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from guardrail.model import Edit, Finding, Fix
from guardrail.patterns import late
from guardrail.remedies.encoders import plain_everywhere
from guardrail.remedies.place import Made, Place
from guardrail.remedies.project import Project

REMEDIES: dict[str, tuple[str, ...]] = {
    "concurrently": (
        "guardrail.remedies.python.concurrently:concurrently",
        "guardrail.remedies.sql.concurrently:concurrently",
    ),
    "outside": (
        "guardrail.remedies.python.concurrently:outside",
        "guardrail.remedies.sql.concurrently:outside_transaction",
    ),
    "not-valid": (
        "guardrail.remedies.python.not_valid:not_valid",
        "guardrail.remedies.sql.constraints:not_valid",
    ),
    "not-null-by-check": (
        "guardrail.remedies.python.alembic_constraints:not_null_by_check",
        "guardrail.remedies.python.django_not_null:not_null_by_check",
        "guardrail.remedies.sql.constraints:not_null_by_check",
    ),
    "unique-by-index": (
        "guardrail.remedies.python.alembic_constraints:unique_by_index",
        "guardrail.remedies.python.django_unique:unique_by_index",
        "guardrail.remedies.sql.unique:unique_by_index",
    ),
    "default-later": ("guardrail.remedies.sql.default_later:default_later",),
    "lock-timeout": (
        "guardrail.remedies.python.timeouts:lock_timeout",
        "guardrail.remedies.sql.timeouts:lock_timeout",
    ),
    "batched": (
        "guardrail.remedies.python.django_batches:batched",
        "guardrail.remedies.sql.batches:batched",
    ),
    "split": ("guardrail.remedies.sql.split:split",),
    "search-path": ("guardrail.remedies.sql.insertions:search_path",),
    "append": ("guardrail.remedies.python.arguments:append",),
    "argument-list": ("guardrail.remedies.python.commands:argument_list",),
    "closed-mode": ("guardrail.remedies.modes:closed_mode",),
    "final-snapshot": ("guardrail.remedies.python.arguments:final_snapshot",),
    "bind": ("guardrail.remedies.python.parameters:bind",),
    "reverse-noop": ("guardrail.remedies.python.reverse:reverse_noop",),
}
"""What a remedy's action means: functions of a place, asked in turn until one knows a way."""

AROUND = frozenset(("append", "argument-list", "bind", "closed-mode", "final-snapshot"))
"""Remedies that look for the expression around their place: it need not be one verbatim piece."""

MOST_READ = 10_000_000
"""Code points to be looked through for all findings of a text together, about a second's work."""

_CALLS = late(
    r"delete|update|merge|chmod|replace|overwrite|subprocess|os\.(?:system|popen)|snapshot", re.I
)
"""Words of which one stands wherever one of these remedies is asked for."""

LONGEST = 20_000


def fix(finding: Finding, text: str, project: Project | None = None) -> Fix | None:
    """The edits of the outermost text, and the new files, that the finding's remedy becomes.

    `None` where the finding has no remedy, the remedy isn't known, or its place can't be edited
    with certainty. New files are only made in a `project`, and never over one that is there.
    """
    remedy = finding.remedy
    if remedy is None or remedy.action not in REMEDIES:
        return None
    span = remedy.span
    if not 0 < span.end - span.start <= LONGEST:
        return None
    if (not span.exact or span.parts) and remedy.action not in AROUND:
        return None
    if remedy.action in AROUND and not _affordable(text):
        return None
    if span.end > len(text):
        return None
    place = Place(finding, span, text, project)
    made = next(filter(None, (_function(name)(place) for name in REMEDIES[remedy.action])), None)
    if made is None or not _allowed(place, made):
        return None
    if place.is_python and remedy.action in AROUND and not _reads(place, made):
        return None
    safe = remedy.safe if made.safe is None else made.safe
    note = made.note or remedy.note
    return Fix(made.edits, safe, note, remedy.title, made.files)


def _allowed(place: Place, made: Made) -> bool:
    """Inside another text only words that every quoting leaves as they are."""
    if place.is_sql or place.is_python:
        return True
    return all(plain_everywhere(edit.text) and edit.path == place.path for edit in made.edits)


@lru_cache(maxsize=4)
def _affordable(text: str) -> bool:
    """Whether the whole text may be looked through for each finding that it can hold."""
    return len(_CALLS.findall(text)) * len(text) <= MOST_READ


def _reads(place: Place, made: Made) -> bool:
    """Whether Python is still Python after the edits."""
    from guardrail.remedies.python.tree import root_of

    return root_of(applied(place.text, made.edits)) is not None


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with the edits made. They must not overlap."""
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _function(name: str) -> Callable[[Place], Made | None]:
    module, _, attribute = name.partition(":")
    found: Callable[[Place], Made | None] = getattr(import_module(module), attribute)
    return found
