"""Texts to judge: where they come from, what surrounds them, where their targets live."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

from guardrail.model.places import Hole, Span, Step

if TYPE_CHECKING:
    from guardrail.definitions import Given
    from guardrail.spanmap import BuiltText, TextMap


class EnvironmentKind(StrEnum):
    """Where a target lives."""

    THROWAWAY = "throwaway"
    LOCAL = "local"
    SHARED = "shared"
    PRODUCTION = "production"
    UNKNOWN = "unknown"


class Environment(Struct, frozen=True):
    """Where a target lives, and the evidence: "DATABASE_URL in .env.production"."""

    kind: EnvironmentKind = EnvironmentKind.UNKNOWN
    reason: str = ""


class Direction(StrEnum):
    """Whether a migration goes forward or is being taken back."""

    UP = "up"
    DOWN = "down"


class Surroundings(Struct, frozen=True):
    """What an embedded text inherits from the text around it. Never cached: it may hold secrets.

    `places` are the policy's patterns of host, variable and file names, with where they live.
    `autocommit` says that it runs outside the transaction around the rest. `reached` are the
    commands, tasks and requests through which a program comes to it. `machine` is what becomes of
    the machine that it runs on, with its files and containers: a runner of CI is thrown away.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    directory: str = ""
    dialect: str = ""
    environment: Environment = Environment()
    guards: tuple[str, ...] = ()
    hidden_in: str = ""
    places: tuple[tuple[str, str], ...] = ()
    autocommit: bool = False
    reached: tuple[Step, ...] = ()
    machine: Environment = Environment()


class ChangeKind(Enum):
    """What happened to a file between two Snapshots."""

    ADDED = "added"
    DELETED = "deleted"
    EDITED = "edited"
    RENAMED = "renamed"
    MODE = "mode"


class FileEdit(Struct, frozen=True):
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


class Source(Struct, frozen=True):
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
