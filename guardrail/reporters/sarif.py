"""SARIF 2.1.0, for code scanning and viewers.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/; the limits are GitHub's ("SARIF support for code
scanning", docs.github.com). A result carries its own fingerprints, so that an alert survives edits
above it; suppressed findings are in the file, marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from guardrail.model import Finding, Level, Location, Suppression, SuppressionKind
from guardrail.report import Gap, Report
from guardrail.reporters.escaping import visible
from guardrail.reporters.json_text import json_text
from guardrail.reporters.options import Options
from guardrail.reporters.sarif_rules import LEVELS, rule_data
from guardrail.reporters.selection import level_of, location_of, location_of_gap, place
from guardrail.rule import RuleInfo

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
HOME = "https://pypi.org/project/repo-guardrail/"
ROOT = "%SRCROOT%"
MOST_RESULTS = 25_000
MOST_RELATED = 100
MOST_STEPS = 1_000


def render(report: Report, rules: Mapping[str, RuleInfo], options: Options) -> str:
    """The report as one run of a SARIF log."""
    findings = sorted(report.findings, key=lambda f: (f.suppressed is not None, -level_of(f)))
    kept = sorted(findings[:MOST_RESULTS], key=place)
    names = sorted({*rules, *(finding.rule for finding in kept)})
    numbers = {name: number for number, name in enumerate(names)}
    categories = {finding.rule: finding.category for finding in kept}
    notifications = [_notification(gap) for gap in report.gaps]
    notifications += [{"level": "note", "message": _message(note)} for note in report.notes]
    if len(findings) > MOST_RESULTS:
        left_out = f"{len(findings) - MOST_RESULTS} results were left out, none of them worse"
        notifications.append({"level": "warning", "message": _message(left_out)})
    run = {
        "tool": {
            "driver": {
                "name": "Guardrail",
                "version": options.tool_version,
                "semanticVersion": options.tool_version,
                "informationUri": HOME,
                "rules": [rule_data(name, rules.get(name), categories.get(name)) for name in names],
            }
        },
        "automationDetails": {"id": f"{options.category}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: _root(options)},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notifications}],
        "results": [_result(finding, numbers[finding.rule]) for finding in kept],
        "properties": {"judged": report.judged, "partial": report.partial},
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, options) + "\n"


def _root(options: Options) -> dict[str, Any]:
    if not options.root_uri:
        return {"description": _message("the root of the project")}
    return {"uri": options.root_uri.rstrip("/") + "/"}


def _message(text: str) -> dict[str, str]:
    return {"text": visible(text)}


def _result(finding: Finding, number: int) -> dict[str, Any]:
    at = location_of(finding)
    help = f"\nInstead: {visible(finding.help)}" if finding.help else ""
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": LEVELS[level_of(finding)],
        "message": {"text": visible(finding.message) + help},
        "locations": [_location(at, finding)],
        "partialFingerprints": _fingerprints(finding.fingerprint),
        "properties": {
            "category": str(finding.category),
            "confidence": str(finding.confidence),
            "language": finding.language,
            "inChange": finding.in_change,
        },
    }
    if finding.suppressed is not None:
        result["suppressions"] = [_suppression(finding.suppressed)]
    if finding.requested is not None:
        result["properties"]["requested"] = visible(finding.requested.reason)
    related = [
        {**_location(other.location, None), "id": place_number, "message": _message(other.message)}
        for place_number, other in enumerate(finding.related[:MOST_RELATED], 1)
        if other.location is not None
    ]
    if related:
        result["relatedLocations"] = related
    if finding.via and len(finding.via) == len(finding.via_locations):
        result["codeFlows"] = [_flow(finding, at)]
    if finding.fix is not None and not finding.fix.files:
        # The format has no word for a file to be made, and half a fix is none.
        result["fixes"] = [_fix(finding)]
    return result


def _fingerprints(fingerprint: str) -> dict[str, str]:
    """Ours, and under the name of the only one that GitHub reads."""
    if not fingerprint:
        return {}
    return {
        "guardrailFingerprint/v1": fingerprint,
        "primaryLocationLineHash": f"{fingerprint[:16]}:1",
    }


def _suppression(suppression: Suppression) -> dict[str, Any]:
    inline = suppression.kind is SuppressionKind.INLINE
    said = [suppression.reason or str(suppression.kind)]
    if suppression.owner:
        said.append(f"owner: {suppression.owner}")
    if suppression.until:
        said.append(f"until: {suppression.until}")
    return {
        "kind": "inSource" if inline else "external",
        "status": "accepted",
        "justification": visible(", ".join(said)),
    }


def artifact(path: str) -> dict[str, Any]:
    """A file of the project, its path percent-encoded byte by byte."""
    encoded = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    return {"uri": encoded, "uriBaseId": ROOT}


def _region(at: Location) -> dict[str, int]:
    return {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    }


def _location(at: Location, finding: Finding | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact(at.path), "region": _region(at)}
    if finding is not None and finding.excerpt is not None:
        line = {"startLine": finding.excerpt.line, "snippet": _message(finding.excerpt.text)}
        physical["contextRegion"] = line
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding is not None and finding.symbol:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(finding.symbol)}]
    return location


def _flow(finding: Finding, at: Location) -> dict[str, Any]:
    """How the effect is reached: each step of the chain, then the effect."""
    labels: Sequence[str] = [step.label for step in finding.via]
    places = list(zip(labels, finding.via_locations, strict=True))[: MOST_STEPS - 1]
    steps = [(_message(label), where) for label, where in places] + [
        (_message(finding.message), at)
    ]
    return {
        "threadFlows": [
            {
                "locations": [
                    {"location": {**_location(where, None), "message": message}}
                    for message, where in steps
                ]
            }
        ]
    }


def _fix(finding: Finding) -> dict[str, Any]:
    assert finding.fix is not None
    paths = dict.fromkeys(edit.path for edit in finding.fix.edits)
    what = finding.fix.title or finding.fix.note or finding.help or "the safe form"
    return {
        "description": _message(what),
        "artifactChanges": [
            {
                "artifactLocation": artifact(path),
                "replacements": [
                    {
                        "deletedRegion": {
                            "charOffset": edit.start,
                            "charLength": edit.end - edit.start,
                        },
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in finding.fix.edits
                    if edit.path == path
                ],
            }
            for path in paths
        ],
    }


def _notification(gap: Gap) -> dict[str, Any]:
    at = location_of_gap(gap)
    return {
        "level": LEVELS[gap.level] if gap.level is not Level.OFF else "none",
        "message": _message(f"not understood: {gap.reason}"),
        "locations": [_location(at, None)],
    }
