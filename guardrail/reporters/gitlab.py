"""GitLab's Code Quality report: the widget on a merge request.

Two entries of one fingerprint count as one there, so every entry gets its own. The name of the
check isn't shown, so it begins the description.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from guardrail.model import Level, Location
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

_SEVERITIES = {
    Level.ERROR: "critical",
    Level.WARNING: "major",
    Level.INFO: "info",
    Level.OFF: "info",
}


def render(report: Report, rules: Mapping[str, RuleInfo], options: Options) -> str:
    """A JSON array of what counts."""
    seen: Counter[str] = Counter()
    entries = [
        _entry(
            finding.rule,
            finding.message,
            level_of(finding),
            location_of(finding),
            _unique(finding.fingerprint or f"{finding.rule}\0{finding.span.path}", seen),
        )
        for finding in told(report)
    ]
    entries += [
        _entry(
            GAP_RULE,
            f"not understood: {gap.reason}",
            gap.level,
            location_of_gap(gap),
            _unique(f"{GAP_RULE}\0{gap.path}\0{gap.reason}", seen),
        )
        for gap in report.gaps
    ]
    return json_text(entries, options) + "\n"


def _entry(rule: str, message: str, level: Level, at: Location, fingerprint: str) -> dict[str, Any]:
    return {
        "description": visible(f"{rule}: {message}"),
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[level],
        "location": {"path": at.path, "lines": {"begin": at.line, "end": at.end_line}},
    }


def _unique(identity: str, seen: Counter[str]) -> str:
    """A digest of the identity and its number among equals."""
    seen[identity] += 1
    text = f"{identity}\0{seen[identity]}"
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]
