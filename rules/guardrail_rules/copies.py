"""Whether the values that are lost were kept elsewhere, and whether something fills the gap."""

from __future__ import annotations

import re

from guardrail.context import Context
from guardrail.effects import DataChange, Effect, ObjectKind, SchemaChange, Scope, Verb
from guardrail.model import Confidence
from guardrail.names import same, short
from guardrail.patterns import late
from guardrail.shapes import COPIED, MOVED, ColumnShape
from guardrail_rules.story import made_again, story, table_goes

_COPIES = (Verb.INSERT, Verb.UPDATE, Verb.MERGE, Verb.OVERWRITE)
FILLING = (Verb.INSERT, Verb.MERGE, Verb.OVERWRITE)


def copied_before(change: SchemaChange, context: Context, *, surely: bool = False) -> str:
    """The table that the dropped table's or column's values were copied to earlier, "" if none.

    A copy is a write whose rows come from the table (or that very column), or a table made from it;
    not what code moved row by row, where it has to be `surely` all.
    """
    source = change.table
    column = f"{source}.{change.name}" if change.kind is ObjectKind.COLUMN else ""
    for earlier in story(context).before(change, source):
        if not isinstance(earlier, DataChange) or earlier.verb not in _COPIES:
            continue
        if column and _written_anew(earlier, change):
            continue
        by_code = earlier.confidence is Confidence.LOW
        if (surely and by_code) or not _outlasts(earlier, change, context):
            continue
        if not column and not by_code and same(earlier.target, source):
            # What one column says in another one goes with the table.
            continue
        for origin in earlier.copies_from:
            whole = same(origin, source)
            part = same(origin, column) if column else same(origin.rpartition(".")[0], source)
            if whole or part:
                return earlier.target
    return _copied_long_ago(change, context, surely)


def _written_anew(earlier: DataChange, change: SchemaChange) -> bool:
    """Whether the write puts something into the column itself: that copies nothing of it."""
    within = same(earlier.target, change.table)
    return within and any(same(name, change.name) for name in earlier.sets)


def _copied_long_ago(change: SchemaChange, context: Context, surely: bool) -> str:
    """Where an earlier migration put the values: of a table all columns have to be told of.

    Where code moved rows one by one, only the columns that it names are known; one is enough.
    """
    shape = context.table(change.table, change)
    if shape is None:
        return ""
    own = shape.column(change.name) if change.kind is ObjectKind.COLUMN else None
    columns = [own] if own is not None else []
    if change.kind is ObjectKind.TABLE and shape.complete:
        columns = [*shape.columns]
    told = [_put_by(COPIED, each) for each in columns]
    if change.kind is ObjectKind.TABLE:
        told = ["" if same(one, change.table) else one for one in told]
    if told and all(told):
        return told[0]
    if surely:
        return ""
    return next((by_code for each in columns if (by_code := _put_by(MOVED, each))), "")


def _put_by(how: str, column: ColumnShape) -> str:
    """The table that the column's values were put into in a way, "" where they weren't."""
    return next((o.removeprefix(how) for o in column.options if o.startswith(how)), "")


def archived_before(change: DataChange, context: Context) -> str:
    """The table that the rows of a table were put into earlier in the Unit, "" if none.

    Where a condition picked those that were copied, others are lost, unless several copies share
    them out.
    """
    partly: list[str] = []
    for earlier in story(context).before(change, change.target):
        if not isinstance(earlier, DataChange) or earlier.verb not in _COPIES:
            continue
        if same(earlier.target, change.target) or earlier.verb is Verb.UPDATE:
            continue
        origins = {part for name in earlier.copies_from for part in (name, name.rpartition(".")[0])}
        if not any(same(origin, change.target) for origin in origins):
            continue
        if not _outlasts(earlier, change, context):
            continue
        if not earlier.partly:
            return earlier.target
        partly.append(earlier.target)
    return partly[-1] if len(partly) > 1 else ""


def _outlasts(copy: DataChange, change: Effect, context: Context) -> bool:
    """Whether a copy was made wherever the change is, and is there when the Unit is over.

    A copy behind a condition of its own (`if backup:`), in a temporary table, or in one that goes
    again keeps nothing, unless the rows are taken from there once more.
    """
    if not set(copy.guards) <= set(change.guards):
        return False
    told = story(context)
    made = told.places[id(copy)]
    for other in told.before(change, copy.target):
        if isinstance(other, SchemaChange) and other.verb is Verb.CREATE and other.temporary:
            if same(other.table, copy.target):
                return False
        elif told.places[id(other)] > made and _ends(other, copy.target):
            return False
    for other in told.after(change, copy.target):
        if isinstance(other, DataChange) and _reads(other, copy.target):
            return True
        if _ends(other, copy.target):
            return False
    return True


def _ends(other: Effect, table: str) -> bool:
    """Whether a table is dropped or emptied."""
    if isinstance(other, SchemaChange):
        dropped = other.verb is Verb.DROP and other.kind is ObjectKind.TABLE
        return dropped and same(other.table, table)
    if not isinstance(other, DataChange) or not same(other.target, table):
        return False
    whole = other.verb is Verb.DELETE and other.scope is Scope.NONE
    return whole or other.verb is Verb.TRUNCATE


def _reads(other: DataChange, table: str) -> bool:
    """Whether rows come from a table."""
    parts = {part for name in other.copies_from for part in (name, name.rpartition(".")[0])}
    return any(same(part, table) for part in parts)


def refilled(change: DataChange, context: Context) -> bool:
    """Whether the emptied table is filled from other tables later in the Unit."""
    return any(
        isinstance(later, DataChange)
        and later.verb in FILLING
        and same(later.target, change.target)
        and any(not same(origin, change.target) for origin in later.copies_from)
        for later in story(context).after(change, change.target)
    )


def put_back(change: DataChange, context: Context) -> bool:
    """Whether the program puts rows of its own into the emptied table later in the Unit.

    Of a table that by its name has settings for rows, any row is enough.
    """
    few = _FEW_ROWS.search(short(change.target)) is not None
    return change.refilled or any(
        isinstance(later, DataChange)
        and later.verb in FILLING
        and same(later.target, change.target)
        and (later.handed_in or few)
        for later in story(context).after(change, change.target)
    )


_FEW_ROWS = late(r"(?:\b|_)(?:settings?|config(?:uration)?s?|versions?|meta(?:data)?)\Z", re.I)


def filled_again(change: SchemaChange, context: Context) -> bool:
    """Whether rows of other tables are put into the table after it was dropped and made anew."""
    return any(
        isinstance(later, DataChange)
        and later.verb in FILLING
        and same(later.target, change.table)
        and any(not same(origin, change.table) for origin in later.copies_from)
        for later in story(context).after(change, change.table)
    )


def goes_for_good(change: SchemaChange, context: Context) -> bool:
    """Whether the whole table is dropped later, with nothing kept of it: that says it all."""
    later = table_goes(change, context)
    return (
        later is not None
        and not made_again(later, context)
        and not copied_before(later, context, surely=True)
    )
