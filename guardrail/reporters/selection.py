"""Which findings a report shows, in which order, and how they add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace

from guardrail.model import Finding, Level, Location, Span
from guardrail.report import Gap, Report
from guardrail.reporters.closing import closing_line

Told = TypeVar("Told", Finding, Gap)

_NOWHERE = Span("", 0, 0)

GAP_RULE = "unanalysed"

FEW = 5
"""How many findings or gaps of level `info` a person is shown unasked."""


def told(report: Report) -> list[Finding]:
    """The findings that are not suppressed, severest first, then by place."""
    shown = [finding for finding in report.findings if finding.suppressed is None]
    return sorted(shown, key=lambda finding: (-level_of(finding), *place(finding)))


def level_of(finding: Finding) -> Level:
    """How loudly the finding is told: outside of the change nothing is more than an `info`."""
    return finding.level if finding.in_change else min(finding.level, Level.INFO)


def location_of(finding: Finding) -> Location:
    """Where the finding stands; the file's start where no more is known."""
    return finding.location or Location(finding.span.path, 1, 1, 1, 1)


def location_of_gap(gap: Gap) -> Location:
    """Where the gap is; the file's start where it is the whole file."""
    return gap.location or Location(gap.path, 1, 1, 1, 1)


def place(finding: Finding) -> tuple[str, int, int, str]:
    """What findings of one level are sorted by."""
    at = location_of(finding)
    return at.path, at.line, at.column, finding.rule


def last_line(report: Report) -> str:
    """What was found and how much was judged, as one sentence."""
    counting = report.counted()
    return closing_line(
        errors=_number(counting, Level.ERROR),
        warnings=_number(counting, Level.WARNING),
        infos=_number(counting, Level.INFO),
        elsewhere=sum(f.suppressed is None and not f.in_change for f in report.findings),
        suppressed=sum(f.suppressed is not None for f in report.findings),
        judged=report.judged,
        gaps=len(report.gaps),
        partial=report.partial,
        seconds=report.seconds,
    )


def _number(findings: Sequence[Finding], level: Level) -> int:
    return sum(finding.level is level for finding in findings)


def chain(finding: Finding) -> str:
    """The steps that lead to the finding, outermost first; "" where it stands in the file."""
    return " → ".join(step.label for step in finding.via)


def without_quiet(report: Report) -> Report:
    """The report as a person sees it first: without findings and gaps of level `info` where many.

    One that the change asks to allow stays: somebody has to decide on it.
    """
    quiet = [
        f
        for f in report.findings
        if f.suppressed is None and level_of(f) is Level.INFO and f.requested is None
    ]
    gaps = [gap for gap in report.gaps if gap.level is Level.INFO]
    return replace(
        report,
        findings=_without(report.findings, quiet) if len(quiet) > FEW else report.findings,
        gaps=_without(report.gaps, gaps) if len(gaps) > FEW else report.gaps,
    )


def counted(finding: Finding) -> Finding:
    """The finding without its texts and places: what is left where it is only counted."""
    return Finding(
        rule=finding.rule,
        category=finding.category,
        level=finding.level,
        confidence=finding.confidence,
        message="",
        span=_NOWHERE,
        suppressed=finding.suppressed,
        requested=finding.requested,
        in_change=finding.in_change,
    )


def _without(all_of: Sequence[Told], some: Sequence[Told]) -> list[Told]:
    left_out = {id(each) for each in some}
    return [each for each in all_of if id(each) not in left_out]


def quietly(report: Report, shown: Report) -> Iterator[str]:
    """What the shown report leaves out, as counts by rule."""
    kept = {id(finding) for finding in shown.findings}
    rules = Counter(f.rule for f in report.findings if id(f) not in kept)
    if rules:
        yield "info: " + ", ".join(f"{number} {rule}" for rule, number in rules.most_common())
    gaps = len(report.gaps) - len(shown.gaps)
    if gaps:
        yield f"info: {gaps} places not understood, none with a dangerous word"
