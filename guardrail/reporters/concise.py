"""One line a finding, as problem matchers and editors read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guardrail.report import Report
from guardrail.reporters.escaping import defused, visible
from guardrail.reporters.options import Options
from guardrail.reporters.selection import (
    GAP_RULE,
    last_line,
    level_of,
    location_of,
    location_of_gap,
    place,
    told,
)
from guardrail.rule import RuleInfo


def render(report: Report, rules: Mapping[str, RuleInfo], options: Options) -> str:
    """The report as `path:line:column: level[rule] message` lines, by place."""
    lines = [*_lines(report), last_line(report)]
    if options.github_actions:
        lines = [defused(line) for line in lines]
    return "\n".join(lines) + "\n"


def _lines(report: Report) -> Iterator[str]:
    for finding in sorted(told(report), key=place):
        at = location_of(finding)
        where = f"{visible(at.path)}:{at.line}:{at.column}"
        yield f"{where}: {level_of(finding)}[{visible(finding.rule)}] {visible(finding.message)}"
    for gap in report.gaps:
        at = location_of_gap(gap)
        where = f"{visible(at.path)}:{at.line}:{at.column}"
        yield f"{where}: {gap.level}[{GAP_RULE}] not understood: {visible(gap.reason)}"
    for note in report.notes:
        yield visible(note)
