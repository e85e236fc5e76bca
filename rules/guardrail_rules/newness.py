"""Whether what a Unit works on may have been made by it, where that can't be told for sure."""

from __future__ import annotations

from itertools import chain

from guardrail.context import Context
from guardrail.effects import Effect, ObjectKind, SchemaChange, Verb
from guardrail.names import same
from guardrail_rules.story import story


def maybe_created_here(table: str, effect: Effect, context: Context) -> SchemaChange | None:
    """The statement of the Unit that makes the table where there is none yet (`IF NOT EXISTS`)."""
    for earlier in story(context).before(effect, table):
        if (
            isinstance(earlier, SchemaChange)
            and earlier.verb is Verb.CREATE
            and earlier.kind is ObjectKind.TABLE
            and earlier.if_exists
            and same(earlier.table, table)
        ):
            return earlier
    return None


def view_made_here(name: str, effect: Effect, context: Context) -> bool:
    """Whether the Unit makes a materialized view of that name, which nobody reads yet."""
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.verb is Verb.CREATE
        and earlier.kind is ObjectKind.MATERIALIZED_VIEW
        and not earlier.if_exists
        and same(earlier.table or earlier.name, name)
        for earlier in story(context).before(effect, name)
    )


def taken_for_new(table: str, effect: Effect, context: Context) -> bool:
    """Whether a migration makes the table `IF NOT EXISTS`, and no earlier one is known to.

    Outside a migration such a statement runs again and again, and the table is there mostly.
    """
    made = maybe_created_here(table, effect, context)
    if made is None:
        return False
    if context.history_known(made):
        return context.table(table, made) is None
    return context.unit.is_migration


def index_owner(name: str, effect: Effect, context: Context) -> str:
    """The table of an index that was there or is made in the Unit, "" where none is known."""
    known = context.index_owner(name, effect)
    if known:
        return known
    told = story(context)
    for other in chain(told.before(effect, name), told.after(effect, name)):
        if (
            isinstance(other, SchemaChange)
            and other.verb is Verb.CREATE
            and other.kind is ObjectKind.INDEX
            and same(other.name, name)
        ):
            return other.table
    return ""
