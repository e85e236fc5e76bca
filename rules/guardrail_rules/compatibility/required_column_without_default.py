"""The rule `required-column-without-default`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind, Default
from guardrail_rules.circumstances import column_of, fresh, weighed
from guardrail_rules.story import emptied_before

NOT_KEPT = "default not kept"
TEXTS = ("varchar", "char", "text")
"""How the types of keys begin that nobody numbers."""
NUMBERED = frozenset({"serial", "identity", "auto_increment", "autoincrement"})


class RequiredColumnWithoutDefault(Rule):
    """A NOT NULL column without a default is added to a table that may have rows.

    ## Why it matters

    On a table with rows the change fails, or (in MySQL outside strict mode) fills in zeroes and
    empty strings. And every INSERT of code that doesn't know the column yet fails from then on.

    A default that Django gives in the code alone is dropped in the database at once: old rows get
    it, and inserts of code that runs meanwhile fail all the same.

    ## Do this instead

    Add the column as nullable, or with a default in the database (`DEFAULT …`, Django's
    `db_default`, Alembic's `server_default`); fill it, ship the code that writes it, and make it
    NOT NULL in a later migration.
    """

    name = "required-column-without-default"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.COLUMN,)),)

    bad = (
        sql("ALTER TABLE users ADD COLUMN email text NOT NULL"),
        sql("ALTER TABLE users ADD email varchar(200) NOT NULL", dialect="mysql"),
        sql("ALTER TABLE users ADD COLUMN number int PRIMARY KEY"),
        django('migrations.AddField("order", "paid", models.BooleanField(default=False)),'),
        django(
            'migrations.AddField("task", "id", models.CharField(max_length=9, primary_key=True)),'
        ),
        alembic('op.add_column("users", sa.Column("email", sa.Text(), nullable=False))'),
    )
    good = (
        sql("ALTER TABLE users ADD COLUMN email text"),
        django('migrations.AddField("order", "paid", models.BooleanField(db_default=False)),'),
        django('migrations.AddField("order", "paid", models.BooleanField(null=True)),'),
        sql("ALTER TABLE users ADD COLUMN email text NOT NULL DEFAULT ''"),
        sql("ALTER TABLE users ADD COLUMN number bigserial NOT NULL"),
        sql("ALTER TABLE users ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY NOT NULL"),
        sql(
            "ALTER TABLE people ADD COLUMN email text NOT NULL",
            given="CREATE TABLE people (id int)",
        ),
        alembic(
            """\
            op.add_column(
                "users", sa.Column("email", sa.Text(), nullable=False, server_default="")
            )
            """
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A column that old rows and old code have no value for."""
        if change.verb is not Verb.CREATE or change.kind is not ObjectKind.COLUMN:
            return
        key = change.constraint is ConstraintKind.PRIMARY_KEY
        if not (change.nullable is False or key):
            return
        if NOT_KEPT in change.options and not fresh(change.table, change, context):
            message = (
                f"{column_of(change)} is NOT NULL and has its default in the code alone: "
                "inserts of code that runs meanwhile fail"
            )
            yield from weighed(self, change, context, message, level=Level.INFO)
        if change.default is not Default.NONE:
            return
        if "serial" in change.new_type.lower() or NUMBERED & set(change.options):
            return
        if key and change.language != "sql" and not change.new_type.startswith(TEXTS):
            return  # an ORM's keys number themselves
        if not (change.new_type or change.references or change.constraint):
            return  # a field of the project's own, which may well be nullable or have a default
        if not fresh(change.table, change, context):
            empty = context.unit.initial or emptied_before(change.table, change, context)
            message = f"{column_of(change)} is new, is NOT NULL and has no default"
            level = Level.INFO if empty else Level.WARNING
            yield from weighed(self, change, context, message, level=level)
