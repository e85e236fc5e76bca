"""The rule `json-column`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import column_of, fresh, weighed
from guardrail_rules.locks import dialect_of


class JsonColumn(Rule):
    """A column of the type json, which can't be compared, is added to a table in use.

    ## Why it matters

    PostgreSQL has no equality for `json`. Every `SELECT DISTINCT`, `GROUP BY` and `UNION` over all
    columns of the table fails from the moment the column is there, and ORMs write such queries.

    ## Do this instead

    Use `jsonb`, which compares, takes indexes and reads faster. Only where the exact text (blanks,
    order, repeated keys) has to be kept, use `text` with a CHECK.
    """

    name = "json-column"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.COLUMN,)),)

    bad = (
        sql("ALTER TABLE users ADD COLUMN data json"),
        alembic('op.add_column("users", sa.Column("data", postgresql.JSON()))', dialect="postgres"),
    )
    good = (
        sql("ALTER TABLE users ADD COLUMN data jsonb"),
        sql("ALTER TABLE users ADD COLUMN data json", dialect="mysql"),
        sql("ALTER TABLE users ADD COLUMN data json", path="migrations/2_data.cockroach.up.sql"),
        sql("ALTER TABLE people ADD COLUMN data json", given="CREATE TABLE people (id int)"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A new json column in PostgreSQL."""
        if change.verb is not Verb.CREATE or change.kind is not ObjectKind.COLUMN:
            return
        dialect = dialect_of(change, context)
        told = dialect == "postgres" or (not dialect and change.language == "sql")
        if plain(change.new_type) != "json" or not told:
            return
        if not fresh(change.table, change, context):
            message = f"{column_of(change)} is json: SELECT DISTINCT and GROUP BY over it fail"
            # An ORM's type of that name may be jsonb in PostgreSQL.
            level = Level.WARNING if dialect and change.language == "sql" else Level.INFO
            yield from weighed(self, change, context, message, level=level)
