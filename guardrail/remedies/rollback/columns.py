"""What undoes a change of a column."""

from __future__ import annotations

from guardrail.effects import Aspect
from guardrail.names import same
from guardrail.remedies.rollback import definitions
from guardrail.remedies.rollback.change import UNKNOWN, Back, Change
from guardrail.schema.table import needs
from guardrail.shapes import ColumnShape, Default


def new_column(change: Change) -> Back:
    """The column goes."""
    later = f"values of {change.effect.table}.{change.effect.name} written since"
    return Back((f"ALTER TABLE {change.table} DROP COLUMN {change.name}",), later=later)


def gone_column(change: Change) -> Back:
    """The column comes back with what was built on it, without its values."""
    effect, writing, before = change.effect, change.writing, change.before
    loss = f"the values of {effect.table}.{effect.name}"
    if effect.cascade:
        loss += ", and what depended on it"
    known = change.column()
    made = definitions.column(writing, known) if known is not None else None
    if known is None or made is None or before is None:
        return Back(loss=loss, missing=UNKNOWN)
    add = f"ALTER TABLE {change.table} ADD COLUMN {made}"
    note = ""
    if known.nullable is False and not known.default_text and "serial" not in known.options:
        note = " (it was NOT NULL without a default: fill it before it is made so again)"
        made = definitions.column(writing, known, loose=True)
        add = f"ALTER TABLE {change.table} ADD COLUMN {made}"
    sql = [add]
    for bound in before.constraints:
        if any(same(each, effect.name) for each in bound.columns):
            own = definitions.constraint(writing, bound)
            if own is None:
                return Back(tuple(sql), loss=loss, missing=f"its {bound.kind} isn't known")
            sql.append(f"ALTER TABLE {change.table} ADD {own}")
    for built in before.indexes:
        if needs(built, effect.name):
            own = definitions.index(writing, built, effect.table)
            if own is None:
                return Back(tuple(sql), loss=loss, missing="one of its indexes isn't known")
            sql.append(own)
    return Back(tuple(sql), loss=loss + note)


def renamed_column(change: Change) -> Back:
    """The name of before."""
    now = change.writing.name(change.effect.new_name)
    return Back((f"ALTER TABLE {change.table} RENAME COLUMN {now} TO {change.name}",))


def altered_column(change: Change) -> Back:
    """The type, default or nullability of before."""
    effect, known = change.effect, change.column()
    if change.writing.mysql:
        return _modified(change, known)
    if change.writing.dialect == "sqlite":
        return Back(missing="SQLite has no ALTER COLUMN: the table has to be made anew")
    alter = f"ALTER TABLE {change.table} ALTER COLUMN {change.name}"
    if effect.aspect is Aspect.TYPE:
        return _old_type(change, alter, known)
    if effect.aspect is Aspect.NULLABILITY:
        if known is not None and known.nullable is effect.nullable:
            return Back()
        word = "DROP" if effect.nullable is False else "SET"
        return Back((f"{alter} {word} NOT NULL",))
    if effect.aspect is Aspect.DEFAULT:
        if known is None:
            return Back(missing="the default before isn't known")
        if known.default_text:
            if definitions.MASKED in known.default_text:
                return Back(missing="the default before isn't known")
            return Back((f"{alter} SET DEFAULT {known.default_text}",))
        if known.default is not Default.NONE:
            return Back(missing="the default before isn't known")
        return Back((f"{alter} DROP DEFAULT",))
    return Back(missing="what it was before isn't known")


def _old_type(change: Change, alter: str, known: ColumnShape | None) -> Back:
    effect = change.effect
    old = effect.old_type or (known.type if known is not None else "")
    if not old:
        return Back(missing="the type before isn't known")
    loss = f"what {effect.table}.{effect.name} held beyond {effect.new_type}"
    wider = _widened(old, effect.new_type)
    using = "" if wider else f" USING {change.name}::{old}"
    later = f"values of {effect.table}.{effect.name} that don't fit {old} any more" if wider else ""
    return Back((f"{alter} TYPE {old}{using}",), loss="" if wider else loss, later=later)


_ORDERS = (
    ("smallint", "integer", "bigint"),
    ("int2", "int4", "int8"),
    ("real", "double precision"),
)


_TEXT = ("text", "varchar", "character varying")


_ALIASES = {"int": "integer", "int4": "integer", "int8": "bigint", "int2": "smallint"}


def _widened(old: str, new: str) -> bool:
    """Whether each value of the old type is one of the new, unchanged, and goes back by itself."""
    before, after = old.lower().strip(), new.lower().strip()
    before, after = (_ALIASES.get(each, each) for each in (before, after))
    for order in _ORDERS:
        if before in order and after in order:
            return order.index(before) <= order.index(after)
    if after in _TEXT and before.split("(")[0].strip() in _TEXT:
        return True
    first, second = _length(before), _length(after)
    return first is not None and second is not None and first <= second


def _length(name: str) -> int | None:
    base, _, rest = name.partition("(")
    size = rest.rstrip(")").strip()
    return int(size) if base.strip() in _TEXT and size.isdigit() else None


def _modified(change: Change, known: ColumnShape | None) -> Back:
    made = definitions.column(change.writing, known) if known is not None else None
    if made is None:
        return Back(missing="what it was before isn't known")
    effect = change.effect
    loss = f"what {effect.table}.{effect.name} held beyond {effect.new_type}"
    lossy = effect.aspect is Aspect.TYPE and not _widened(effect.old_type or "", effect.new_type)
    return Back((f"ALTER TABLE {change.table} MODIFY COLUMN {made}",), loss=loss if lossy else "")
