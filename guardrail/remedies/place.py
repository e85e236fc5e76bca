"""Where a remedy is asked for, and what it makes of it."""

from __future__ import annotations

from msgspec import Struct

from guardrail.effects import SchemaChange
from guardrail.model import Edit, Finding, NewFile, Span
from guardrail.remedies.project import Project


class Place(Struct, frozen=True):
    """A finding with a remedy, the outermost text it stands in, and the project around it."""

    finding: Finding
    span: Span
    text: str
    project: Project | None = None

    @property
    def path(self) -> str:
        """The path of the text."""
        return self.span.path

    @property
    def statement(self) -> str:
        """The text at the span."""
        return self.text[self.span.start : self.span.end]

    @property
    def change(self) -> SchemaChange | None:
        """The schema change that was found fault with, `None` where it is something else."""
        effect = self.finding.effect
        return effect if isinstance(effect, SchemaChange) else None

    @property
    def is_sql(self) -> bool:
        """Whether the outermost text is SQL itself."""
        return self.path.lower().endswith(".sql")

    @property
    def is_python(self) -> bool:
        """Whether the outermost text is Python."""
        return self.path.lower().endswith(".py")

    def edit(self, start: int, end: int, text: str) -> Edit:
        """A replacement in the outermost text."""
        return Edit(self.path, start, end, text)

    def other(self, path: str) -> str | None:
        """The text of another file of the project, `None` where there is none to read."""
        return None if self.project is None else self.project.text(path)


class Made(Struct, frozen=True):
    """What a remedy becomes: edits and new files. `note` is said besides the rule's own.

    A `safe` of `None` leaves it to the rule.
    """

    edits: tuple[Edit, ...] = ()
    files: tuple[NewFile, ...] = ()
    safe: bool | None = None
    note: str = ""
