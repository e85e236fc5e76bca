"""What a frontend yields: an ordered stream, in which order is execution order.

A frontend is a function `read(source: Source, settings: Settings) -> Iterator[Item]`. What an
`Embedded` or a `Reference` leads to is spliced in where it stood.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from guardrail.definitions import Definition, Needs
from guardrail.effects import Effect
from guardrail.model import Direction, Environment, Source, Span, Step


class UnitKind(StrEnum):
    """What runs together."""

    FILE = "file"
    FUNCTION = "function"
    MIGRATION = "migration"
    COMMAND = "command"
    CHANGE = "change"


class Enter(Struct, frozen=True):
    """The start of a Unit inside the current one; ends with the matching `Leave`.

    `framework` names the migration framework ("django", "alembic", "flyway", "sql"), `name` the
    function or migration. `atomic` says whether the tool wraps it in a transaction, `None` where
    that isn't known. `initial` marks a migration that starts from nothing. `revision` is what its
    framework calls the migration ("shop.0007_drop"), `after` those it must run after, `before`
    those that must run after it and don't say so, `replaces` those that a squash stands for.
    Django's `__first__` and `__latest__` stand as it writes them ("shop.__first__").
    """

    kind: UnitKind
    name: str
    span: Span
    direction: Direction = Direction.UP
    framework: str = ""
    atomic: bool | None = None
    initial: bool = False
    revision: str = ""
    after: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


class Leave(Struct, frozen=True):
    """The end of the innermost Unit."""


class Embedded(Struct, frozen=True):
    """A text in another language inside this one, made by `Source.embed`."""

    source: Source


class Reference(Struct, frozen=True):
    """A file of the project that would run here. `path` is relative to the project's root.

    `environment` is that of the target which the command names (`psql -h prod-1 -f x.sql`). With a
    `symbol` only the function of that name runs, not the file.
    """

    path: str
    language: str
    step: Step
    environment: Environment = Environment()
    symbol: str = ""


class Unanalysed(Struct, frozen=True):
    """Text that could not be read. `reason` is for people; `words` are the dangerous words seen.

    `failed` is a reader that died or gave up, rather than a text that it doesn't understand.
    `absent` is a text that isn't there to be searched for words: the span only names it.
    """

    span: Span
    reason: str
    words: tuple[str, ...] = ()
    failed: bool = False
    absent: bool = False


class Comment(Struct, frozen=True):
    """A comment that speaks to Guardrail.

    `text` is what stands after `guardrail:`, trimmed; `binds` is the hull of the statement above
    which or at whose end the comment stands.
    """

    span: Span
    text: str
    binds: Span


Item = Effect | Embedded | Reference | Enter | Leave | Unanalysed | Comment | Definition | Needs
