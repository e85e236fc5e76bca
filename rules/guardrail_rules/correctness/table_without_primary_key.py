"""The rule `table-without-primary-key`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind
from guardrail_rules.circumstances import weighed
from guardrail_rules.keys import primary_key
from guardrail_rules.story import story

SERVERS = ("postgres", "mysql", "tsql", "oracle", "")
"""Servers whose tables have keys; warehouses don't enforce them, SQLite has its row id."""
_NO_TABLES = ("external", "foreign", "virtual", "dynamic")


class TableWithoutPrimaryKey(Rule):
    """A table is made without a primary key.

    ## Why it matters

    Rows can't be told apart: duplicates stay, logical replication refuses UPDATE and DELETE, a
    replica of MySQL's reads the whole table for each changed row, and online schema changes fail.

    ## Do this instead

    Give it a key: `id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY`, or the columns that name a
    row already, as in a table that joins two others.
    """

    name = "table-without-primary-key"
    category = Category.CORRECTNESS
    level = Level.INFO
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.TABLE,)),)

    bad = (
        sql("CREATE TABLE events (at timestamptz, name text)"),
        sql("CREATE TABLE events (id bigint, name varchar(50))", dialect="mysql"),
        alembic('op.create_table("events", sa.Column("name", sa.Text))', dialect="postgres"),
    )
    good = (
        sql("CREATE TABLE events (id bigint PRIMARY KEY, name text)"),
        sql("CREATE TABLE events (id bigint); ALTER TABLE events ADD PRIMARY KEY (id)"),
        sql("CREATE TEMP TABLE events (at timestamptz)"),
        sql("CREATE TABLE events_2026 PARTITION OF events FOR VALUES IN (2026)"),
        sql("CREATE TABLE events (at timestamp)", dialect="snowflake"),
        sql("CREATE TABLE copy AS SELECT * FROM events"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A table that is known whole, without a key here or later in the Unit."""
        shape = change.shape
        if change.verb is not Verb.CREATE or change.kind is not ObjectKind.TABLE or shape is None:
            return
        if not shape.complete or not shape.columns or change.temporary or shape.temporary:
            return
        if shape.partition_of or any(each in _NO_TABLES for each in change.options):
            return
        if context.database(change).dialect not in SERVERS or primary_key(shape):
            return
        if any(c.kind is ConstraintKind.UNIQUE for c in shape.constraints) or any(
            index.unique for index in shape.indexes
        ):
            return
        if not _gets_key(change, context):
            message = f"{change.table} has no primary key: its rows can't be told apart"
            yield from weighed(self, change, context, message)


def _gets_key(change: SchemaChange, context: Context) -> bool:
    """Whether a key is added later in the Unit, or the table goes again."""
    return any(
        isinstance(later, SchemaChange)
        and same(later.table, change.table)
        and (
            (later.verb is Verb.CREATE and later.constraint is ConstraintKind.PRIMARY_KEY)
            or (later.verb is Verb.CREATE and later.kind is ObjectKind.INDEX and later.unique)
            or (later.verb is Verb.DROP and later.kind is ObjectKind.TABLE)
        )
        for later in story(context).after(change, change.table)
    )
