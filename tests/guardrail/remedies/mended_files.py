"""Files after the fix of a statement in one of them."""

from __future__ import annotations

from guardrail.cli.mending import replaced
from guardrail.model import Category, Confidence, Finding, Level, Remedy, Span
from guardrail.remedies import fix
from guardrail.remedies.project import Project
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

Files = dict[str, str]


def mended(action: str, at: str, files: Files, path: str = "") -> Files | None:
    """What the files are after the fix of a statement that stands in the first of them.

    Only files that change or are made; `None` where there is no fix.
    """
    path = path or next(iter(files))
    text = files[path]
    start = text.index(at)
    span = Span(path, start, start + len(at))
    finding = Finding(
        rule="some-rule",
        category=Category.LOCKING,
        level=Level.WARNING,
        confidence=Confidence.HIGH,
        message="",
        span=span,
        remedy=Remedy(action, span),
    )
    found = fix(finding, text, Project(Overlay(Nothing(), files)))
    if found is None:
        return None
    assert not any(file.path in files for file in found.files)
    after = {file.path: file.text for file in found.files}
    for changed in {edit.path for edit in found.edits}:
        own = [edit for edit in found.edits if edit.path == changed]
        after[changed] = replaced(files[changed], own)
    return after
