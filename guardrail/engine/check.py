"""One run: gather facts, judge them, settle what was found, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field

from guardrail.cache import Cache
from guardrail.engine.gather import Gatherer
from guardrail.engine.read_anew import Progress
from guardrail.model import FileEdit
from guardrail.policy.policy import PolicySet
from guardrail.report import Report
from guardrail.settings import Settings
from guardrail.snapshot import Snapshot

if TYPE_CHECKING:
    from guardrail.policy.settle import Trusted

LineRanges = Mapping[str, Sequence[tuple[int, int]]]
"""Changed lines by path: 1-based first and last line of each stretch."""


class Request(Struct, frozen=True):
    """What is to be judged, and under which policy.

    `policies` are the Snapshot's own. `base` is the state that runs today, where that is another.
    `edits` are the files of a change, judged as a change too.
    `changed_lines` decides which findings belong to the change; `None` is everything. `trusted` is
    what the base already allows, where the door must not believe the change itself. `strict` makes
    an unreadable migration, CI file or hook an error. `select` and `ignore` name rules or
    categories. `complete` is whether `paths` are the whole project, so that a waiver that covers
    nothing is known to be stale. `fixes` is whether anybody will look at what mends a finding.
    `listed` gives all paths of `snapshot`, where the caller knows them already; `kept` is where
    what is known of histories goes, `cache` if it is `None`.
    """

    snapshot: Snapshot
    policies: PolicySet
    paths: Sequence[str]
    edits: Sequence[FileEdit] = ()
    changed_lines: LineRanges | None = None
    trusted: Trusted | None = None
    strict: bool = False
    fixes: bool = True
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    jobs: int = 1
    today: date | None = None
    cache: Cache = field(default_factory=lambda: Cache(None))
    progress: Progress | None = None
    complete: bool = False
    base: Snapshot | None = None
    listed: Callable[[], Sequence[str]] | None = None
    kept: Cache | None = None

    @property
    def believed(self) -> PolicySet:
        """The policies that decide what is judged and as what: the base's where there is one."""
        return self.trusted.policies if self.trusted else self.policies


def check(request: Request) -> Report:
    """Judge what is asked for. Raises `PolicyError` on a broken configuration."""
    started = time.monotonic()
    believed = request.believed
    paths = [path for path in request.paths if not believed.excludes(path)]
    settings_of = settings_by_path(believed)
    gatherer = Gatherer(request.snapshot, settings_of, request.cache, request.jobs)
    gathered = gatherer.gather(paths, request.progress, later=True)
    report = Report(files=gathered.files, judged=gathered.texts)
    if (
        gathered.readings
        or gathered.unreadable
        or request.edits
        or _policy_speaks(request.policies)
    ):
        from guardrail.engine.outcome import Outcome

        Outcome(request, gatherer, gathered, report).fill()
    report.seconds = time.monotonic() - started
    return report


def _policy_speaks(policies: PolicySet) -> bool:
    """Whether the policy itself may have to be told about, whatever else was found."""
    return bool(policies.problems or policies.waivers or policies.root.report)


def settings_by_path(policies: PolicySet) -> Callable[[str], Settings]:
    """The facts that hold at a path."""
    return lambda path: policies.for_path(path).settings
