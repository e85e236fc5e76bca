"""What undoes a change of a schema, by the kind of object and what was done to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.names import plain, same, short
from guardrail.remedies.rollback import definitions
from guardrail.remedies.rollback.naming import Writing, in_schema_of, last
from guardrail.schema.given_names import LONGEST, given_name
from guardrail.schema.table import needs
from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, Default, TableShape

_WORD = re.compile(r"[^\W\d]\w*")
_UNKNOWN = "its definition isn't known from the history"


@dataclass(frozen=True, slots=True)
class Back:
    """The statements that undo a change, and what is lost; as the fields of `Step`."""

    sql: tuple[str, ...] = ()
    loss: str = ""
    missing: str = ""
    later: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A schema change, what was known before it, and how names are written."""

    effect: SchemaChange
    context: Context
    writing: Writing

    @property
    def before(self) -> TableShape | None:
        """The table just before."""
        return self.context.table(self.effect.table, self.effect)

    @property
    def table(self) -> str:
        """The table's name as it has to be written."""
        return self.writing.name(self.effect.table)

    @property
    def name(self) -> str:
        """The object's name as it has to be written."""
        return self.writing.name(self.effect.name)

    def column(self) -> ColumnShape | None:
        """The column just before."""
        before = self.before
        return before.column(self.effect.name) if before is not None else None


def back(change: Change) -> Back:
    """The way back from a change."""
    effect = change.effect
    if effect.if_exists and effect.verb is Verb.CREATE:
        return Back(missing=f"{effect.name} may have been there before (IF NOT EXISTS)")
    known = _WAYS.get((effect.kind, effect.verb))
    if known is not None:
        return known(change)
    if effect.verb is Verb.CREATE and not effect.replace and effect.name:
        return _drop(change)
    return Back(missing=f"no way back from this change of the {effect.kind} is known")


def _drop(change: Change) -> Back:
    """DROP, for what was made anew."""
    effect = change.effect
    if effect.kind in (ObjectKind.TRIGGER, ObjectKind.POLICY):
        on = f" ON {change.table}" if not change.writing.mysql else ""
        return Back((f"DROP {effect.kind.upper()} {change.name}{on}",))
    if effect.kind in (ObjectKind.OTHER, ObjectKind.PARTITION, ObjectKind.DATABASE):
        return Back(missing=f"no way back from a new {effect.kind} is known")
    return Back((f"DROP {effect.kind.upper()} {change.name}",))


def _new_table(change: Change) -> Back:
    if change.effect.replace:
        return Back(missing="what it replaced isn't known")
    later = f"rows written to {change.effect.table} since"
    return Back((f"DROP TABLE {change.table}",), later="" if change.effect.temporary else later)


def _gone_table(change: Change) -> Back:
    loss = f"the rows of {change.effect.table}"
    if change.effect.cascade:
        loss += ", and what depended on it"
    before = change.before
    made = definitions.table(change.writing, before) if before is not None else None
    if made is None:
        return Back(loss=loss, missing=_UNKNOWN)
    return Back(tuple(made), loss=loss)


def _renamed_table(change: Change) -> Back:
    effect = change.effect
    now = change.writing.name(in_schema_of(effect.new_name, effect.table))
    old = change.writing.name(last(effect.table))
    return Back((f"ALTER TABLE {now} RENAME TO {old}",))


def _altered_table(change: Change) -> Back:
    options = change.effect.options
    for done, undo in _TOGGLES.items():
        if done in options:
            return Back((f"ALTER TABLE {change.table} {undo}",))
    if options and (options[0].isupper() or "row level security" in options[0]):
        # Upkeep leaves nothing behind; a protection is an effect of its own.
        return Back()
    return Back(missing="what it was before isn't known")


_TOGGLES = {
    "set logged": "SET UNLOGGED",
    "set unlogged": "SET LOGGED",
}


def _new_column(change: Change) -> Back:
    later = f"values of {change.effect.table}.{change.effect.name} written since"
    return Back((f"ALTER TABLE {change.table} DROP COLUMN {change.name}",), later=later)


def _gone_column(change: Change) -> Back:
    effect, writing, before = change.effect, change.writing, change.before
    loss = f"the values of {effect.table}.{effect.name}"
    if effect.cascade:
        loss += ", and what depended on it"
    known = change.column()
    made = definitions.column(writing, known) if known is not None else None
    if known is None or made is None or before is None:
        return Back(loss=loss, missing=_UNKNOWN)
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


def _renamed_column(change: Change) -> Back:
    now = change.writing.name(change.effect.new_name)
    return Back((f"ALTER TABLE {change.table} RENAME COLUMN {now} TO {change.name}",))


def _altered_column(change: Change) -> Back:
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


_ALIASES = {"int": "integer", "int4": "integer", "int8": "bigint", "int2": "smallint"}


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


def _new_constraint(change: Change) -> Back:
    effect = change.effect
    name = effect.name or _given(change)
    if effect.constraint is ConstraintKind.NOT_NULL and effect.columns:
        column = change.writing.names(effect.columns[:1])
        return Back((f"ALTER TABLE {change.table} ALTER COLUMN {column} DROP NOT NULL",))
    if change.writing.mysql:
        return _dropped_in_mysql(change, name)
    if not name:
        return Back(missing="the server chose its name")
    drop = f"ALTER TABLE {change.table} DROP CONSTRAINT {change.writing.name(name)}"
    return Back((drop, *_loosened(change)))


def _loosened(change: Change) -> list[str]:
    """A primary key makes its columns NOT NULL, and leaves them so when it goes."""
    before = change.before
    if change.effect.constraint is not ConstraintKind.PRIMARY_KEY or before is None:
        return []
    return [
        f"ALTER TABLE {change.table} ALTER COLUMN {change.writing.name(name)} DROP NOT NULL"
        for name in change.effect.columns
        if (column := before.column(name)) is not None and column.nullable is True
    ]


def _dropped_in_mysql(change: Change, name: str) -> Back:
    kind = change.effect.constraint
    if kind is ConstraintKind.PRIMARY_KEY:
        return Back((f"ALTER TABLE {change.table} DROP PRIMARY KEY",))
    word = {
        ConstraintKind.FOREIGN_KEY: "FOREIGN KEY",
        ConstraintKind.UNIQUE: "INDEX",
        ConstraintKind.CHECK: "CHECK",
    }.get(kind)
    if word is None or not change.effect.name:
        return Back(missing="the server chose its name")
    return Back((f"ALTER TABLE {change.table} DROP {word} {change.writing.name(name)}",))


def _given(change: Change) -> str:
    """The name that the server gave a new constraint, "" where it can't be told."""
    effect, before = change.effect, change.before
    columns: tuple[str, ...] = effect.columns
    if effect.constraint is ConstraintKind.CHECK and not columns and before is not None:
        read = {plain(word) for word in _WORD.findall(effect.expression)}
        columns = tuple(each.name for each in before.columns if plain(each.name) in read)
    return given_name(effect.table, effect.constraint, columns)


def _gone_constraint(change: Change) -> Back:
    found, effect_name = _constraint_before(change), change.effect.name
    made = definitions.constraint(change.writing, found) if found is not None else None
    if found is None or made is None:
        return Back(missing=_UNKNOWN)
    later = "rows written since may break it again"
    if not found.name:
        made = definitions.constraint(change.writing, replace(found, name=effect_name)) or made
    unvalidated = "" if found.validated else " NOT VALID"
    return Back((f"ALTER TABLE {change.table} ADD {made}{unvalidated}",), later=later)


def _constraint_before(change: Change) -> ConstraintShape | None:
    effect, before = change.effect, change.before
    if before is None or not effect.name:
        return None
    for each in before.constraints:
        if each.name and same(each.name, effect.name):
            return each
    for each in before.constraints:
        given = given_name(before.name, each.kind, each.columns)
        if not each.name and given and given == short(effect.name):
            return each
    return None


def _altered_constraint(change: Change) -> Back:
    if change.effect.aspect is Aspect.VALIDATION:
        return Back()
    return Back(missing="what it was before isn't known")


def _renamed_constraint(change: Change) -> Back:
    now = change.writing.name(change.effect.new_name)
    return Back((f"ALTER TABLE {change.table} RENAME CONSTRAINT {now} TO {change.name}",))


def _new_index(change: Change) -> Back:
    effect = change.effect
    name = effect.name or _given_index(change)
    if not name:
        return Back(missing="the server chose its name")
    drop = definitions.drop_index(
        change.writing, name, effect.table, concurrently=effect.concurrently
    )
    return Back((drop,), outside=effect.concurrently)


def _given_index(change: Change) -> str:
    """The name that PostgreSQL gave an index of plain columns, where no other has it."""
    effect, before = change.effect, change.before
    plainly = all(each.isidentifier() for each in effect.columns) and effect.columns
    if change.writing.mysql or not plainly or "INCLUDE" in effect.expression.upper():
        return ""
    name = "_".join([last(effect.table), *effect.columns, "idx"])
    taken = {short(index.name) for index in before.indexes} if before is not None else {name}
    return "" if name in taken or len(name.encode()) > LONGEST else name


def _gone_index(change: Change) -> Back:
    effect = change.effect
    shapes = [s for s in (change.before,) if s] or list(change.context.tables(effect))
    for shape in shapes:
        for each in shape.indexes:
            if each.name and same(last(each.name), last(effect.name)):
                made = definitions.index(change.writing, each, shape.name)
                if made is None:
                    break
                if effect.concurrently:
                    made = made.replace("INDEX ", "INDEX CONCURRENTLY ", 1)
                return Back((made,), outside=effect.concurrently)
    return Back(missing=_UNKNOWN)


def _renamed(change: Change) -> Back:
    effect = change.effect
    now = change.writing.name(in_schema_of(effect.new_name, effect.name))
    old = change.writing.name(last(effect.name))
    return Back((f"ALTER {effect.kind.upper()} {now} RENAME TO {old}",))


def _gone(change: Change) -> Back:
    loss = "its state" if change.effect.kind is ObjectKind.SEQUENCE else ""
    return Back(missing=_UNKNOWN, loss=loss)


_WAYS: dict[tuple[ObjectKind, Verb], Callable[[Change], Back]] = {
    (ObjectKind.TABLE, Verb.CREATE): _new_table,
    (ObjectKind.TABLE, Verb.DROP): _gone_table,
    (ObjectKind.TABLE, Verb.RENAME): _renamed_table,
    (ObjectKind.TABLE, Verb.ALTER): _altered_table,
    (ObjectKind.COLUMN, Verb.CREATE): _new_column,
    (ObjectKind.COLUMN, Verb.DROP): _gone_column,
    (ObjectKind.COLUMN, Verb.RENAME): _renamed_column,
    (ObjectKind.COLUMN, Verb.ALTER): _altered_column,
    (ObjectKind.CONSTRAINT, Verb.CREATE): _new_constraint,
    (ObjectKind.CONSTRAINT, Verb.DROP): _gone_constraint,
    (ObjectKind.CONSTRAINT, Verb.ALTER): _altered_constraint,
    (ObjectKind.CONSTRAINT, Verb.RENAME): _renamed_constraint,
    (ObjectKind.INDEX, Verb.CREATE): _new_index,
    (ObjectKind.INDEX, Verb.DROP): _gone_index,
    **{
        (kind, Verb.RENAME): _renamed
        for kind in (
            ObjectKind.INDEX,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.TYPE,
            ObjectKind.SCHEMA,
        )
    },
    **{
        (kind, Verb.DROP): _gone
        for kind in ObjectKind
        if kind
        not in (ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.CONSTRAINT, ObjectKind.INDEX)
    },
}
