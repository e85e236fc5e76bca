"""Findings as plain data, placed for an editor, each with the file it is shown in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from msgspec import Struct

from guardrail.model import Finding, Fix, Level, Span
from guardrail.report import Gap, Report
from guardrail.reporters.escaping import visible
from guardrail.rule import RuleInfo
from guardrail_lsp.analysis.places import Places
from guardrail_lsp.analysis.project import Project
from guardrail_lsp.frames import Plain
from guardrail_lsp.names import UNANALYSED

ByPath = dict[str, list[Plain]]


class Placed(Struct):
    """What a run found: in the files it judged, and in others (the policy, deleted files)."""

    own: ByPath
    elsewhere: ByPath


class Placing:
    """Turns one run's report into plain data."""

    def __init__(
        self, project: Project, places: Places, rules: Mapping[str, RuleInfo], encoding: str
    ) -> None:
        """Positions are in `encoding`; `rules` say what can be allowed in a comment."""
        self._project = project
        self._places = places
        self._rules = rules
        self._encoding = encoding

    def placed(self, report: Report, judged: Collection[str]) -> Placed:
        """The findings and gaps of a report, by path.

        A finding in a file that was not judged itself, and that is not known to show it, stands
        where the judged file leads there.
        """
        own: defaultdict[str, list[Plain]] = defaultdict(list)
        elsewhere: defaultdict[str, list[Plain]] = defaultdict(list)
        for finding in report.findings:
            if finding.suppressed is not None:
                continue
            plain = self._finding(finding)
            path = finding.span.path
            if path in judged:
                own[path].append(plain)
                continue
            step = next((s for s in finding.via if s.span.path in judged), None)
            if step is None:
                elsewhere[path].append(plain)
            elif not self._shows(finding):
                own[step.span.path].append(self._led_to(plain, finding, step.span))
        for gap in report.gaps:
            own[gap.path].append(self._gap(gap))
        return Placed(dict(own), dict(elsewhere))

    def _shows(self, finding: Finding) -> bool:
        known = self._project.known.get(finding.span.path)
        place = (finding.rule, finding.span.start, finding.span.end)
        return known is not None and place in known.places

    def _finding(self, finding: Finding) -> Plain:
        rule = self._rules.get(finding.rule)
        related = [
            self._related(f"{'then' if number else 'from'} {step.label}", step.span)
            for number, step in enumerate(finding.via)
        ]
        related += [self._related(other.message, other.span) for other in finding.related]
        return {
            "rule": finding.rule,
            "level": int(finding.level),
            "message": visible(finding.message),
            "help": visible(finding.help),
            "fingerprint": finding.fingerprint,
            "range": self._places.of_location(finding.location),
            "inline": bool(rule and rule.inline),
            "changed": finding.in_change,
            "related": related,
            "fix": self._fix(finding.fix, finding.span.path) if finding.fix else None,
        }

    def _led_to(self, plain: Plain, finding: Finding, at: Span) -> Plain:
        """The finding as it is told in the file that leads to it: not to be mended there."""
        there = self._related("what it does stands here", finding.span)
        related = [there, *plain["related"]]
        return {
            **plain,
            "range": self._places.of_span(at),
            "related": related,
            "fix": None,
            "inline": False,
        }

    def _related(self, message: str, span: Span) -> Plain:
        return {
            "message": visible(message),
            "file": self._project.file(span.path),
            "range": self._places.of_span(span),
        }

    def _fix(self, fix: Fix, path: str) -> Plain:
        """A fix; an edit names its file where that isn't the finding's own."""
        return {
            "safe": fix.safe,
            "note": visible(fix.note),
            "title": visible(fix.title),
            "edits": [
                {
                    "file": "" if e.path == path else self._project.file(e.path),
                    "range": self._places.of_span(Span(e.path, e.start, e.end)),
                    "text": e.text,
                }
                for e in fix.edits
            ],
            "files": [{"file": self._project.file(f.path), "text": f.text} for f in fix.files],
        }

    def _gap(self, gap: Gap) -> Plain:
        return {
            "rule": UNANALYSED,
            "level": int(gap.level),
            "message": f"not judged: {visible(gap.reason)}",
            "help": "",
            "fingerprint": "",
            "range": self._places.of_location(gap.location),
            "inline": False,
            "changed": True,
            "related": [],
            "fix": None,
        }


def places_of(report: Report, path: str) -> frozenset[tuple[str, int, int]]:
    """Where a file has findings, and of which rules."""
    return frozenset(
        (f.rule, f.span.start, f.span.end)
        for f in report.findings
        if f.span.path == path and f.suppressed is None
    )


def lost(reason: str, level: Level = Level.WARNING) -> Plain:
    """A finding that says that a whole file was not judged, and why."""
    return {
        "rule": UNANALYSED,
        "level": int(level),
        "message": f"not judged: {visible(reason)}",
        "help": "",
        "fingerprint": "",
        "range": [0, 0, 0, 0],
        "inline": False,
        "changed": True,
        "related": [],
        "fix": None,
    }
