"""The words every part of Guardrail shares: levels, spans, sources, findings.

Offsets are code points of the outermost text, lines and columns are 1-based. Nothing here parses,
judges or prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guardrail.definitions import Given
    from guardrail.effects import Effect
    from guardrail.spanmap import BuiltText, TextMap


class _Named(IntEnum):
    """An ordered enumeration that people read and write by its lower-case name."""

    def __str__(self) -> str:
        return self.name.lower()


class Level(_Named):
    """How loudly a finding is told: an `error` blocks, a `warning` is shown, an `info` is told."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3


class Confidence(_Named):
    """How sure Guardrail is that the code does what the finding says."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Decision(StrEnum):
    """What a door does with what it was shown."""

    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


class Category(StrEnum):
    """What kind of damage a rule is about. Stable: these stand in JSON and SARIF."""

    DATA_LOSS = "data-loss"
    UNSCOPED_WRITE = "unscoped-write"
    LOCKING = "locking"
    COMPATIBILITY = "compatibility"
    TRANSACTION = "transaction"
    REVERSIBILITY = "reversibility"
    PRIVILEGE = "privilege"
    CREDENTIAL = "credential"
    EXPOSURE = "exposure"
    INFRASTRUCTURE = "infrastructure"
    HISTORY = "history"
    REMOTE_CODE = "remote-code"
    GUARD = "guard"
    CORRECTNESS = "correctness"
    ANALYSIS = "analysis"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in an outermost text.

    `start` and `end` are code points of the text at `path`, `end` exclusive. `parts` holds the
    pieces where the place isn't contiguous (implicitly concatenated strings). `exact` is false
    where the span is only a hull around what is meant.
    """

    path: str
    start: int
    end: int
    parts: tuple[tuple[int, int], ...] = ()
    exact: bool = True

    def contains(self, other: Span) -> bool:
        """Whether the other span lies inside this one, in the same text."""
        return self.path == other.path and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Location:
    """A span as people read it: 1-based lines and columns, columns in code points."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain that leads from the outermost text to an effect."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Hole:
    """A place of a text that is only known at run time.

    `start` and `end` delimit the placeholder word that stands in the text for it (code points of
    that text). `values` are its possible values where they are known.
    """

    start: int
    end: int
    name: str = ""
    values: tuple[str, ...] = ()


class EnvironmentKind(StrEnum):
    """Where a target lives."""

    THROWAWAY = "throwaway"
    LOCAL = "local"
    SHARED = "shared"
    PRODUCTION = "production"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Environment:
    """Where a target lives, and the evidence: "DATABASE_URL in .env.production"."""

    kind: EnvironmentKind = EnvironmentKind.UNKNOWN
    reason: str = ""


class Direction(StrEnum):
    """Whether a migration goes forward or is being taken back."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an embedded text inherits from the text around it. Never cached: it may hold secrets.

    `places` are the policy's patterns of host, variable and file names, with where they live.
    `autocommit` says that it runs outside the transaction around the rest.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    directory: str = ""
    dialect: str = ""
    environment: Environment = Environment()
    guards: tuple[str, ...] = ()
    hidden_in: str = ""
    places: tuple[tuple[str, str], ...] = ()
    autocommit: bool = False


class ChangeKind(Enum):
    """What happened to a file between two Snapshots."""

    ADDED = "added"
    DELETED = "deleted"
    EDITED = "edited"
    RENAMED = "renamed"
    MODE = "mode"


@dataclass(frozen=True, slots=True)
class FileEdit:
    """One file of a change: its path before and after, and its text before and after.

    A text is `None` where there is none on that side or it could not be decoded.
    """

    kind: ChangeKind
    path: str
    old_path: str
    before: str | None
    after: str | None
    old_mode: int = 0
    new_mode: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A text to judge, or a change.

    `path` names the outermost text. For an embedded text `map` leads back to it; `holes`,
    `surroundings` and `via` tell what it inherited. `base` is the same file's edit where the
    Source is a change rather than a text. `given` is what its imports stand for in the project.
    """

    path: str
    language: str
    text: str
    map: TextMap | None = None
    holes: tuple[Hole, ...] = ()
    surroundings: Surroundings = Surroundings()
    via: tuple[Step, ...] = ()
    edit: FileEdit | None = None
    given: Given | None = None

    def span(self, start: int, end: int) -> Span:
        """The place in the outermost text of a range of this text (code points, end exclusive)."""
        if self.map is None:
            return Span(self.path, start, end)
        return self.map.span(self.path, start, end)

    def embed(
        self,
        language: str,
        built: BuiltText,
        label: str,
        surroundings: Surroundings | None = None,
    ) -> Source:
        """A text embedded in this one, its map leading straight to the outermost text.

        `built` maps the embedded text to ranges of *this* text. `label` is what a person calls the
        step ("cur.execute", "psql -c").
        """
        hull = built.map.hull()
        step = Step(label, self.span(*hull))
        return Source(
            path=self.path,
            language=language,
            text=built.text,
            map=built.map if self.map is None else built.map.through(self.map),
            holes=built.holes,
            surroundings=self.surroundings if surroundings is None else surroundings,
            via=(*self.via, step),
        )


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, with a word on why."""

    message: str
    span: Span
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a rule proposes, in terms of its effect; `remedies/` turns it into text edits.

    `action` is a name that the effect's language knows ("concurrently", "not-valid"). `title` says
    what it does ("build it CONCURRENTLY"), `note` what else has to be known.
    """

    action: str
    span: Span
    safe: bool = False
    note: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement in an outermost text: code points, end exclusive."""

    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of the project that a fix makes. Where one stands already, nothing is written."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
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


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is not counted: the means, the reason given, the owner, the end date (ISO)."""

    kind: SuppressionKind
    reason: str = ""
    owner: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The source line a finding stands on, secrets masked; `mark` is a 0-based column range."""

    line: int
    text: str
    mark: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
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
