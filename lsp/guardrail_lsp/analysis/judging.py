"""Judges files of one project as the command line does, and adds what an editor shows besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from guardrail.engine.check import Request, check, settings_by_path
from guardrail.engine.gather import Gatherer
from guardrail.engine.rulebook import load
from guardrail.engine.units import read_units
from guardrail.frontends.languages import language_of
from guardrail.model import FileEdit
from guardrail.policy.policy import PolicySet
from guardrail.report import Report
from guardrail.reporters.redaction import redacted
from guardrail.snapshot import Snapshot
from guardrail.unit import Unit
from guardrail_lsp.analysis.changes import lines_of
from guardrail_lsp.analysis.lenses import lenses
from guardrail_lsp.analysis.places import Places
from guardrail_lsp.analysis.project import Project
from guardrail_lsp.analysis.quiet import Quiet
from guardrail_lsp.analysis.results import Placing, places_of
from guardrail_lsp.analysis.store import Lasting
from guardrail_lsp.analysis.told import statements
from guardrail_lsp.frames import Plain


class _Before(Struct):
    """The last judged text of an open file, what came out, and what it depended on."""

    quiet: Quiet
    result: Plain
    depends: int


MOST_LISTED = 5_000
"""How many files of a folder that is no repository are listed."""


class Judge(Struct):
    """Judges the files of one project.

    `turn` counts what happened outside the texts being typed: while it stands still, an edit that
    changes nothing in a text changes nothing in its findings.
    """

    project: Project
    encoding: str = "utf-16"
    turn: int = 0
    _before: dict[str, _Before] = field(default_factory=dict)
    _paths: tuple[int, Sequence[str]] | None = None

    def judge(self, paths: Sequence[str], jobs: int = 1) -> tuple[dict[str, Plain], Plain]:
        """What is found in each of the files, and what is found elsewhere (policy, deleted files).

        Raises `PolicyError`, `UnknownPack` and `GitError`.
        """
        if len(paths) == 1 and (same := self._unchanged(paths[0])) is not None:
            return {paths[0]: same}, {}
        project = self.project
        snapshot, policies = project.snapshot, project.policies
        project.cache.private = any(path in project.buffers for path in paths)
        report = redacted(self.report(paths, snapshot, policies, jobs))
        places = Places(snapshot, self.encoding)
        placing = Placing(project, places, load(policies.packs).infos, self.encoding)
        placed = placing.placed(report, set(paths))
        results: dict[str, Plain] = {}
        for path in paths:
            project.known[path].places = places_of(report, path)
            results[path] = {
                "findings": placed.own.get(path, []),
                "lenses": [],
                "statements": [],
                "gone": not snapshot.exists(path),
            }
            if path in project.buffers:
                units = self._units(path, snapshot, policies)
                results[path]["lenses"] = list(lenses(units, places, path))
                results[path]["statements"] = statements(units, places, path)
                self._remember(path, results[path])
        return results, placed.elsewhere

    def report(
        self, paths: Sequence[str], snapshot: Snapshot, policies: PolicySet, jobs: int = 1
    ) -> Report:
        """What the engine says of the files, as they are and as a change."""
        edits = list(self._edits(paths, snapshot))
        changed = lines_of(edits) if self.project.changes is not None else None
        return check(
            Request(
                snapshot=snapshot,
                policies=policies,
                paths=[path for path in paths if snapshot.exists(path)],
                edits=edits,
                changed_lines=changed,
                jobs=jobs,
                cache=self.project.cache,
                base=self._running(),
                listed=self._listed,
                kept=Lasting(self.project.cache),
            )
        )

    def _running(self) -> Snapshot | None:
        """The state whose code runs today; outside of a repository it is the one that is judged."""
        changes = self.project.changes
        return None if changes is None else changes.base

    def _listed(self) -> Sequence[str]:
        """Every path of the project: listed anew when something happened outside of the editor."""
        if self._paths is None or self._paths[0] != self.turn:
            self._paths = (self.turn, self.project.listed(MOST_LISTED))
        return sorted({*self._paths[1], *self.project.buffers})

    def _edits(self, paths: Sequence[str], snapshot: Snapshot) -> Iterator[FileEdit]:
        changes = self.project.changes
        if changes is None:
            return
        for path in paths:
            edit = None if path in self.project.unnamed else changes.edit(path, snapshot)
            if edit is not None:
                yield edit

    def _units(self, path: str, snapshot: Snapshot, policies: PolicySet) -> list[Unit]:
        """The Units of one file; its facts were gathered a moment ago."""
        if policies.excludes(path):
            return []
        gatherer = Gatherer(snapshot, settings_by_path(policies), self.project.cache, 1)
        readings = gatherer.gather([path]).readings
        if path not in readings:
            return []
        return read_units(path, readings[path].facts, gatherer.follow).units

    def _remember(self, path: str, result: Plain) -> None:
        if language_of(path) == "python":
            quiet = Quiet(self.project.buffers[path])
            self._before[path] = _Before(quiet, result, self.turn)

    def typed(self, path: str) -> None:
        """The text of an open file is another one: what was found in others may lean on it."""
        for other in [other for other in self._before if other != path]:
            del self._before[other]

    def forget(self, path: str) -> None:
        """The file is open no longer."""
        self._before.pop(path, None)

    def _unchanged(self, path: str) -> Plain | None:
        """What was found before, where only a comment changed since."""
        before, text = self._before.get(path), self.project.buffers.get(path)
        if before is None or text is None or before.depends != self.turn:
            return None
        line = before.quiet.line_of_comment(text)
        if line is None or any(_on_line(finding, line) for finding in before.result["findings"]):
            return None
        return before.result


def _on_line(finding: Plain, line: int) -> bool:
    first, _, last, _ = finding["range"]
    return bool(first <= line <= last)
