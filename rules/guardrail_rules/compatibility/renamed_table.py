"""The rule `renamed-table`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import fresh, in_migration, named, weighed
from guardrail_rules.copies import FILLING
from guardrail_rules.story import made_again, story, takes_the_name
from guardrail_rules.usage import usage_of_table

MOVED, SWAPPED = "set schema", "exchange"


class RenamedTable(Rule):
    """A table is renamed while code that uses the old name may still run.

    ## Why it matters

    During a deployment old and new code run side by side. From the moment of the rename every
    query of the old code fails; after a rollback of the code, all of it does.

    ## Do this instead

    Leave the table's name as it is and rename only in the code (Django: `db_table`, SQLAlchemy:
    `__tablename__`); or rename the table and create a view under the old name in the same
    transaction, and drop the view in a later release.
    """

    name = "renamed-table"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.RENAME,), kinds=(ObjectKind.TABLE,)),)

    bad = (
        sql("ALTER TABLE users RENAME TO customers"),
        sql("RENAME TABLE users TO customers", dialect="mysql"),
        sql("ALTER TABLE users SWAP WITH customers", dialect="snowflake"),
        sql("EXCHANGE TABLES users AND customers", dialect="clickhouse"),
        django('migrations.RenameModel("User", "Customer"),'),
        django('migrations.AlterModelTable("customer", "shop_client"),'),
        alembic('op.rename_table("users", "customers")'),
    )
    good = (
        sql("ALTER TABLE people RENAME TO humans", given="CREATE TABLE people (id int)"),
        sql(
            """\
            ALTER TABLE users RENAME TO customers;
            CREATE VIEW users AS SELECT * FROM customers;
            """
        ),
        sql(
            """\
            ALTER TABLE totals RENAME TO old_totals;
            ALTER TABLE new_totals RENAME TO totals;
            """,
            given="CREATE TABLE new_totals (id int)",
        ),
        sql("RENAME TABLE users TO users_old, users_new TO users", dialect="mysql"),
        sql("ALTER TABLE t SWAP WITH t_new", given="CREATE TABLE t_new (id int)"),
        sql(
            """\
            INSERT INTO users_new SELECT * FROM users;
            EXCHANGE TABLES users AND users_new;
            """,
            dialect="clickhouse",
        ),
        alembic('op.create_table("users", sa.Column("id", sa.Integer))'),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A table that has no successor under its old name."""
        if change.verb is not Verb.RENAME or change.kind is not ObjectKind.TABLE:
            return
        if same(change.table, change.new_name) or fresh(change.table, change, context):
            return
        if SWAPPED in change.options:
            yield from self._swapped(change, context)
            return
        if MOVED in change.options:
            return  # renamed-object tells it
        if not made_again(change, context) and not takes_the_name(change, context):
            name, new = named(change.table), named(change.new_name, "a name")
            message = f"{name} is renamed to {new}: code that uses the old name fails"
            usage = usage_of_table(change.table, change, context)
            quiet = usage.unused or usage.released or _made_up(change, context)
            level = Level.INFO if quiet else Level.WARNING
            yield from weighed(
                self,
                change,
                context,
                message + usage.told,
                level=level,
                related=usage.places,
            )

    def _swapped(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """Two tables change places: both names stay in use, with the rows of the other.

        Where either was made or filled here it is the way to put a new table in an old one's place.
        """
        other = change.new_name
        earlier = story(context).before(change, other)
        filled = any(isinstance(one, DataChange) and one.verb in FILLING for one in earlier)
        if filled or fresh(other, change, context):
            return
        name, new = named(change.table), named(other, "another table")
        message = f"{name} and {new} change places: who uses either finds the rows of the other"
        yield from weighed(self, change, context, message)


def _made_up(change: SchemaChange, context: Context) -> bool:
    """Whether a program puts the name together: no release of it depends on what it is called."""
    unknown = "{" in change.table or HOLE_WORD in change.table
    return unknown and not in_migration(context)
