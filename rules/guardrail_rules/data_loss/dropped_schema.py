"""The rule `dropped-schema`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, named, picked_by_name, weighed
from guardrail_rules.passing_names import set_apart
from guardrail_rules.story import created_before, made_again

REFUSING = ("postgres", "tsql", "oracle")
"""Databases that refuse to drop a schema with something in it, unless told to."""


class DroppedSchema(Rule):
    """A schema is dropped, with every table in it.

    ## Why it matters

    With CASCADE, or in a database where a schema is a database, one statement removes every table,
    view and function inside. Without CASCADE, PostgreSQL refuses unless the schema is empty.

    ## Do this instead

    Drop the objects that are no longer wanted one by one, each by its name, so that a reader can
    see what goes; drop the schema without CASCADE when it is empty.

    Resetting a database of your own with `DROP SCHEMA public CASCADE` belongs in a script that
    first makes sure that the database is a local one.
    """

    name = "dropped-schema"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.DROP,), kinds=(ObjectKind.SCHEMA,)),)

    bad = (
        sql("DROP SCHEMA reporting CASCADE"),
        sql("DROP SCHEMA shop", dialect="mysql"),
        sql("DROP OWNED BY app"),
        alembic("op.execute('DROP SCHEMA IF EXISTS reporting CASCADE')"),
        python("engine.execute('drop schema public cascade')"),
        python(
            "from sqlalchemy import MetaData\n\nmetadata = MetaData()\nmetadata.drop_all(engine)"
        ),
        shell("psql -c 'DROP SCHEMA public CASCADE; CREATE SCHEMA public'"),
    )
    good = (
        sql("DROP SCHEMA scratch CASCADE", given="CREATE SCHEMA scratch"),
        sql("CREATE SCHEMA IF NOT EXISTS reporting"),
        sql("ALTER SCHEMA reporting OWNER TO analyst"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A drop of a schema that was there before the Unit."""
        if change.verb is not Verb.DROP or change.kind is not ObjectKind.SCHEMA:
            return
        if created_before(change, context):
            return
        message, level = _told(change, context)
        change = set_apart(change, change.name or change.table)
        if level is Level.ERROR:
            change, level = picked_by_name(change, level)
        yield from weighed(self, change, context, message, level=level)


def _told(change: SchemaChange, context: Context) -> tuple[str, Level]:
    name = named(change.name or change.table, "a schema")
    if name.startswith("all tables"):
        return f"{name} are dropped", Level.ERROR
    if "owned" in change.options or "user" in change.options:
        return f"everything that the role {name} owns is dropped", Level.ERROR
    name = called("schema", change.name or change.table)
    refused = "restrict" in change.options
    if (refused or context.database(change).dialect in REFUSING) and not change.cascade:
        # Who writes RESTRICT has thought of what may be in it.
        return f"{name} is dropped, if it is empty", Level.INFO if refused else Level.WARNING
    if "open end" in change.options:
        return f"{name} is dropped, perhaps with everything in it", Level.WARNING
    if change.if_exists and made_again(change, context):
        return f"{name} is dropped with everything in it, and made anew empty", Level.WARNING
    return f"{name} is dropped with everything in it", Level.ERROR
