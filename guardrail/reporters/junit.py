"""JUnit's XML, for the test tabs of CI servers: one suite a file, one case a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from guardrail.model import Finding, Level
from guardrail.report import Report
from guardrail.reporters.escaping import xml
from guardrail.reporters.options import Options
from guardrail.reporters.selection import last_line, level_of, location_of, location_of_gap, place
from guardrail.rule import RuleInfo

Case = tuple[str, str]
"""The kind of its result (`failure`, `error`, `skipped`, "" for passed), and its XML."""


def render(report: Report, rules: Mapping[str, RuleInfo], options: Options) -> str:
    """A test suite for each file, and one for the run itself, which is never empty."""
    by_place = sorted(report.findings, key=place)
    suites = [_suite("guardrail", [("", _case("judged", "guardrail", "", last_line(report)))])]
    for path, group in groupby(by_place, key=lambda finding: location_of(finding).path):
        suites.append(_suite(path, [_finding(finding) for finding in group]))
    gaps = list(_gaps(report))
    if gaps:
        suites.append(_suite("not understood", gaps))
    body = "\n".join(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{body}\n</testsuites>\n'


def _suite(name: str, cases: list[Case]) -> str:
    kinds = [kind for kind, _ in cases]
    numbers = " ".join(
        f'{attribute}="{kinds.count(kind)}"'
        for attribute, kind in (
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        )
    )
    inner = "\n".join(case for _, case in cases)
    return f'<testsuite name="{xml(name)}" tests="{len(cases)}" {numbers}>\n{inner}\n</testsuite>'


def _case(name: str, group: str, inner: str, output: str = "") -> str:
    said = f"<system-out>{xml(output)}</system-out>" if output else ""
    return f'<testcase name="{xml(name)}" classname="{xml(group)}">{inner}{said}</testcase>'


def _finding(finding: Finding) -> Case:
    at = location_of(finding)
    name = f"{finding.rule} at {at.line}:{at.column}"
    level = level_of(finding)
    if finding.suppressed is not None or level < Level.WARNING:
        why = f"{finding.suppressed.kind}: " if finding.suppressed else ""
        return "skipped", _case(name, at.path, f'<skipped message="{xml(why + finding.message)}"/>')
    detail = f"{at.path}:{at.line}:{at.column} {finding.message}"
    if finding.help:
        detail += f" Instead: {finding.help}"
    failure = f'<failure type="{level}" message="{xml(finding.message)}">{xml(detail)}</failure>'
    return "failure", _case(name, at.path, failure)


def _gaps(report: Report) -> Iterator[Case]:
    for gap in report.gaps:
        at = location_of_gap(gap)
        kind = "error" if gap.level >= Level.ERROR else "skipped"
        inner = f'<{kind} message="{xml(gap.reason)}"/>'
        yield kind, _case(f"{at.path}:{at.line}:{at.column}", gap.path, inner)
