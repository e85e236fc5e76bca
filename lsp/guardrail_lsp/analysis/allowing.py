"""Allowing a finding on the record: the comment, where it holds; else the waiver.

No place is guessed: each candidate is tried on a copy of the text, and taken only where the engine
then says that this finding, and no other, is allowed and nothing new came up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from guardrail.engine.locate import Lines
from guardrail.frontends.languages import language_of
from guardrail.model import Edit, Finding, SuppressionKind
from guardrail.report import Report
from guardrail.snapshot.overlay import Overlay
from guardrail_lsp.analysis.judging import Judge
from guardrail_lsp.analysis.places import Places, units
from guardrail_lsp.frames import Plain
from guardrail_lsp.names import POLICY_FILES

DAYS = 60
MARKS = {"sql": "--", "python": "#", "shell": "#", "workflow": "#"}
_REASON = 'reason="'
_HIGHEST = 3
"""How many starts of statements above a finding are tried."""


def allow(judge: Judge, path: str, fingerprint: str, today: date) -> Plain | None:
    """The edit that allows the finding, and where its reason is to be written.

    `None` where the finding isn't there any more. Raises what judging raises.
    """
    project = judge.project
    snapshot, policies = project.snapshot, project.policies
    report = judge.report([path], snapshot, policies)
    finding = _named(report, path, fingerprint)
    if finding is None:
        return None
    text = snapshot.text(path).text
    until = (today + timedelta(days=DAYS)).isoformat()
    for edit in _comments(path, text, finding, until):
        tried = text[: edit.start] + edit.text.replace(_REASON, f"{_REASON}x", 1) + text[edit.end :]
        after = judge.report([path], Overlay(snapshot, {path: tried}), policies)
        if _allows(report, after, path, fingerprint):
            return _told(judge, path, text, edit)
    return _waiver(judge, finding, until)


def _named(report: Report, path: str, fingerprint: str) -> Finding | None:
    for finding in report.findings:
        if finding.span.path == path and finding.fingerprint == fingerprint:
            return finding
    return None


def _comments(path: str, text: str, finding: Finding, until: str) -> Iterator[Edit]:
    """Comments above the statement or at its end, the likeliest place first."""
    mark = MARKS.get(language_of(path, text[:80].split("\n", 1)[0]))
    if mark is None:
        return
    said = f'{mark} guardrail: allow[{finding.rule}] {_REASON}" until={until}'
    lines = Lines(text)
    starts = [step.span.start for step in finding.via if step.span.path == path]
    starts = [*starts[:_HIGHEST], finding.span.start]
    newline = "\r\n" if "\r\n" in text else "\n"
    for number in dict.fromkeys(lines.position(start)[0] for start in starts):
        line = lines.line(number)
        indent = re.match(r"[ \t]*", line)
        begin = _line_start(lines, number)
        yield Edit(path, begin, begin, f"{indent[0] if indent else ''}{said}{newline}")
        end = begin + len(line)
        yield Edit(path, end, end, f"  {said}")


def _line_start(lines: Lines, number: int) -> int:
    low, high = 0, len(lines.text)
    while low < high:
        middle = (low + high) // 2
        if lines.position(middle)[0] < number:
            low = middle + 1
        else:
            high = middle
    return low


def _allows(before: Report, after: Report, path: str, fingerprint: str) -> bool:
    """Whether the finding is allowed now, and all else is as it was."""
    allowed = _named(after, path, fingerprint)
    if allowed is None or allowed.suppressed is None:
        return False
    if allowed.suppressed.kind is not SuppressionKind.INLINE:
        return False
    left = _counted(before) - Counter({(path, allowed.rule, fingerprint): 1})
    return left == _counted(after)


def _counted(report: Report) -> Counter[tuple[str, str, str]]:
    findings = [f for f in report.findings if f.suppressed is None]
    found = Counter((f.span.path, f.rule, f.fingerprint) for f in findings)
    return found + Counter((gap.path, "", gap.reason) for gap in report.gaps)


def _told(judge: Judge, path: str, text: str, edit: Edit) -> Plain:
    """The edit in the editor's units, and the place between the quotes once it is made."""
    places = Places(judge.project.snapshot, judge.encoding)
    lines = Lines(text)
    line, column = lines.position(edit.start)
    at = units(lines.line(line)[: column - 1], judge.encoding)
    inside = at + units(edit.text[: edit.text.index(_REASON) + len(_REASON)], judge.encoding)
    edited = {"range": [line - 1, at, line - 1, at], "text": edit.text}
    assert places.lines(path) is not None
    return {
        "file": judge.project.file(path),
        "create": False,
        "edits": [edited],
        "reason": [line - 1, inside, line - 1, inside],
    }


def _waiver(judge: Judge, finding: Finding, until: str) -> Plain:
    """A waiver in the policy's file, at its end."""
    project = judge.project
    files = [name for name in POLICY_FILES if _says_policy(judge, name)]
    name = files[0] if files else "guardrail.toml"
    table = ".".join((*POLICY_FILES[name], "waiver"))
    old = project.snapshot.text(name).text if project.snapshot.exists(name) else ""
    gap = "" if not old else "\n" if old.endswith("\n") else "\n\n"
    head = f'{gap}[[{table}]]\nrule = "{finding.rule}"\nfingerprint = "{finding.fingerprint}"\n'
    new = f'{head}owner = "@you"\nuntil = {until}\nreason = ""\n'
    lines = Lines(old)
    line, column = lines.position(len(old))
    at = units(lines.line(line)[: column - 1], judge.encoding)
    row = line - 1 + new.count("\n") - 1
    inside = len('reason = "')
    return {
        "file": project.file(name),
        "create": not project.snapshot.exists(name),
        "edits": [{"range": [line - 1, at, line - 1, at], "text": new}],
        "reason": [row, inside, row, inside],
    }


def _says_policy(judge: Judge, name: str) -> bool:
    snapshot = judge.project.snapshot
    if not snapshot.exists(name):
        return False
    return not POLICY_FILES[name] or "[tool.guardrail" in snapshot.text(name).text
