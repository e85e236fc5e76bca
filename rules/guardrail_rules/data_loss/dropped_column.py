"""The rule `dropped-column`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain, same
from guardrail.rule import Only, Rule
from guardrail.shapes import READ_BEFORE, ConstraintKind
from guardrail_rules.circumstances import called, column_of, fresh, weighed
from guardrail_rules.copies import copied_before, goes_for_good
from guardrail_rules.story import column_created_here, emptied_before, maker_of, story
from guardrail_rules.usage import usage_of_column

MOST_SHOWN = 3


class DroppedColumn(Rule):
    """A column is dropped, with every value in it.

    ## Why it matters

    The values are gone from every row, and only a backup has them. Processes that still run the
    old code (during a deployment there always are some) fail on every query that names the column,
    and an ORM names every column in every query.

    ## Do this instead

    Ship the code that no longer reads or writes the column first; drop it in a later migration,
    after copying the values that are still wanted.

    In Django, remove the field from the state alone first (`SeparateDatabaseAndState` with
    `state_operations`), deploy, then drop the column. A copy earlier in the same migration lowers
    this to a warning: the values live on, but running code still breaks. One into another
    table is only noted, where no code is found that uses the column.
    """

    name = "dropped-column"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, verbs=(Verb.DROP,), kinds=(ObjectKind.COLUMN,)),
        Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.TYPE,)),
    )

    bad = (
        sql("ALTER TABLE users DROP COLUMN email"),
        sql("ALTER TABLE users ADD COLUMN age int, DROP email", dialect="mysql"),
        sql("ALTER TABLE users DROP COLUMN age; ALTER TABLE users ADD COLUMN age bigint"),
        sql(
            """\
            UPDATE users SET mail = email;
            ALTER TABLE users DROP COLUMN email;
            """,
            given="ALTER TABLE users ADD COLUMN mail text",
        ),
        sql("ALTER TABLE users DROP COLUMN email", given="UPDATE users SET email = lower(email)"),
        django('migrations.RemoveField(model_name="customer", name="email"),'),
        alembic('op.drop_column("users", "email")'),
        python("cursor.execute('ALTER TABLE users DROP COLUMN email')"),
        sql(
            "ALTER TABLE users DROP COLUMN email",
            history="CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);",
        ),
    )
    good = (
        sql("ALTER TABLE users DROP COLUMN draft", given="ALTER TABLE users ADD COLUMN draft int"),
        sql(
            "ALTER TABLE people DROP COLUMN draft", given="CREATE TABLE people (draft int, id int)"
        ),
        sql("ALTER TABLE users ALTER COLUMN email DROP DEFAULT"),
        django(
            """\
            migrations.SeparateDatabaseAndState(
                state_operations=[migrations.RemoveField("customer", "email")],
            ),
            """
        ),
        django(
            """\
            migrations.RemoveField(model_name="order", name="customer"),
            migrations.DeleteModel(name="Order"),
            """
        ),
        alembic(
            'op.add_column("users", sa.Column("email", sa.Text))',
            'op.drop_column("users", "email")',
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A drop of a column that was there before the Unit."""
        of_type = change.kind is ObjectKind.TYPE and change.verb is Verb.ALTER
        if of_type and any(option.startswith("drop attribute") for option in change.options):
            what = f"an attribute of {called('type', change.name)} is dropped from every value"
            yield from weighed(self, change, context, what)
        if change.verb is not Verb.DROP or change.kind is not ObjectKind.COLUMN:
            return
        if fresh(change.table, change, context):
            return
        if column_created_here(change.table, change.name, change, context):
            return
        if goes_for_good(change, context):
            return
        usage = usage_of_column(change.table, change.name, change, context)
        if usage.released:
            return
        copy = copied_before(change, context)
        place = "put elsewhere" if same(copy, change.table) else f"copied to {copy}"
        then = f", after its values were {place}" if copy else ""
        if not copy and READ_BEFORE in change.options:
            then = ", after the migration's own code read it"
        if not copy and emptied_before(change.table, change, context):
            then = ", after every row of the table was removed"
        then = then or _lost_nothing(change, context)
        if not then and (maker := maker_of(change, context)) is not None:
            then = ", and made anew without its values"
            if maker.verb is Verb.RENAME and _filled_before(maker, change, context):
                then = f", and {maker.name}, which was filled before, takes its name"
        known = column_of(change)
        column = known if known.startswith("a column") else f"the column {known}"
        takes = _takes(change, context)
        message = f"{column} is dropped{then or ' with all its values'}{takes}{usage.told}"
        again = "anew" in then
        unknown = known.startswith("a column")
        quieter = (then and not again) or usage.unused or usage.unsure or usage.let_go or unknown
        level = Level.WARNING if quieter else Level.ERROR
        elsewhere = copied_before(change, context, surely=True)
        if elsewhere and not usage.places and not same(elsewhere, change.table):
            # The values live on in a table of their own, and nobody is known whom the drop breaks.
            level = Level.INFO
        yield from weighed(self, change, context, message, level=level, related=usage.places)


_COMPUTED = frozenset(("stored", "virtual"))
_SEARCHED = "tsvector"


def _lost_nothing(change: SchemaChange, context: Context) -> str:
    """Why the column has no values of its own, as a part of a message, "" where it has.

    The database computes them from others, or numbered rows that have another key from now on.
    """
    shape = context.table(change.table, change)
    column = shape.column(change.name) if shape is not None else None
    if column is None:
        return ""
    if not _COMPUTED.isdisjoint(column.options) or column.type.lower() == _SEARCHED:
        return ", which is computed from other columns"
    keyed = "identity" in column.options and any(
        isinstance(later, SchemaChange)
        and later.constraint is ConstraintKind.PRIMARY_KEY
        and later.verb is Verb.CREATE
        and same(later.table, change.table)
        for later in story(context).after(change, change.table)
    )
    return ", for whose numbers the table gets another key" if keyed else ""


def _filled_before(maker: SchemaChange, change: SchemaChange, context: Context) -> bool:
    """Whether the column that takes the dropped one's name got values earlier in the Unit."""
    return any(
        isinstance(earlier, DataChange)
        and same(earlier.target, change.table)
        and any(same(name, maker.name) for name in earlier.sets)
        for earlier in context.before(change)
    )


def _takes(change: SchemaChange, context: Context) -> str:
    """The constraints and indexes that go with the column, as a part of a message."""
    shape = context.table(change.table, change)
    if shape is None:
        return ""
    name = plain(change.name)
    gone = [
        f"the {part.kind} constraint {part.name}".replace("key constraint", "key").rstrip()
        for part in shape.constraints
        if name in map(plain, part.columns) and part.kind is not ConstraintKind.NOT_NULL
    ]
    gone += [
        f"the index {part.name}"
        for part in shape.indexes
        if part.name and name in map(plain, part.columns)
    ]
    if not gone:
        return ""
    return f", and with it {', '.join(gone[:MOST_SHOWN])}" + (" …" if gone[MOST_SHOWN:] else "")
