"""Whether what a Unit works on may have been made by it, where that can't be told for sure."""

from __future__ import annotations

from guardrail.context import Context
from guardrail.effects import Effect, ObjectKind, SchemaChange, Verb
from guardrail.names import same
from guardrail_rules.story import story


def maybe_created_here(table: str, effect: Effect, context: Context) -> bool:
    """Whether the Unit makes the table where there is none yet (`IF NOT EXISTS`)."""
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.verb is Verb.CREATE
        and earlier.kind is ObjectKind.TABLE
        and earlier.if_exists
        and same(earlier.table, table)
        for earlier in story(context).before(effect, table)
    )


def index_owner(name: str, effect: Effect, context: Context) -> str:
    """The table of an index that is made earlier in the Unit, "" where none is."""
    for earlier in story(context).before(effect, name):
        if (
            isinstance(earlier, SchemaChange)
            and earlier.verb is Verb.CREATE
            and earlier.kind is ObjectKind.INDEX
            and same(earlier.name, name)
        ):
            return earlier.table
    return ""
