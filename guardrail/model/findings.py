"""Findings, what mends them, and how they come to be allowed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from guardrail.model.levels import Category, Confidence, Level
from guardrail.model.places import Location, Span, Step

if TYPE_CHECKING:
    from guardrail.effects import Effect


class Related(Struct, frozen=True):
    """Another place that belongs to a finding, with a word on why."""

    message: str
    span: Span
    location: Location | None = None


class Remedy(Struct, frozen=True):
    """What a rule proposes, in terms of its effect; `remedies/` turns it into text edits.

    `action` is a name that the effect's language knows ("concurrently", "not-valid"). `title` says
    what it does ("build it CONCURRENTLY"), `note` what else has to be known.
    """

    action: str
    span: Span
    safe: bool = False
    note: str = ""
    title: str = ""


class Edit(Struct, frozen=True):
    """One replacement in an outermost text: code points, end exclusive."""

    path: str
    start: int
    end: int
    text: str


class NewFile(Struct, frozen=True):
    """A file of the project that a fix makes. Where one stands already, nothing is written."""

    path: str
    text: str


class Fix(Struct, frozen=True):
    """The edits a remedy becomes. A safe one doesn't change what the code does when it succeeds.

    `files` are made besides: the migration that has to follow. All of it is done, or none.
    """

    edits: tuple[Edit, ...]
    safe: bool
    note: str = ""
    title: str = ""
    files: tuple[NewFile, ...] = ()


class SuppressionKind(StrEnum):
    """How a finding came to be allowed. `policy`: a change asks for a looser level."""

    INLINE = "inline"
    WAIVER = "waiver"
    BASELINE = "baseline"
    POLICY = "policy"


class Suppression(Struct, frozen=True):
    """Why a finding is not counted: the means, the reason given, the owner, the end date (ISO)."""

    kind: SuppressionKind
    reason: str = ""
    owner: str = ""
    until: str = ""


class Excerpt(Struct, frozen=True):
    """The source line a finding stands on, secrets masked; `mark` is a 0-based column range."""

    line: int
    text: str
    mark: tuple[int, int]


class Finding(Struct, frozen=True):
    """What a rule found. A rule fills the first block, the engine the second, policy the third."""

    rule: str
    category: Category
    level: Level
    confidence: Confidence
    message: str
    span: Span
    help: str = ""
    related: tuple[Related, ...] = ()
    remedy: Remedy | None = None
    effect: Effect | None = None

    language: str = ""
    via: tuple[Step, ...] = ()
    via_locations: tuple[Location, ...] = ()
    symbol: str = ""
    fingerprint: str = ""
    location: Location | None = None
    excerpt: Excerpt | None = None
    fix: Fix | None = None

    suppressed: Suppression | None = None
    requested: Suppression | None = None
    in_change: bool = True
