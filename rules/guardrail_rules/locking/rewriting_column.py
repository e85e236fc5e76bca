"""The rule `rewriting-column`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail.shapes import Default
from guardrail_rules.circumstances import column_of, named
from guardrail_rules.column_types import parse, rewrites
from guardrail_rules.locks import at_least, locking

SERIAL = ("serial", "bigserial", "smallserial", "serial4", "serial8", "serial2")


class RewritingColumn(Rule):
    """A column is added or changed in a way that rewrites the whole table (PostgreSQL).

    ## Why it matters

    The table is written anew, row by row, with its indexes, under an ACCESS EXCLUSIVE lock: nothing
    reads or writes it until that is done, and it takes the disk space of a second copy.

    ## Do this instead

    Add a new, nullable column without a default, fill it in batches, switch the code to it, and
    drop the old one later; set a volatile default only after the column is there.

    Free of a rewrite: a longer or unlimited varchar, a numeric with more digits and the same
    scale, and (from PostgreSQL 11 on) a new column with a constant default.
    """

    name = "rewriting-column"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)

    bad = (
        sql("ALTER TABLE users ALTER COLUMN id TYPE bigint"),
        sql("ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid()"),
        sql("ALTER TABLE users ADD COLUMN number bigserial"),
        sql("ALTER TABLE users ADD COLUMN total int GENERATED ALWAYS AS (a + b) STORED"),
        sql("ALTER TABLE users ADD COLUMN active boolean DEFAULT true", version=10),
        alembic(
            'op.alter_column("users", "id", existing_type=sa.Integer(), type_=sa.BigInteger())',
            dialect="postgres",
        ),
    )
    good = (
        sql("ALTER TABLE users ADD COLUMN active boolean DEFAULT true"),
        sql("ALTER TABLE users ADD COLUMN seen timestamptz DEFAULT now()"),
        sql("ALTER TABLE users ADD COLUMN token uuid"),
        sql("ALTER TABLE users ADD COLUMN total int GENERATED ALWAYS AS (a + b) VIRTUAL"),
        sql(
            "ALTER TABLE users ALTER COLUMN name TYPE varchar(200)",
            given="ALTER TABLE users ADD COLUMN name varchar(100)",
        ),
        sql("ALTER TABLE people ALTER id TYPE bigint", given="CREATE TABLE people (id int)"),
        sql("ALTER TABLE users MODIFY id bigint", dialect="mysql"),
        alembic(
            """\
            op.alter_column(
                "users", "name", existing_type=sa.String(length=50), type_=sa.String(length=99)
            )
            """,
            dialect="postgres",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A new column or a new type that makes PostgreSQL write the table anew."""
        if change.kind is not ObjectKind.COLUMN:
            return
        level, reason = Level.WARNING, ""
        if change.verb is Verb.CREATE:
            reason = _filled(change, context)
        elif change.verb is Verb.ALTER and change.aspect is Aspect.TYPE:
            old = change.old_type or context.column_type(change.table, change.name, change)
            level, reason = _retyped(old, change.new_type)
        if reason:
            message = f"{named(change.table)} is locked and written anew: {column_of(change)} "
            yield from locking(self, change, context, message + reason, level=level)


def _filled(change: SchemaChange, context: Context) -> str:
    """Why a new column has a value of its own in every old row, "" where it hasn't."""
    if change.new_type.lower() in SERIAL or "identity" in change.options:
        return "numbers every row"
    if "stored" in change.options:
        return "is computed for every row"
    if change.default is Default.VOLATILE:
        return "has a default that differs from row to row"
    if change.default is Default.CONSTANT and not at_least(context, change, 11):
        return "has a default, which PostgreSQL before 11 writes into every row"
    return ""


def _retyped(old: str, new: str) -> tuple[Level, str]:
    """How likely a change of type writes the table anew, and why; "" where it doesn't."""
    answer = rewrites(old, new)
    if answer is False:
        return Level.OFF, ""
    if answer:
        return Level.WARNING, f"changes its type from {old} to {new}"
    after = parse(new)
    level = Level.INFO if after is not None and after.family == "text" else Level.WARNING
    return level, f"changes its type to {new}" if new else "changes its type"
