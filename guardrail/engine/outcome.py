"""From facts to the report: Units, judging, policy, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from guardrail.engine import gaps
from guardrail.engine.gather import Gathered, Gatherer
from guardrail.engine.judge import merge
from guardrail.engine.judged import Judged
from guardrail.engine.judging import Judging
from guardrail.engine.locate import Lines, locate, location_of
from guardrail.engine.nearby import Nearby
from guardrail.engine.replay.surroundings import States, Surroundings
from guardrail.engine.rulebook import Rulebook, load
from guardrail.model import Finding, Span
from guardrail.policy.problems import PolicyError
from guardrail.policy.settle import settle, settle_gaps
from guardrail.report import Report
from guardrail.settings import Settings
from guardrail.snapshot import Unreadable
from guardrail.snapshot.work_tree import WorkTree
from guardrail.stream import Comment

if TYPE_CHECKING:
    from guardrail.engine.check import Request
    from guardrail.remedies.project import Project


def warm() -> None:
    """Load the built-in rules, which every run that reads something will ask."""
    load()


def surroundings_of(request: Request, earlier: Gatherer | None = None) -> Surroundings:
    """What the Units of a run may be asked about besides themselves.

    What an `earlier` Gatherer of the run has read isn't read again.
    A policy somewhere else that can't be used is told where it is asked for; here it says nothing.
    """

    def settings_of(path: str) -> Settings:
        try:
            return request.believed.for_path(path).settings
        except PolicyError:
            return Settings()

    cache = request.cache if request.kept is None else request.kept
    gatherer = Gatherer(request.snapshot, settings_of, cache, request.jobs, earlier)
    believed = request.base if request.trusted and request.base else request.snapshot
    running = request.base or request.snapshot
    listed = request.listed
    if listed is None and request.complete:
        listed = partial(list, request.paths)
    elif listed is None and isinstance(request.snapshot, WorkTree):
        listed = Nearby(request.snapshot, request.paths)
    states = States(request.snapshot, running, believed, listed)
    return Surroundings(states, settings_of, gatherer, cache)


class Outcome:
    """Fills a report from what was gathered."""

    def __init__(
        self, request: Request, gatherer: Gatherer, gathered: Gathered, report: Report
    ) -> None:
        """For one run of `check`."""
        self._request = request
        self._gatherer = gatherer
        self._gathered = gathered
        self._report = report
        self._lines: dict[str, Lines | None] = {}
        self._around = surroundings_of(request, gatherer)

    @cached_property
    def _project(self) -> Project | None:
        """The project around the findings, where fixes are asked for."""
        if not self._request.fixes:
            return None
        from guardrail.remedies.project import Project

        return Project(self._request.snapshot)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules of the built-in pack and of those that a policy to be believed names."""
        return load(self._request.believed.packs)

    def fill(self) -> None:
        """Judge everything and complete the report."""
        request, report = self._request, self._report
        findings: list[Finding] = []
        comments: list[Comment] = []
        asked: set[str] = set()
        for path, judged in self._judged():
            asked |= judged.asked
            settings = request.believed.for_path(path).settings
            self._hide(judged.secrets)
            findings += judged.findings
            comments += judged.comments
            report.gaps += gaps.text_gaps(judged.gaps, settings, request.strict, self.lines_of)
            report.migrations += judged.migrations
        self._around.keep()
        report.notes += self._around.notes(asked)
        self._unreadable()
        settled = settle(
            [locate(finding, self.lines_of, self._project) for finding in merge(findings)],
            comments,
            request.policies,
            self.rulebook.infos,
            request.today,
            request.trusted,
            complete=request.complete,
        )
        report.gaps = settle_gaps(report.gaps, request.believed, request.today)
        report.findings = sorted(map(self._placed, filter(self._asked_for, settled)), key=_order)

    def _judged(self) -> Iterator[tuple[str, Judged]]:
        """What the rules find in each text, and in each file of a change as a change."""
        judging = Judging(self._request, self._gatherer, self._around, self.rulebook)
        readings = list(self._gathered.readings.values())
        for reading, outcome in zip(readings, judging.texts(readings), strict=True):
            yield reading.path, outcome
        for edit in self._request.edits:
            told = judging.edit(edit)
            if told is not None:
                yield edit.path, told

    def _hide(self, secrets: Iterable[Span]) -> None:
        """No excerpt shows a credential, also one that only its place gives away."""
        for span in secrets:
            lines = self.lines_of(span.path)
            if lines is not None:
                lines.secrets.append(span)

    def lines_of(self, path: str) -> Lines | None:
        """The lines of a file, read once."""
        if path not in self._lines:
            self._lines[path] = self._read_lines(path)
        return self._lines[path]

    def _read_lines(self, path: str) -> Lines | None:
        known = self._gathered.readings.get(path)
        if known is not None:
            return Lines(known.text.text)
        try:
            return Lines(self._request.snapshot.text(path).text)
        except Unreadable:
            return None

    def _unreadable(self) -> None:
        policies = self._request.believed
        for path, reason in self._gathered.unreadable.items():
            settings = policies.for_path(path).settings
            only = Gathered(unreadable={path: reason})
            self._report.gaps += gaps.file_gaps(only, settings, self._request.strict)

    def _asked_for(self, finding: Finding) -> bool:
        names = {finding.rule, str(finding.category)}
        selected, ignored = self._request.select, self._request.ignore
        return (not selected or bool(names & selected)) and not names & ignored

    def _placed(self, finding: Finding) -> Finding:
        """The finding with its place filled in, and whether it belongs to the change."""
        if finding.location is None:
            finding = replace(finding, location=location_of(finding.span, self.lines_of))
        changed = self._request.changed_lines
        if changed is None or finding.location is None or finding.language == "change":
            return finding
        first, last = finding.location.line, finding.location.end_line
        stretches = changed.get(finding.span.path, ())
        inside = any(low <= last and first <= high for low, high in stretches)
        return replace(finding, in_change=inside)


def _order(finding: Finding) -> tuple[str, int, int, str]:
    return (finding.span.path, finding.span.start, finding.span.end, finding.rule)
