"""What the running code still uses, and what it has let go of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from guardrail.context import Context
from guardrail.effects import Effect, StateChange
from guardrail.model import Direction, Related
from guardrail.names import same
from guardrail.unit import Unit

NOT_IN_MODELS = "not in models"
"""The option of a column that the models lost and the table kept."""

MAYBE = "may "
"""How a place begins that has the name alone."""

LOOKED_AT = 8
"""How many other tables are looked for in the code."""


class Usage(Struct, frozen=True):
    """The places of the code on the base that use something, and whether it surely uses it no more.

    `unused`: the code names the table and not the column, or other tables and not this one.
    `released`: an earlier migration took it out of the models, which is the right first step.
    `let_go`: the same, and yet the code has words that may mean it.
    """

    places: Sequence[Related] = ()
    unused: bool = False
    released: bool = False
    let_go: bool = False

    @property
    def unsure(self) -> bool:
        """Whether all that is found are words that may mean something else."""
        return bool(self.places) and all(one.message.startswith(MAYBE) for one in self.places)

    @property
    def told(self) -> str:
        """The end of a message about it, "" where nothing is known."""
        if self.places:
            times = "one place" if len(self.places) == 1 else f"{len(self.places)} places"
            return f"; the code on the base {'may use' if self.unsure else 'uses'} it in {times}"
        return "; the code on the base doesn't use it" if self.unused else ""


def usage_of_column(table: str, column: str, effect: Effect, context: Context) -> Usage:
    """Who uses a column just before the effect; going back, nobody is looked for."""
    if _unasked(context):
        return Usage()
    places = context.uses(table, column)
    shape = context.table(table, effect)
    known = shape.column(column) if shape is not None else None
    released = known is not None and NOT_IN_MODELS in known.options
    released = released and not _released_here(table, column, effect, context)
    if places:
        return Usage(places, let_go=released)
    if released:
        return Usage(released=True)
    return Usage(unused=bool(context.uses(table)))


def usage_of_table(table: str, effect: Effect, context: Context) -> Usage:
    """Who uses a table just before the effect; going back, nobody is looked for."""
    if _unasked(context):
        return Usage()
    places = context.uses(table)
    if places:
        return Usage(places)
    shape = context.table(table, effect)
    left = shape is not None and not shape.model and any(each.field for each in shape.columns)
    if left and not _released_here(table, "", effect, context):
        return Usage(released=True)
    return Usage(unused=_others_are_used(table, effect, context))


def _unasked(context: Context) -> bool:
    return context.in_test or context.unit.direction is Direction.DOWN


def _others_are_used(table: str, effect: Effect, context: Context) -> bool:
    """Whether the code names other tables: then it would name this one, if it used it."""
    if not _used_last or _used_last[0][0] is not context.unit:
        names = (shape.name for shape in islice(context.tables(effect), LOOKED_AT))
        _used_last[:] = [(context.unit, [name for name in names if context.uses(name)])]
    return any(not same(name, table) for name in _used_last[0][1])


_used_last: list[tuple[Unit, list[str]]] = []
"""The Unit that was asked about last, and tables of it that the code uses."""


def _released_here(table: str, column: str, effect: Effect, context: Context) -> bool:
    """Whether the models let go of it in this very Unit: the code that runs still has it."""
    return any(
        isinstance(earlier, StateChange)
        and (not column or same(earlier.name, column) or same(earlier.field, column))
        and (column or not earlier.table or same(earlier.table, table))
        for earlier in context.before(effect)
    )
