"""reviewdog's diagnostic format, one JSON object a line: comments on any code host.

Its columns are bytes of UTF-8, 1-based. Where the source line isn't known as it stands in the file
(a secret in it was masked), the place is told by its line alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guardrail.model import Excerpt, Finding, Level, Location
from guardrail.report import Report
from guardrail.reporters.escaping import visible
from guardrail.reporters.json_text import json_text
from guardrail.reporters.options import Options
from guardrail.reporters.selection import (
    GAP_RULE,
    level_of,
    location_of,
    location_of_gap,
    told,
)
from guardrail.rule import RuleInfo

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING"}


def render(report: Report, rules: Mapping[str, RuleInfo], options: Options) -> str:
    """One line a finding and a gap; nothing at all where there is none."""
    entries = [_finding(finding) for finding in told(report)]
    for gap in report.gaps:
        at = location_of_gap(gap)
        message = f"not understood: {gap.reason}"
        entries.append(_entry(GAP_RULE, message, gap.level, at, {"start": {"line": at.line}}))
    return "".join(json_text(entry, options, indent=None) + "\n" for entry in entries)


def _finding(finding: Finding) -> dict[str, Any]:
    at = location_of(finding)
    message = finding.message + (f"\nInstead: {finding.help}" if finding.help else "")
    return _entry(finding.rule, message, level_of(finding), at, _range(at, finding.excerpt))


def _entry(
    rule: str, message: str, level: Level, at: Location, range_: dict[str, Any]
) -> dict[str, Any]:
    return {
        "message": "\n".join(visible(line) for line in message.split("\n")),
        "location": {"path": at.path, "range": range_},
        "severity": _SEVERITIES.get(level, "INFO"),
        "source": {"name": "guardrail"},
        "code": {"value": rule},
    }


def _range(at: Location, excerpt: Excerpt | None) -> dict[str, Any]:
    """The range in bytes as far as it is known."""
    known = (
        excerpt is not None
        and excerpt.line == at.line
        and excerpt.mark[0] == at.column - 1 <= len(excerpt.text)
    )
    if excerpt is None or not known:
        return {"start": {"line": at.line}}
    found: dict[str, Any] = {
        "start": {"line": at.line, "column": _bytes(excerpt.text[: at.column - 1]) + 1}
    }
    if at.line == at.end_line and excerpt.mark[1] == at.end_column - 1 <= len(excerpt.text):
        end = _bytes(excerpt.text[: at.end_column - 1]) + 1
        found["end"] = {"line": at.end_line, "column": end}
    return found


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogateescape"))
