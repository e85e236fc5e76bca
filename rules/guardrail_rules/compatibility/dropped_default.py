"""The rule `dropped-default`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail.shapes import Default
from guardrail_rules.circumstances import column_of, fresh, weighed
from guardrail_rules.story import story

OTHERS = {
    "drop identity": "is no longer numbered by the database: inserts that leave it out fail",
    "drop expression": "is no longer computed by the database: it keeps the values it has",
    "set generated always": "is always numbered by the database: inserts that name it fail",
    "add generated always": "is always numbered by the database: inserts that name it fail",
}
"""Other ways in which a column's values come from elsewhere, by the words of their option."""


class DroppedDefault(Rule):
    """The database no longer gives a column its value.

    ## Why it matters

    Code that still runs, and any other program that writes to the table, counts on the default and
    leaves the column out of its INSERT. From then on it writes NULL, or fails where the column is
    NOT NULL. A default that was put there only to fill old rows, and is dropped in the same
    migration, leaves old code failing from its first INSERT.

    ## Do this instead

    Keep the default in the database (Django's `db_default`, Alembic's `server_default`) until every
    writer gives the column a value, and drop it in a later migration.
    """

    name = "dropped-default"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.COLUMN,)),)

    bad = (
        sql("ALTER TABLE users ALTER COLUMN role DROP DEFAULT"),
        sql(
            """\
            ALTER TABLE users ADD COLUMN role text NOT NULL DEFAULT 'member';
            ALTER TABLE users ALTER COLUMN role DROP DEFAULT;
            """
        ),
        sql("ALTER TABLE users ALTER COLUMN id DROP IDENTITY"),
        sql("ALTER TABLE users ALTER COLUMN name DROP EXPRESSION"),
        alembic('op.alter_column("users", "role", server_default=None)'),
    )
    good = (
        sql("ALTER TABLE users ALTER COLUMN role SET DEFAULT 'member'"),
        sql("ALTER TABLE users ADD COLUMN role text NOT NULL DEFAULT 'member'"),
        sql(
            "ALTER TABLE people ALTER COLUMN role DROP DEFAULT",
            given="CREATE TABLE people (role text DEFAULT 'member')",
        ),
        sql(
            "ALTER TABLE users ALTER COLUMN role DROP DEFAULT",
            history="CREATE TABLE users (role text);",
        ),
        sql(
            """\
            ALTER TABLE users ALTER COLUMN role SET DEFAULT 'member';
            UPDATE users SET role = 'member' WHERE role IS NULL;
            ALTER TABLE users ALTER COLUMN role SET NOT NULL;
            ALTER TABLE users ALTER COLUMN role DROP DEFAULT;
            """
        ),
        sql(
            """\
            ALTER TABLE users ADD COLUMN role text DEFAULT 'member';
            ALTER TABLE users ALTER COLUMN role DROP DEFAULT;
            """
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A default, an identity or an expression that is gone."""
        if change.verb is not Verb.ALTER or change.kind is not ObjectKind.COLUMN:
            return
        if fresh(change.table, change, context):
            return
        if change.aspect is Aspect.OTHER and change.options:
            told = next((t for w, t in OTHERS.items() if change.options[0].startswith(w)), "")
            if told and not _set_again(change, context):
                level = Level.INFO if "add" in change.options[0] else Level.WARNING
                message = f"{column_of(change)} {told}"
                yield from weighed(self, change, context, message, level=level)
        elif change.aspect is Aspect.DEFAULT and _gone(change):
            yield from self._default(change, context)

    def _default(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        shape = context.table(change.table, change)
        column = shape.column(change.name) if shape is not None else None
        added = _added_here(change, context)
        if added is not None and added.nullable is not False:
            return
        if column is not None and column.default is Default.NONE and column.nullable is not None:
            return
        if _set_again(change, context) or (added is None and _set_here(change, context)):
            return
        required = added is not None or (column is not None and column.nullable is False)
        then = "fail" if required else "write NULL, or fail"
        message = f"{column_of(change)} has no default any more: inserts that leave it out {then}"
        # What a new column has for its old rows alone, as Django's operations have it too.
        level = Level.WARNING if required and added is None else Level.INFO
        yield from weighed(self, change, context, message, level=level)


def _gone(change: SchemaChange) -> bool:
    return change.default is Default.NONE and change.default_text.upper() in ("", "NULL")


def _set_here(change: SchemaChange, context: Context) -> bool:
    """Whether the default was only there for a while, to fill the rows that had no value."""
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.kind is ObjectKind.COLUMN
        and earlier.verb is Verb.ALTER
        and earlier.aspect is Aspect.DEFAULT
        and not _gone(earlier)
        and same(earlier.table, change.table)
        and same(earlier.name, change.name)
        for earlier in story(context).before(change, change.table)
    )


def _added_here(change: SchemaChange, context: Context) -> SchemaChange | None:
    for earlier in story(context).before(change, change.table):
        if (
            isinstance(earlier, SchemaChange)
            and earlier.verb is Verb.CREATE
            and earlier.kind is ObjectKind.COLUMN
            and same(earlier.table, change.table)
            and same(earlier.name, change.name)
        ):
            return earlier
    return None


def _set_again(change: SchemaChange, context: Context) -> bool:
    """Whether the column gets another source of values later in the Unit, or goes."""
    for later in story(context).after(change, change.name):
        if (
            isinstance(later, SchemaChange)
            and later.kind is ObjectKind.COLUMN
            and same(later.table, change.table)
            and same(later.name, change.name)
        ):
            given = later.aspect is Aspect.DEFAULT and not _gone(later)
            added = later.options[:1] and later.options[0].startswith(("add generated", "set"))
            if given or added or later.verb is Verb.DROP:
                return True
    return False
