"""The change itself, judged: what happened to files that guard, and to applied migrations.

The other frontends read what a file says; this one reads what a change does to it. Additions that
strengthen a guard, or leave it as it is, yield nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import GuardChange
from guardrail.frontends.change.guards import look_at, weakenings
from guardrail.frontends.change.migrations import may_be_migration, migration_changes
from guardrail.frontends.change.weakening import evidence
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Item


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """The effects of one file's change. Nothing where the Source is no change."""
    edit = source.edit
    if edit is None:
        return
    yield from migration_changes(edit, source, settings)
    for found in weakenings(edit):
        yield GuardChange(
            span=source.span(*found.place),
            confidence=found.confidence,
            guard=found.guard,
            path=edit.path,
            detail=found.detail,
            evidence=evidence(found.guard, found.detail),
        )


def concerns(edit_path: str, old_path: str, settings: Settings) -> bool:
    """Whether a change of these paths can yield anything: the texts of others needn't be read."""
    paths = {edit_path, old_path}
    return any(look_at(path) or may_be_migration(path, settings) for path in paths)
