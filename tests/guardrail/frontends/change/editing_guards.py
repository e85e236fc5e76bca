"""Edits of files that guard something, and what is said of them."""

from __future__ import annotations

from guardrail.effects import GuardChange
from guardrail.frontends.change import read
from guardrail.model import ChangeKind, FileEdit, Source
from guardrail.settings import Settings


def edit(
    path: str,
    before: str | None,
    after: str | None,
    *,
    old_path: str = "",
    modes: tuple[int, int] = (0o100644, 0o100644),
) -> FileEdit:
    """An edit of a file; `None` is where there is none."""
    if before is None:
        kind = ChangeKind.ADDED
    elif after is None:
        kind = ChangeKind.DELETED
    elif old_path:
        kind = ChangeKind.RENAMED
    else:
        kind = ChangeKind.MODE if before == after else ChangeKind.EDITED
    return FileEdit(kind, path, old_path or path, before, after, *modes)


def weakened(change: FileEdit) -> list[GuardChange]:
    """The guards that an edit weakens."""
    source = Source(change.path, "change", change.after or "", edit=change)
    return [item for item in read(source, Settings()) if isinstance(item, GuardChange)]


def details(change: FileEdit) -> list[str]:
    """What is said of each."""
    return [effect.detail for effect in weakened(change)]


def shown(change: FileEdit) -> list[str]:
    """The new text that each effect points at."""
    text = change.after or ""
    return [text[effect.span.start : effect.span.end] for effect in weakened(change)]
