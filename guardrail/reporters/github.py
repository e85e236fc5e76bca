"""Annotations on a pull request, as workflow commands on standard output.

GitHub keeps ten annotations of a level for a step and drops the rest without a word
(actions/toolkit, docs/problem-matchers.md): so the severest come first and the rest are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from guardrail.model import Level, Location
from guardrail.report import Report
from guardrail.reporters.closing import counted
from guardrail.reporters.escaping import command_data, command_property, defused, visible
from guardrail.reporters.options import Options
from guardrail.reporters.selection import (
    GAP_RULE,
    chain,
    last_line,
    level_of,
    location_of,
    location_of_gap,
    told,
)
from guardrail.rule import RuleInfo

CAP = 10
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}


def render(report: Report, rules: Mapping[str, RuleInfo], options: Options) -> str:
    """At most ten commands a level, then what was left out, then the closing line."""
    used: Counter[Level] = Counter()
    lines = []
    for level, line in _annotations(report):
        used[level] += 1
        if used[level] <= CAP:
            lines.append(line)
    left_out = [counted(used[level] - CAP, str(level)) for level in _COMMANDS if used[level] > CAP]
    if left_out:
        lines.append(f"Not annotated, as GitHub shows ten of a kind: {', '.join(left_out)}.")
    lines += [defused(visible(note)) for note in report.notes]
    lines.append(last_line(report))
    return "\n".join(lines) + "\n"


def _annotations(report: Report) -> Iterator[tuple[Level, str]]:
    for finding in told(report):
        parts = [finding.message]
        if finding.via:
            parts.append(f"by: {chain(finding)}")
        if finding.help:
            parts.append(f"instead: {finding.help}")
        message = "\n".join(visible(part) for part in parts)
        level = level_of(finding)
        if level in _COMMANDS:
            yield level, _command(level, location_of(finding), finding.rule, message)
    for gap in sorted(report.gaps, key=lambda gap: -gap.level):
        if gap.level in _COMMANDS:
            message = f"not understood: {visible(gap.reason)}"
            yield gap.level, _command(gap.level, location_of_gap(gap), GAP_RULE, message)


def _command(level: Level, at: Location, title: str, message: str) -> str:
    """One command. Columns are refused where the place spans lines, so they are left out."""
    said: dict[str, str | int] = {"file": at.path, "line": at.line, "endLine": at.end_line}
    if at.line == at.end_line:
        said |= {"col": at.column, "endColumn": max(at.column, at.end_column)}
    said["title"] = title
    properties = ",".join(f"{name}={command_property(str(each))}" for name, each in said.items())
    return f"::{_COMMANDS[level]} {properties}::{command_data(message)}"
