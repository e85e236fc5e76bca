"""The report in Markdown, for a step's summary or a comment.

What comes from the code under judgement stands in code spans and fences alone: no links, mentions,
images or tags can come of it. GitHub takes 1 MiB a step: the report stops before that, worst first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guardrail.model import Finding
from guardrail.report import Report, UnitSummary
from guardrail.reporters.escaping import code, code_in_cell, fenced, markdown
from guardrail.reporters.options import Options
from guardrail.reporters.selection import (
    chain,
    last_line,
    level_of,
    location_of,
    location_of_gap,
    told,
)
from guardrail.rule import RuleInfo

MOST_BYTES = 1_000_000
_FOR_MIGRATIONS = 300_000
_FOR_GAPS = 100_000
_LANGUAGES = {"sql": "sql", "python": "python", "shell": "sh", "workflow": "yaml"}
_HEAD = (
    "| migration | does | tables | locks | rewrites | reversible |",
    "| --- | --- | --- | --- | --- | --- |",
)
_REVERSIBLE = {True: "yes", False: "**no**", None: "unknown"}


def render(report: Report, rules: Mapping[str, RuleInfo], options: Options) -> str:
    """The closing line, the findings, the migrations, and what was not understood."""
    migrations = list(_capped(_migrations(report), _FOR_MIGRATIONS, "more migrations"))
    gaps = list(_capped(_gaps(report), _FOR_GAPS, "more places"))
    rest = sum(_size(block) for block in (*migrations, *gaps))
    findings = _capped(_findings(report), MOST_BYTES - rest - 20_000, "more findings")
    notes = [f"Note: {markdown(note[:500])}" for note in report.notes[:20]]
    head = ["## Guardrail", last_line(report), *notes]
    blocks = [*head, *findings, *_tabled(migrations)]
    if gaps:
        blocks += ["### Not understood", "\n".join(gaps)]
    return "\n\n".join(blocks) + "\n"


def _size(block: str) -> int:
    return len(block.encode("utf-8", "replace")) + 2


def _capped(blocks: Iterator[str], most: int, what: str) -> Iterator[str]:
    """As many blocks as fit, then how many didn't."""
    used = left_out = 0
    for block in blocks:
        size = _size(block)
        if left_out or used + size > most:
            left_out += 1
            continue
        used += size
        yield block
    if left_out:
        yield f"… and {left_out} {what}."


def _findings(report: Report) -> Iterator[str]:
    heading = ""
    for finding in told(report):
        wanted = f"### {str(level_of(finding)).capitalize()}" if finding.in_change else _ELSEWHERE
        lead = f"{wanted}\n\n" if wanted != heading else ""
        heading = wanted
        yield lead + "\n".join(_finding(finding))


_ELSEWHERE = "### Outside the change"


def _finding(finding: Finding) -> Iterator[str]:
    at = location_of(finding)
    where = code(f"{at.path}:{at.line}:{at.column}")
    yield f"- **{markdown(finding.rule)}** at {where}: {markdown(finding.message)}"
    if finding.excerpt is not None and finding.excerpt.text.strip():
        language = "" if finding.via else _LANGUAGES.get(finding.language, "")
        yield ""
        yield from (f"  {line}" for line in fenced([finding.excerpt.text.strip()[:400]], language))
        yield ""
    if finding.via:
        yield f"  - by: {code(chain(finding))}"
    for other in finding.related:
        near = other.location
        there = f"{code(f'{near.path}:{near.line}:{near.column}')}: " if near else ""
        yield f"  - see: {there}{markdown(other.message)}"
    if finding.requested is not None:
        yield f"  - requested, not granted yet: {markdown(finding.requested.reason)}"
    if finding.help:
        yield f"  - instead: {markdown(finding.help)}"


def _migrations(report: Report) -> Iterator[str]:
    for unit in report.migrations:
        cells = (
            code_in_cell(f"{unit.path} {unit.symbol}".strip())
            + (" (down)" if unit.direction == "down" else ""),
            _cell(unit.does),
            _cell(unit.tables),
            _cell(unit.locks),
            _cell(unit.rewrites),
            _reversible(unit),
        )
        yield f"| {' | '.join(cells)} |"


def _reversible(unit: UnitSummary) -> str:
    return _REVERSIBLE[unit.reversible]


def _cell(items: tuple[str, ...]) -> str:
    shown = ", ".join(code_in_cell(item[:200]) for item in items[:20])
    return shown + (f" and {len(items) - 20} more" if len(items) > 20 else "")


def _tabled(rows: list[str]) -> list[str]:
    """The rows as a table under its heading; what isn't a row follows it."""
    if not rows:
        return []
    table = [row for row in rows if row.startswith("|")]
    after = [row for row in rows if not row.startswith("|")]
    return ["### Migrations", "\n".join((*_HEAD, *table)), *after]


def _gaps(report: Report) -> Iterator[str]:
    for gap in sorted(report.gaps, key=lambda gap: (-gap.level, gap.path)):
        at = location_of_gap(gap)
        where = code(f"{at.path}:{at.line}:{at.column}")
        yield f"- **{gap.level}** {where}: {markdown(gap.reason)}"
