"""The rule `renamed-column`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import column_of, fresh, named, weighed
from guardrail_rules.story import column_created_here, made_again
from guardrail_rules.usage import usage_of_column


class RenamedColumn(Rule):
    """A column is renamed while code that uses the old name may still run.

    ## Why it matters

    During a deployment old and new code run side by side. From the moment of the rename every
    query of the old code that names the column fails, and an ORM names every column.

    ## Do this instead

    Leave the column's name as it is and rename only in the code (Django: `db_column`, SQLAlchemy:
    `mapped_column("old_name")`); or add a new column, write both, copy the old values, read the
    new one, and drop the old one, each in a release of its own.
    """

    name = "renamed-column"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.RENAME,), kinds=(ObjectKind.COLUMN,)),)

    bad = (
        sql("ALTER TABLE users RENAME COLUMN email TO mail"),
        sql("ALTER TABLE users RENAME email TO mail"),
        sql("ALTER TABLE users CHANGE email mail varchar(200)", dialect="mysql"),
        django('migrations.RenameField("customer", "email", "mail"),'),
        alembic('op.alter_column("users", "email", new_column_name="mail")'),
    )
    good = (
        sql(
            "ALTER TABLE people RENAME COLUMN email TO mail",
            given="CREATE TABLE people (email text)",
        ),
        sql(
            "ALTER TABLE users RENAME COLUMN draft TO mail",
            given="ALTER TABLE users ADD COLUMN draft text",
        ),
        sql("ALTER TABLE users CHANGE email email varchar(200)", dialect="mysql"),
        alembic('op.alter_column("users", "email", comment="where to write to")'),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A renamed column of a table that was there before the Unit."""
        if change.verb is not Verb.RENAME or change.kind is not ObjectKind.COLUMN:
            return
        if same(change.name, change.new_name) or fresh(change.table, change, context):
            return
        if not column_created_here(change.table, change.name, change, context):
            new = named(change.new_name, "a name")
            message = f"{column_of(change)} is renamed to {new}: code that uses the old name fails"
            usage = usage_of_column(change.table, change.name, change, context)
            again = made_again(change, context)
            if again:
                message = f"{column_of(change)} is renamed to {new}, and another takes its name"
            level = Level.INFO if usage.unused or usage.released or again else Level.WARNING
            yield from weighed(
                self,
                change,
                context,
                message + usage.told,
                level=level,
                related=usage.places,
            )
