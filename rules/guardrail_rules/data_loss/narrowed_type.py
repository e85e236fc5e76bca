"""The rule `narrowed-type`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, DataChange, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain, same
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import column_of, fresh, named, weighed
from guardrail_rules.column_types import Loss, counts_as_float, loss, lost_values
from guardrail_rules.locks import by_proof
from guardrail_rules.story import story

MOST_SHOWN = 5


class NarrowedType(Rule):
    """A column gets a type that can't hold all the values it may have.

    ## Why it matters

    Where the database rounds or cuts off (a timestamp made a date, a decimal made an integer), the
    old values are lost without a word. Where it refuses, the migration fails on the first row that
    doesn't fit: on production's data, not on the test data.

    ## Do this instead

    Add a new column of the new type, copy the values over and look at those that don't fit; switch
    the code to it, and drop the old column in a later release.

    If every value is known to fit, say so with a validated CHECK constraint on the old column
    before the change.
    """

    name = "narrowed-type"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER,)),)

    bad = (
        sql(
            "ALTER TABLE visits ALTER COLUMN at TYPE date",
            given="ALTER TABLE visits ADD COLUMN at timestamptz",
        ),
        sql(
            "ALTER TABLE users ALTER COLUMN name TYPE varchar(20)",
            given="ALTER TABLE users ADD COLUMN name varchar(200)",
        ),
        sql(
            "ALTER TABLE users ALTER COLUMN name TYPE varchar(50)",
            history="CREATE TABLE users (name varchar(200));",
        ),
        sql(
            "ALTER TABLE orders MODIFY state ENUM('new', 'paid')",
            history="CREATE TABLE orders (state ENUM('new', 'paid', 'lost'));",
            dialect="mysql",
        ),
        sql("ALTER TABLE users CONVERT TO CHARACTER SET latin1", dialect="mysql"),
        alembic(
            'op.alter_column("items", "price", existing_type=sa.Float(), type_=sa.Integer())',
        ),
        alembic(
            """\
            op.alter_column(
                "items", "note", existing_type=sa.String(length=200), type_=sa.String(length=20)
            )
            """
        ),
    )
    good = (
        sql(
            "ALTER TABLE users ALTER COLUMN name TYPE varchar(400)",
            given="ALTER TABLE users ADD COLUMN name varchar(200)",
        ),
        sql("ALTER TABLE users ALTER COLUMN id TYPE bigint"),
        sql("ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4", dialect="mysql"),
        sql(
            "ALTER TABLE users ALTER COLUMN name TYPE varchar(400)",
            history="CREATE TABLE users (name varchar(200));",
        ),
        sql(
            "ALTER TABLE orders MODIFY state ENUM('new', 'paid', 'lost', 'found')",
            history="CREATE TABLE orders (state ENUM('new', 'paid', 'lost'));",
            dialect="mysql",
        ),
        alembic(
            'op.alter_column("items", "n", existing_type=sa.Integer(), type_=sa.BigInteger())',
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A change to a narrower type than the one known before."""
        if CONVERTED in change.options and change.new_name:
            yield from self._converted(change, context)
        if change.verb is not Verb.ALTER or change.kind is not ObjectKind.COLUMN:
            return
        if change.aspect is not Aspect.TYPE or fresh(change.table, change, context):
            return
        old = change.old_type or context.column_type(change.table, change.name, change)
        lost = loss(old, change.new_type)
        if lost in (Loss.NONE, Loss.UNKNOWN):
            return
        silent = lost is Loss.SILENT
        # A number that becomes a truth was one all along, mostly.
        grave = silent and not change.new_type.lower().startswith("bool")
        grave = grave and not counts_as_float(old, change.new_type)
        grave = grave and not _written_before(change, context)
        level = by_proof(
            Level.ERROR if grave else Level.WARNING, context.database(change).dialect.lower()
        )
        if gone := lost_values(old, change.new_type):
            values = ", ".join(gone[:MOST_SHOWN]) + (", …" if len(gone) > MOST_SHOWN else "")
            message = (
                f"{column_of(change)} may no longer be {values}: rows with it make the "
                "change fail, or lose it"
            )
            yield from weighed(self, change, context, message, level=level)
            return
        how = "are rounded or cut off" if silent else "make the change fail, or are cut off"
        message = (
            f"{column_of(change)} is narrowed from {old} to {change.new_type}: "
            f"values that don't fit {how}"
        )
        yield from weighed(self, change, context, message, level=level)

    def _converted(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A whole table gets a character set that not every text can be written in."""
        name = plain(change.new_name)
        if name in WIDE or fresh(change.table, change, context):
            return
        message = (
            f"the texts of {named(change.table)} are converted to {name}: "
            "characters that it doesn't have become question marks, or make the change fail"
        )
        yield from weighed(self, change, context, message, level=Level.WARNING)


def _written_before(change: SchemaChange, context: Context) -> bool:
    """Whether the migration wrote the column's values anew before, so that they fit."""
    return any(
        isinstance(earlier, DataChange)
        and earlier.verb is Verb.UPDATE
        and same(earlier.target, change.table)
        and any(same(name, change.name) for name in earlier.sets)
        for earlier in story(context).before(change, change.table)
    )


CONVERTED = "convert to character set"
WIDE = ("utf8mb4", "utf16", "utf16le", "utf32", "binary", "default")
"""Character sets that hold every character."""
