"""Rounds of fixing: what one fix changes may be what the next one needs, or all it needed."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.engine.check import Request, check
from guardrail.model import Edit, Finding, Fix
from guardrail.snapshot import Snapshot
from guardrail.snapshot.overlay import Overlay

MOST_ROUNDS = 40

LATE = ("lock-timeout", "statement-timeout")
"""Remedies for what is left when the others have done their work: how it is set depends on them."""


class Mended(Struct):
    """What the fixes come to: the new text of each file by its path, which of them are new files.

    `count` is how many findings were mended, `left` how many more could be with unsafe fixes.
    """

    texts: dict[str, str] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    count: int = 0
    left: int = 0


def mend(request: Request, *, unsafe: bool) -> Mended:
    """Judge and fix, in memory, until nothing is left that can be fixed.

    In one round no two fixes touch the same place, change the structure of the same file, or make
    files in the same folder: the second would choose the same name.
    """
    mended = Mended()
    base: Snapshot = request.snapshot
    done: set[tuple[str, str, str]] = set()
    waiting: Counter[tuple[str, str]] = Counter()
    asked = request
    for number in range(MOST_ROUNDS):
        findings = [f for f in check(asked).counted() if f.fix is not None]
        if number == 0:
            mended.left = sum(not (f.fix and (f.fix.safe or unsafe)) for f in findings)
            waiting.update(_key(f)[:2] for f in findings)
        # Equals are numbered, and what is left has the number of what was mended: they are counted.
        usable = [
            f
            for f in findings
            if f.fix
            and (f.fix.safe or unsafe)
            and (_key(f) not in done or waiting[_key(f)[:2]] > 0)
        ]
        if not usable:
            break
        chosen = _chosen(usable)
        for finding in chosen:
            done.add(_key(finding))
            waiting[_key(finding)[:2]] -= 1
            mended.count += 1
        _apply(base, mended, [f.fix for f in chosen if f.fix])
        rest = {f.span.path for f in usable} | mended.texts.keys()
        asked = replace(
            request,
            snapshot=Overlay(base, mended.texts),
            paths=sorted(rest),
            changed_lines=None
            if request.changed_lines is None
            else {
                **request.changed_lines,
                **dict.fromkeys(mended.texts, ((1, 1000000000),)),
            },
            edits=(),
            complete=False,
        )
    return mended


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.span.path, finding.fingerprint


def _late(finding: Finding) -> bool:
    return finding.remedy is not None and finding.remedy.action in LATE


def _chosen(findings: Sequence[Finding]) -> list[Finding]:
    taken: list[Edit] = []
    folders: set[str] = set()
    rebuilt: set[str] = set()
    touched: set[str] = set()
    chosen = []
    for finding in sorted(findings, key=_late):
        fix = finding.fix
        assert fix is not None
        if _late(finding) and any(edit.path in touched for edit in fix.edits):
            continue
        own = {_folder(file.path) for file in fix.files}
        several = {e.path for e in fix.edits} if len(fix.edits) > 1 else set()
        if (
            own & folders
            or several & rebuilt
            or any(overlap(new, old) for new in fix.edits for old in taken)
        ):
            continue
        folders |= own
        rebuilt |= several
        touched |= {edit.path for edit in fix.edits}
        taken += fix.edits
        chosen.append(finding)
    return chosen


def _folder(path: str) -> str:
    """The folder in which names are given: that of the file, or of its own folder."""
    folder = posixpath.dirname(path)
    own = posixpath.basename(path) in ("up.sql", "down.sql", "migration.sql", "metadata.toml")
    return posixpath.dirname(folder) if own else folder


def _apply(base: Snapshot, mended: Mended, fixes: Sequence[Fix]) -> None:
    by_path: dict[str, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            by_path.setdefault(edit.path, []).append(edit)
        for file in fix.files:
            mended.texts[file.path] = file.text
            mended.made.append(file.path)
    for path, edits in by_path.items():
        text = mended.texts.get(path)
        mended.texts[path] = replaced(base.text(path).text if text is None else text, edits)


def replaced(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made, which don't overlap."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same place of the same text."""
    if one.path != other.path:
        return False
    if one.start == other.start and (one.start == one.end or other.start == other.end):
        return True
    return one.start < other.end and other.start < one.end
