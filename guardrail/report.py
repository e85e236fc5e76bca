"""The outcome of one run: what was found, what was judged, what could not be."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from guardrail.model import Finding, Level, Location, Span


class Gap(Struct, frozen=True):
    """A text or a part of one that was not understood, and how loudly that is told."""

    path: str
    reason: str
    level: Level
    location: Location | None = None
    span: Span | None = None


class UnitSummary(Struct, frozen=True):
    """What one migration, or another Unit, does as a whole, in words, findings or none."""

    path: str
    symbol: str
    framework: str
    direction: str
    tables: tuple[str, ...]
    locks: tuple[str, ...]
    rewrites: tuple[str, ...]
    reversible: bool | None
    does: tuple[str, ...]


class Report(Struct):
    """Everything a reporter needs. `files` were looked at, `judged` texts had something to judge.

    `notes` are sentences about the run itself ("nothing was staged: judged the whole tree").
    """

    findings: list[Finding] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    migrations: list[UnitSummary] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: int = 0
    judged: int = 0
    partial: bool = False
    seconds: float = 0.0

    def counted(self) -> Sequence[Finding]:
        """The findings that count: neither suppressed nor outside the change."""
        return [f for f in self.findings if f.suppressed is None and f.in_change]

    def worst(self) -> Level:
        """The highest level among what counts, gaps included; `off` where there is nothing."""
        levels = [f.level for f in self.counted()] + [gap.level for gap in self.gaps]
        return max(levels, default=Level.OFF)
