"""The report as JSON: the contract with scripts. Version 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from guardrail.effects import Effect
from guardrail.model import Finding, Location, Related, Step
from guardrail.report import Gap, Report
from guardrail.reporters.json_text import end_of, json_text, plain, start_of
from guardrail.reporters.options import Options
from guardrail.reporters.selection import location_of, location_of_gap, place
from guardrail.rule import RuleInfo

VERSION = 1
# Said by the finding itself, or of use to nobody outside.
_LEFT_OUT = frozenset(("span", "via", "confidence", "language", "evidence", "continues"))


def render(report: Report, rules: Mapping[str, RuleInfo], options: Options) -> str:
    """The whole report, suppressed findings included, by place."""
    data = {
        "version": VERSION,
        "tool": {"name": "guardrail", "version": options.tool_version},
        "findings": [finding_data(each) for each in sorted(report.findings, key=place)],
        "unanalysed": [_gap(gap) for gap in report.gaps],
        "migrations": [plain(unit) for unit in report.migrations],
        "notes": list(report.notes),
        "summary": _summary(report),
    }
    return json_text(data, options) + "\n"


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding as plain data."""
    at = location_of(finding)
    return {
        "rule": finding.rule,
        "category": str(finding.category),
        "level": str(finding.level),
        "confidence": str(finding.confidence),
        "message": finding.message,
        "help": finding.help,
        "path": at.path,
        "start": start_of(at),
        "end": end_of(at),
        "language": finding.language,
        "symbol": finding.symbol,
        "via": _via(finding.via, finding.via_locations),
        "related": [_related(other) for other in finding.related],
        "effect": None if finding.effect is None else effect_data(finding.effect),
        "fix": None if finding.fix is None else plain(finding.fix),
        "fingerprint": finding.fingerprint,
        "suppressed": None if finding.suppressed is None else plain(finding.suppressed),
        "requested": None if finding.requested is None else plain(finding.requested),
        "in_change": finding.in_change,
    }


def effect_data(effect: Effect) -> dict[str, Any]:
    """An effect by its type and fields; fields that say nothing are left out."""
    said = {
        name: plain(getattr(effect, name))
        for name in effect.__struct_fields__
        if name not in _LEFT_OUT
    }
    return {"type": type(effect).__name__, **{k: v for k, v in said.items() if v not in ("", [])}}


def _via(steps: tuple[Step, ...], locations: tuple[Location, ...]) -> list[dict[str, Any]]:
    known = len(steps) == len(locations)
    return [
        {
            "label": step.label,
            "path": step.span.path,
            "start": start_of(locations[number]) if known else None,
        }
        for number, step in enumerate(steps)
    ]


def _related(other: Related) -> dict[str, Any]:
    return {
        "message": other.message,
        "path": other.span.path,
        "start": None if other.location is None else start_of(other.location),
        "end": None if other.location is None else end_of(other.location),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    at = location_of_gap(gap)
    return {
        "path": gap.path,
        "start": start_of(at),
        "reason": gap.reason,
        "level": str(gap.level),
    }


def _summary(report: Report) -> dict[str, Any]:
    counted = report.counted()
    levels = [str(finding.level) for finding in counted]
    return {
        "files": report.files,
        "judged": report.judged,
        "partial": report.partial,
        "findings": len(counted),
        **{f"{level}s": levels.count(level) for level in ("error", "warning", "info")},
        "outside_change": sum(f.suppressed is None and not f.in_change for f in report.findings),
        "suppressed": sum(finding.suppressed is not None for finding in report.findings),
        "unanalysed": len(report.gaps),
        "worst": str(report.worst()),
        "seconds": round(report.seconds, 3),
    }
