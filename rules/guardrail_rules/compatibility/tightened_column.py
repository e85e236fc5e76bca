"""The rule `tightened-column`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, DataChange, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain, same
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind, Default, TableShape
from guardrail_rules.circumstances import column_of, fresh, named, weighed
from guardrail_rules.story import column_created_here, emptied_before, story, view_created_here

RESTATED = "restated"
"""The option of a change that says all of a column, whatever part of it changes."""


class TightenedColumn(Rule):
    """A column takes less than before: it becomes NOT NULL or UNIQUE.

    ## Why it matters

    The change fails if one row breaks the new rule, and that row is in production, not in the test
    data. From then on code that still runs and writes NULL, or the same value twice, fails.

    ## Do this instead

    Ship the code that keeps the rule first. Look for rows that break it and mend them. For NOT
    NULL, give the column a DEFAULT or add a CHECK that is NOT VALID, validate it, and tighten the
    column in a later migration.
    """

    name = "tightened-column"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.INDEX, ObjectKind.CONSTRAINT)),
        Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.COLUMN,)),
    )

    bad = (
        sql("ALTER TABLE users ALTER COLUMN email SET NOT NULL"),
        sql("CREATE UNIQUE INDEX CONCURRENTLY users_email ON users (email)"),
        sql("ALTER TABLE users ADD CONSTRAINT users_email UNIQUE (email)"),
        sql(
            "ALTER TABLE users MODIFY email varchar(200) NOT NULL",
            history="CREATE TABLE users (email varchar(200));",
            dialect="mysql",
        ),
        alembic('op.alter_column("users", "email", nullable=False)'),
        django(
            'migrations.AlterField("order", "note", models.CharField(max_length=50)),',
            history="CREATE TABLE shop_order (id int, note varchar(50) NULL);",
        ),
    )
    good = (
        sql("ALTER TABLE users MODIFY code varchar(64) NOT NULL DEFAULT ''", dialect="mysql"),
        sql("ALTER TABLE users ALTER COLUMN email DROP NOT NULL"),
        sql(
            "ALTER TABLE people ALTER COLUMN email SET NOT NULL",
            given="CREATE TABLE people (email text)",
        ),
        sql(
            "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
            history="""\
                CREATE TABLE users (email text);
                ALTER TABLE users ADD CONSTRAINT given CHECK (email IS NOT NULL) NOT VALID;
                ALTER TABLE users VALIDATE CONSTRAINT given;
            """,
        ),
        sql(
            "ALTER TABLE users MODIFY email varchar(400) NOT NULL",
            history="CREATE TABLE users (email varchar(200) NOT NULL);",
            dialect="mysql",
        ),
        sql("CREATE INDEX users_email ON users (email)"),
        django('migrations.AlterField("order", "note", models.CharField(max_length=50)),'),
        sql(
            "CREATE UNIQUE INDEX CONCURRENTLY users_mail ON users (mail)",
            given="ALTER TABLE users ADD COLUMN mail text",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A new promise about a column that old rows and old code never made."""
        if fresh(change.table, change, context) or context.unit.initial:
            return
        if view_created_here(change.table, change, context):
            return
        if _unique(change):
            columns = change.columns or ((change.name,) if change.kind is ObjectKind.COLUMN else ())
            if not columns or not _already_unique(change, columns, context):
                listed = ", ".join(columns[:4]) or "a column"
                message = f"{listed} of {named(change.table)} must be unique from now on"
                yield from weighed(self, change, context, message, level=Level.INFO)
        elif _becomes_required(change):
            level = _level(change, context)
            if level is Level.OFF:
                return
            message = f"{column_of(change)} must not be NULL from now on: code that leaves it out "
            yield from weighed(self, change, context, message + "fails", level=level)


def _unique(change: SchemaChange) -> bool:
    if change.verb is not Verb.CREATE or change.using_index:
        return False
    if change.kind is ObjectKind.INDEX:
        return change.unique
    return change.kind is ObjectKind.CONSTRAINT and change.constraint is ConstraintKind.UNIQUE


def _already_unique(change: SchemaChange, columns: tuple[str, ...], context: Context) -> bool:
    """Whether the columns are unique already, or are new and hold nothing."""
    new = (column_created_here(change.table, name, change, context) for name in columns)
    if any(new) or emptied_before(change.table, change, context):
        return True
    shape = context.table(change.table, change)
    if shape is None:
        return False
    wanted = {plain(name) for name in columns}
    kept = (ConstraintKind.UNIQUE, ConstraintKind.PRIMARY_KEY)
    sets = [key.columns for key in shape.constraints if key.kind in kept]
    sets += [index.columns for index in shape.indexes if index.unique and not index.where]
    return any(held and {plain(name) for name in held} <= wanted for held in sets)


def _becomes_required(change: SchemaChange) -> bool:
    if change.verb is not Verb.ALTER or change.kind is not ObjectKind.COLUMN:
        return False
    return change.nullable is False and change.aspect in (Aspect.NULLABILITY, Aspect.TYPE)


def _level(change: SchemaChange, context: Context) -> Level:
    """How likely old rows and old code break the rule, by what is known of the column."""
    shape = context.table(change.table, change)
    column = shape.column(change.name) if shape is not None else None
    if column is not None and column.nullable is False:
        return Level.OFF
    if shape is not None and _kept_by_check(shape, change.name):
        return Level.OFF
    if column_created_here(change.table, change.name, change, context):
        return (
            Level.OFF if column is not None and column.default is not Default.NONE else Level.INFO
        )
    if emptied_before(change.table, change, context) or _filled_before(change, context):
        return Level.INFO
    if column is not None and column.default is not Default.NONE:
        return Level.INFO
    if column is None or column.nullable is None:
        if RESTATED in change.options:
            return Level.OFF
        restated = change.aspect is Aspect.TYPE or _retyped(change, context)
        if restated and change.default is not Default.NONE:
            # Said anew with all of the column; code that leaves it out gets the default.
            return Level.OFF
        return Level.INFO if restated else Level.WARNING
    return Level.INFO if _given_default(change, context) else Level.WARNING


def _retyped(change: SchemaChange, context: Context) -> bool:
    """Whether the same call changes the type: ORMs say all of a column when a part changes."""
    return any(
        isinstance(other, SchemaChange)
        and other.aspect is Aspect.TYPE
        and other.span == change.span
        for other in story(context).before(change, change.name)
    )


def _given_default(change: SchemaChange, context: Context) -> bool:
    """Whether the column gets a default later in the Unit."""
    return any(
        isinstance(later, SchemaChange)
        and later.aspect is Aspect.DEFAULT
        and later.default is not Default.NONE
        and same(later.table, change.table)
        for later in story(context).after(change, change.name)
    )


def _kept_by_check(shape: TableShape, column: str) -> bool:
    name = plain(column)
    return any(
        key.kind in (ConstraintKind.CHECK, ConstraintKind.NOT_NULL)
        and key.validated
        and f"{name} is not null" in plain(key.expression)
        for key in shape.constraints
    )


def _filled_before(change: SchemaChange, context: Context) -> bool:
    """Whether an update earlier in the Unit gives the column values."""
    return any(
        isinstance(earlier, DataChange)
        and earlier.verb is Verb.UPDATE
        and same(earlier.target, change.table)
        and any(same(name, change.name) for name in earlier.sets)
        for earlier in story(context).before(change, change.table)
    )
