"""The rule `rewriting-column`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.context import Context
from guardrail.cost import Cost, Waits, Work
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail.shapes import Default
from guardrail_rules.circumstances import column_of, named
from guardrail_rules.locks import (
    MYSQL,
    POSTGRES,
    TSQL,
    at_least,
    dialect_of,
    holds_for,
    locking,
    says_how,
    who_waits,
)
from guardrail_rules.story import story

LASTING = (Work.REWRITE, Work.BUILD, Work.SCAN)
UNLIMITED = ("text", "varchar", "character varying", "citext")


class RewritingColumn(Rule):
    """A column is added or changed in a way that rewrites the whole table.

    ## Why it matters

    The table is written anew, row by row, with its indexes, under a lock: in PostgreSQL nothing
    reads or writes it until that is done, in MySQL nothing writes it. It takes the disk space of a
    second copy.

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
    only = (
        Only(
            SchemaChange, verbs=(Verb.CREATE, Verb.ALTER, Verb.RENAME), kinds=(ObjectKind.COLUMN,)
        ),
    )

    bad = (
        sql("ALTER TABLE users ALTER COLUMN id TYPE bigint"),
        sql(
            "ALTER TABLE users ALTER COLUMN name TYPE varchar(50)",
            history="CREATE TABLE users (id int, name varchar(100));",
        ),
        sql(
            "SET timezone = 'Europe/Paris'; ALTER TABLE users ALTER seen TYPE timestamptz",
            history="CREATE TABLE users (id int, seen timestamp);",
        ),
        sql(
            "SET timezone = 'UTC'; ALTER TABLE users ALTER seen TYPE timestamptz",
            history="CREATE TABLE users (id int, seen timestamp); CREATE INDEX ON users (seen);",
        ),
        sql("ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid()"),
        sql("ALTER TABLE users ADD COLUMN seen timestamptz DEFAULT clock_timestamp()"),
        sql("ALTER TABLE users ADD COLUMN number bigserial"),
        sql("ALTER TABLE users ADD COLUMN number int GENERATED ALWAYS AS IDENTITY"),
        sql("ALTER TABLE users ADD COLUMN total int GENERATED ALWAYS AS (a + b) STORED"),
        sql("ALTER TABLE users ADD COLUMN active boolean DEFAULT true", version=10),
        sql(
            "ALTER TABLE users MODIFY code char(40) NULL DEFAULT NULL",
            history="CREATE TABLE users (id int, code char(36) NOT NULL);",
            dialect="mysql",
        ),
        sql("ALTER TABLE users ALTER COLUMN id bigint NOT NULL", dialect="tsql"),
        alembic(
            'op.alter_column("users", "id", existing_type=sa.Integer(), type_=sa.BigInteger())',
            dialect="postgres",
        ),
    )
    good = (
        sql("ALTER TABLE users ADD COLUMN active boolean DEFAULT true"),
        sql("ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT false", version=11),
        sql("ALTER TABLE users ADD COLUMN seen timestamptz DEFAULT now()"),
        sql("ALTER TABLE users ADD COLUMN token uuid"),
        sql(
            "SET timezone = 'UTC'; ALTER TABLE users ALTER seen TYPE timestamptz",
            history="CREATE TABLE users (id int, seen timestamp);",
        ),
        sql("ALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid()"),
        sql(
            "ALTER TABLE users MODIFY code char(36) NULL DEFAULT NULL",
            history="CREATE TABLE users (id int, code char(36) NOT NULL);",
            dialect="mysql",
        ),
        sql("ALTER TABLE users ADD COLUMN total int GENERATED ALWAYS AS (a + b) VIRTUAL"),
        sql(
            "ALTER TABLE users ALTER COLUMN name TYPE varchar(200)",
            given="ALTER TABLE users ADD COLUMN name varchar(100)",
        ),
        sql(
            "ALTER TABLE users ALTER COLUMN name TYPE text",
            history="CREATE TABLE users (id int, name varchar(100));",
        ),
        sql("ALTER TABLE people ALTER id TYPE bigint", given="CREATE TABLE people (id int)"),
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
        """A new column or a new type that makes the server write the table anew."""
        if change.kind is not ObjectKind.COLUMN:
            return
        retyped = change.verb in (Verb.ALTER, Verb.RENAME) and change.aspect is Aspect.TYPE
        expression = change.verb is Verb.ALTER and "set expression" in " ".join(change.options)
        if not (retyped or expression or change.verb is Verb.CREATE):
            return
        cost = context.cost(change)
        dialect = dialect_of(change, context)
        if dialect in TSQL and retyped:
            message = f"reads and writes of {named(change.table)} wait while every row of it is "
            message += f"checked or written anew: {column_of(change)} changes its type (SQL Server)"
            yield from locking(self, change, context, message, table=change.table, everywhere=True)
            return
        if dialect not in ("", *POSTGRES, *MYSQL):
            return
        if says_how(change) or not self._lasts(change, cost, dialect):
            return
        if retyped and _same_in_utc(change, context):
            if not _indexed(change, context):
                return
            reason = f"the rows stay as they are, the indexes of {change.name} don't"
            cost = replace(cost, work=Work.BUILD, reason=reason)
        level = self.level
        if retyped and _unknown(change, context) and _to_text(change):
            level = Level.INFO
        if retyped and _at_run_time(change, context):
            level = Level.INFO
        if change.verb is Verb.CREATE and change.default is Default.UNKNOWN:
            level = Level.INFO
        message = f"{who_waits(cost, change.table, work=Work.REWRITE)}: {column_of(change)} "
        message += f"{_reason(change, cost, context)}{holds_for(cost, change, context)}"
        volatile = change.verb is Verb.CREATE and change.default is Default.VOLATILE
        remedy = Remedy(
            "default-later",
            change.span,
            note="rows that are there are filled in a later migration",
            title="set the default after the column is there",
        )
        yield from locking(
            self,
            change,
            context,
            message,
            table=change.table,
            level=level,
            remedy=remedy if volatile and dialect in ("", *POSTGRES) else None,
            everywhere=True,
        )

    def _lasts(self, change: SchemaChange, cost: Cost, dialect: str) -> bool:
        if change.verb is Verb.CREATE and dialect not in MYSQL:
            return cost.work is Work.REWRITE
        if dialect in MYSQL:
            return cost.work is Work.REWRITE and cost.waits in (
                Waits.WRITES,
                Waits.READS_AND_WRITES,
            )
        return cost.work in LASTING


def _unknown(change: SchemaChange, context: Context) -> bool:
    """Whether the old type isn't known."""
    return not (change.old_type or context.column_type(change.table, change.name, change))


def _at_run_time(change: SchemaChange, context: Context) -> bool:
    """Whether a part of one of the types is only known at run time: `varchar({most})`."""
    old = change.old_type or context.column_type(change.table, change.name, change)
    return "{" in old or "{" in change.new_type


def _same_in_utc(change: SchemaChange, context: Context) -> bool:
    """Whether a time gets or loses its zone where the session's is UTC.

    PostgreSQL leaves the rows as they are then, from version 12 on, and builds indexes anew.
    """
    old = change.old_type or context.column_type(change.table, change.name, change)
    if {_time(old), _time(change.new_type)} != {"timestamp", "timestamptz"} or change.expression:
        return False
    zones = (said for said in story(context).session_before(change) if said.name == "timezone")
    zone = next(zones, None)
    if zone is None or zone.value.strip("'\" ").upper() not in _UTC:
        return False
    return context.table(change.table, change) is not None and at_least(context, change, 12)


def _indexed(change: SchemaChange, context: Context) -> bool:
    """Whether an index holds the column."""
    table = context.table(change.table, change)
    if table is None:
        return True
    indexed = [index.columns for index in table.indexes]
    indexed += [constraint.columns for constraint in table.constraints]
    return any(same(change.name, column) for columns in indexed for column in columns)


def _time(written: str) -> str:
    plain = " ".join(written.lower().split())
    return _TIMES.get(plain, plain)


_TIMES = {"timestamp without time zone": "timestamp", "timestamp with time zone": "timestamptz"}
_UTC = ("UTC", "GMT", "ETC/UTC")


def _to_text(change: SchemaChange) -> bool:
    """Whether it becomes a text without a limit, most likely from one with a limit."""
    return change.new_type.strip().lower() in UNLIMITED and not change.expression


def _reason(change: SchemaChange, cost: Cost, context: Context) -> str:
    """What happens to the column, for people."""
    if change.verb is Verb.CREATE:
        if "serial" in change.options or "identity" in change.options:
            return "numbers every row"
        if "stored" in change.options:
            return "is computed for every row"
        if change.default is Default.VOLATILE:
            return "has a default that differs from row to row"
        if change.default is Default.UNKNOWN:
            return "has a default that may differ from row to row"
        return "has a default that is written into every row"
    old = change.old_type or context.column_type(change.table, change.name, change)
    changes = f"changes its type from {old} to {change.new_type}"
    if not old:
        changes = f"changes its type to {change.new_type}" if change.new_type else "is changed"
    return f"{changes} ({cost.reason})" if cost.reason and old else changes
