"""What is known of the way back from a migration."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from guardrail.model import Span


class Verdict(StrEnum):
    """Whether a migration, or a step of it, can be undone.

    `clean`: all of it comes back; `loses`: the schema does, some data doesn't; `partly`: some steps
    have no way back that can be derived; `nothing`: there is nothing to undo.
    """

    CLEAN = "clean"
    LOSES = "loses"
    PARTLY = "partly"
    NOTHING = "nothing"


class Step(Struct, frozen=True):
    """The way back from one effect.

    `does` says what the effect did, `sql` holds the statements that undo it, in order. `loss` is
    what does not come back, `missing` why there is no way back at all; `later` what is lost that
    was written after the migration. `outside`: it can't run in a transaction.
    """

    does: str
    span: Span
    sql: tuple[str, ...] = ()
    loss: str = ""
    missing: str = ""
    later: str = ""
    outside: bool = False


class RollbackPlan(Struct, frozen=True):
    """The steps back, the last effect first. `written` says that the author wrote a way back."""

    path: str
    symbol: str
    framework: str = ""
    dialect: str = ""
    steps: tuple[Step, ...] = ()
    written: bool = False

    @property
    def verdict(self) -> Verdict:
        """Whether the migration can be undone."""
        if any(step.missing for step in self.steps):
            return Verdict.PARTLY
        if any(step.loss for step in self.steps):
            return Verdict.LOSES
        return Verdict.CLEAN if self.statements else Verdict.NOTHING

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements of the way back, in order."""
        return tuple(statement for step in self.steps for statement in step.sql)

    @property
    def outside(self) -> bool:
        """Whether something in it can't run in a transaction."""
        return any(step.outside for step in self.steps)
