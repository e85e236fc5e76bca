"""What shares a transaction: what the text says of it, and what the tool that runs it does.

Sources: the manuals of the tools. Django, Alembic, Diesel, Liquibase, node-pg-migrate, Drizzle,
dbmate, goose and sql-migrate open one around each migration unless told otherwise; Flyway does
where anything in a migration can stand in one; golang-migrate, Prisma and Supabase send a file
as one query, which PostgreSQL runs as one transaction where it holds several statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct, field

from guardrail.context import Context
from guardrail.effects import Effect, SessionAction, SessionChange
from guardrail.unit import Unit
from guardrail_rules.locks import in_postgres


class Held(StrEnum):
    """Who opened the transaction that statements run in.

    `likely`: most tools do around such a file, and nothing says that this one doesn't. `none`:
    each statement is a transaction of its own.
    """

    TEXT = "text"
    TOOL = "tool"
    LIKELY = "likely"
    NONE = "none"


ALWAYS = frozenset(
    {"liquibase", "node-pg-migrate", "dbmate", "goose", "sql-migrate", "drizzle", "django"}
    | {"alembic", "typeorm", "knex", "sequelize", "diesel"}
)
IF_SEVERAL = frozenset({"golang-migrate", "prisma", "supabase"})
MIXED = frozenset({"flyway"})
OUTSIDE = "autocommit"
"""The option of an effect that its framework runs outside the transaction."""


class Block(Struct):
    """Statements that share a transaction, or one stretch of those that don't.

    `opened` is the statement that opened it, `closed` whether the text ends it.
    """

    held: Held
    opened: SessionChange | None = None
    closed: bool = False
    effects: list[Effect] = field(default_factory=list)

    @property
    def shared(self) -> bool:
        """Whether the statements surely share a transaction."""
        return self.held in (Held.TEXT, Held.TOOL)


class Blocks:
    """The transactions of a Unit, in order."""

    def __init__(self, unit: Unit, held: Held) -> None:
        """The transactions of a Unit whose text begins in one that is held so."""
        self.unit = unit
        self.blocks = [Block(held)]
        self._of: dict[int, Block] = {}
        for effect in unit.effects:
            self._add(effect, held)

    def of(self, effect: Effect) -> Block:
        """The transaction that an effect runs in."""
        return self._of[id(effect)]

    def _add(self, effect: Effect, held: Held) -> None:
        here = self.blocks[-1]
        if is_boundary(effect, SessionAction.BEGIN):
            assert isinstance(effect, SessionChange)
            if here.held is Held.TEXT:
                here.effects.append(effect)
            else:
                here = self._open(Block(Held.TEXT, effect))
        elif is_boundary(effect, SessionAction.COMMIT, SessionAction.ROLLBACK):
            here.closed = True
            self._of[id(effect)] = here
            self._open(Block(Held.NONE))
            return
        elif OUTSIDE in getattr(effect, "options", ()):
            alone = Block(Held.NONE, effects=[effect])
            self.blocks.append(alone)
            self._of[id(effect)] = alone
            self._open(Block(held))
            return
        else:
            here.effects.append(effect)
        self._of[id(effect)] = here

    def _open(self, block: Block) -> Block:
        self.blocks.append(block)
        return block


def is_boundary(effect: Effect, *actions: SessionAction) -> bool:
    """Whether a statement of the text itself, not of a routine, begins or ends a transaction.

    ROLLBACK TO a savepoint names it, and ends nothing.
    """
    return (
        isinstance(effect, SessionChange)
        and effect.action in actions
        and not effect.hidden_in
        and not effect.name
    )


_last: list[Blocks] = []


def blocks(context: Context) -> Blocks:
    """The transactions of the Unit being judged, worked out once for it."""
    if not _last or _last[0].unit is not context.unit:
        _last[:] = [Blocks(context.unit, held_by_tool(context))]
    return _last[0]


def block_of(effect: Effect, context: Context) -> Block:
    """The transaction that the effect runs in."""
    return blocks(context).of(effect)


def held_by_tool(context: Context) -> Held:
    """Who holds the transaction in which the text of the Unit begins."""
    unit = context.unit
    told = context.settings.database(unit.path).transaction
    if unit.atomic is not None or told in ("tool", "none"):
        atomic = told == "tool" if unit.atomic is None else unit.atomic
        return Held.TOOL if atomic else Held.NONE
    if unit.framework in ALWAYS:
        return Held.TOOL
    several = len(statements(unit.effects)) > 1
    if unit.framework in IF_SEVERAL:
        return Held.TOOL if several and in_postgres_unit(context) else Held.NONE
    if unit.framework in MIXED:
        return Held.TOOL if several else Held.NONE
    return Held.LIKELY if unit.is_migration else Held.NONE


def in_postgres_unit(context: Context) -> bool:
    """Whether the Unit meets PostgreSQL, as far as is known."""
    effects = context.unit.effects
    return not effects or in_postgres(effects[0], context)


def statements(effects: Sequence[Effect]) -> list[Effect]:
    """The first effect of each statement: what begins where the one before hasn't ended is its."""
    found: list[Effect] = []
    end = -1
    for effect in effects:
        if effect.span.start >= end and not effect.continues:
            found.append(effect)
        end = max(end, effect.span.end)
    return found
