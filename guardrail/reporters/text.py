"""The report for a person at a terminal: what, where, why and what to do instead.

Files with the worst findings come last, so that they stand right above the closing line.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from msgspec.structs import replace

from guardrail.model import Excerpt, Finding, Level
from guardrail.report import Report
from guardrail.reporters.escaping import defused, visible
from guardrail.reporters.options import Options
from guardrail.reporters.selection import (
    chain,
    counted,
    last_line,
    level_of,
    location_of,
    location_of_gap,
    place,
    quietly,
    told,
    without_quiet,
)
from guardrail.rule import RuleInfo

_STYLES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "36",
    "path": "1",
    "quiet": "2",
    "mark": "31",
}
_INDENT = "    "


def render(report: Report, rules: Mapping[str, RuleInfo], options: Options) -> str:
    """The report as text."""
    paint = _Paint(options.colour)
    loud = report if options.verbose else without_quiet(report)
    lines = [*_findings(loud, paint, options), *_gaps(loud, paint, options)]
    lines += [f"{counts}: --verbose shows each" for counts in quietly(report, loud)]
    lines += [visible(note) for note in report.notes]
    if lines and lines[-1]:
        lines.append("")
    lines.append(paint("path", last_line(report)))
    if options.github_actions:
        lines = [defused(line) for line in lines]
    return "\n".join(lines) + "\n"


def shown(report: Report, options: Options) -> Report:
    """The report without what isn't shown: of some findings only their number is."""
    loud = report if options.verbose else without_quiet(report)
    shown = {id(finding) for finding in told(loud)}
    findings = [each if id(each) in shown else counted(each) for each in report.findings]
    return replace(report, findings=findings, migrations=[])


class _Paint:
    """Puts a style around text that has been made visible already."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, style: str, text: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text


def _findings(report: Report, paint: _Paint, options: Options) -> Iterator[str]:
    shown = told(report)
    hidden = len(shown) - options.show if 0 < options.show < len(shown) else 0
    if hidden:
        shown = shown[: options.show]
        yield from (f"… and {hidden} more, none of them worse", "")
    for _, group in groupby(_worst_last(shown), key=lambda finding: location_of(finding).path):
        for finding in group:
            yield from _finding(finding, paint, options)
            yield ""


def _worst_last(findings: Sequence[Finding]) -> list[Finding]:
    worst: dict[str, Level] = {}
    for finding in findings:
        path = location_of(finding).path
        worst[path] = max(level_of(finding), worst.get(path, Level.OFF))
    return sorted(findings, key=lambda found: (worst[location_of(found).path], *place(found)))


def _finding(finding: Finding, paint: _Paint, options: Options) -> Iterator[str]:
    at = location_of(finding)
    level = str(level_of(finding))
    where = paint("path", f"{visible(at.path)}:{at.line}:{at.column}")
    aside = "" if finding.in_change else paint("quiet", "  outside the change")
    doubt = "" if finding.confidence >= 2 else paint("quiet", f"  {finding.confidence} confidence")
    yield f"{where}  {paint(level, level)} {visible(finding.rule)}{aside}{doubt}"
    yield from _wrapped(visible(finding.message), "", options)
    if finding.excerpt is not None:
        yield from _excerpt(finding.excerpt, level, paint, options)
    if finding.via:
        yield from _wrapped(visible(chain(finding)), "by: ", options)
    for other in finding.related:
        near = other.location
        there = f"{visible(near.path)}:{near.line}:{near.column}: " if near else ""
        yield from _wrapped(there + visible(other.message), "see: ", options)
    if finding.requested is not None:
        by = f", asked for by {finding.requested.owner}" if finding.requested.owner else ""
        reason = f"{finding.requested.reason}{by}"
        yield from _wrapped(visible(f"not granted yet: {reason}"), "requested: ", options)
    if finding.help:
        yield from _wrapped(visible(finding.help), "instead: ", options)


def _wrapped(text: str, label: str, options: Options) -> Sequence[str]:
    return _wrapped_to(text, label, max(options.width, 40))


@lru_cache(maxsize=1_000)
def _wrapped_to(text: str, label: str, width: int) -> Sequence[str]:
    """The text in lines of a width: what to do instead is the same for all findings of a rule."""
    return textwrap.wrap(
        label + text,
        width,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT + " " * len(label),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _excerpt(excerpt: Excerpt, level: str, paint: _Paint, options: Options) -> Iterator[str]:
    """The source line with carets below what is meant, cut to the width around it."""
    low, high = excerpt.mark
    head, body, tail = (
        visible(part.replace("\t", " "))
        for part in (excerpt.text[:low], excerpt.text[low:high], excerpt.text[high:])
    )
    stripped = head.lstrip(" ")
    gutter = f"{excerpt.line:>6} | "
    room = max(options.width, 40) - len(_INDENT) - len(gutter)
    if len(stripped) + len(body) > room:
        keep = max(0, room - min(len(body), room * 3 // 4) - 1)
        stripped = "…" + stripped[-keep:] if keep < len(stripped) and keep else stripped[:keep]
    body = body if len(stripped) + len(body) <= room else body[: room - len(stripped) - 1] + "…"
    left = max(0, room - len(stripped) - len(body))
    tail = tail if len(tail) <= left else tail[: max(0, left - 1)] + "…" * (left > 0)
    if not (stripped + body + tail).strip():
        return
    yield f"{_INDENT}{paint('quiet', gutter)}{stripped}{paint('mark', body)}{tail}".rstrip()
    carets = paint(level, "^" * max(1, len(body)))
    yield f"{_INDENT}{paint('quiet', ' ' * 7 + '| ')}{' ' * len(stripped)}{carets}"


def _gaps(report: Report, paint: _Paint, options: Options) -> Iterator[str]:
    if not report.gaps:
        return
    yield paint("path", "Not understood:")
    gaps = sorted(report.gaps, key=lambda gap: (gap.level, gap.path))
    if 0 < options.show < len(gaps):
        yield f"{_INDENT}… and {len(gaps) - options.show} more, none of them worse"
        gaps = gaps[-options.show :]
    for gap in gaps:
        at = location_of_gap(gap)
        level = str(gap.level)
        where = f"{visible(at.path)}:{at.line}:{at.column}"
        yield f"{_INDENT}{where}  {paint(level, level)}  {visible(gap.reason)}"
    yield ""
