"""The rule `blocking-partition-change`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind
from guardrail_rules.circumstances import named
from guardrail_rules.locks import MYSQL, POSTGRES, at_least, dialect_of, locking, untouched
from guardrail_rules.story import story

COPYING = ("reorganize", "coalesce", "rebuild", "optimize", "repair")
BOUNDED = (
    "CREATE TABLE logs (day date) PARTITION BY RANGE (day); CREATE TABLE logs_may (day date); "
    "ALTER TABLE logs_may ADD CONSTRAINT may CHECK (day >= '2026-05-01' AND day < '2026-06-01');"
)


class BlockingPartitionChange(Rule):
    """A partition is attached, detached or rebuilt while others wait for it.

    ## Why it matters

    PostgreSQL's `ATTACH PARTITION` reads every row of the table that becomes a partition, under an
    ACCESS EXCLUSIVE lock on it, unless a validated CHECK says that the rows fit; a default
    partition is read as well. `DETACH PARTITION` takes an ACCESS EXCLUSIVE lock on the whole
    partitioned table: it waits for every query on it, and all later ones wait behind it. MySQL
    copies the partitions that it reorganizes.

    ## Do this instead

    Before `ATTACH PARTITION`, add a CHECK with the partition's bounds `NOT VALID` and validate it;
    detach with `DETACH PARTITION … CONCURRENTLY` (PostgreSQL 14 and later), outside a transaction.
    """

    name = "blocking-partition-change"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.PARTITION,)),)

    bad = (
        sql(
            "ALTER TABLE logs ATTACH PARTITION logs_may "
            "FOR VALUES FROM ('2026-05-01') TO ('2026-06-01')"
        ),
        sql("ALTER TABLE logs DETACH PARTITION logs_may"),
        sql(
            "ALTER TABLE logs REORGANIZE PARTITION rest INTO "
            "(PARTITION may VALUES LESS THAN (7), PARTITION rest VALUES LESS THAN MAXVALUE)",
            dialect="mysql",
        ),
    )
    good = (
        sql("ALTER TABLE logs DETACH PARTITION logs_may CONCURRENTLY"),
        sql(
            "ALTER TABLE logs ATTACH PARTITION logs_may "
            "FOR VALUES FROM ('2026-05-01') TO ('2026-06-01')",
            given="CREATE TABLE logs_may (LIKE logs)",
        ),
        sql(
            "ALTER TABLE logs ATTACH PARTITION logs_may "
            "FOR VALUES FROM ('2026-05-01') TO ('2026-06-01')",
            history=BOUNDED,
        ),
        sql(
            "ALTER TABLE logs ATTACH PARTITION logs_may "
            "FOR VALUES FROM ('2026-05-01') TO ('2026-06-01')",
            given="ALTER TABLE logs_may VALIDATE CONSTRAINT may",
        ),
        sql("ALTER INDEX logs_day ATTACH PARTITION logs_may_day"),
        sql("CREATE TABLE logs_may PARTITION OF logs FOR VALUES FROM (1) TO (2)"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A partition that is moved while it, or the whole table, is locked."""
        if change.kind is not ObjectKind.PARTITION or change.verb is not Verb.ALTER:
            return
        dialect = dialect_of(change, context)
        words = " ".join(change.options).lower()
        table, part = named(change.table), named(change.name, "a partition")
        if dialect in MYSQL and words.startswith(COPYING):
            message = f"writes to {table} wait while the rows of {part} are copied"
            yield from locking(self, change, context, message, table=change.table, everywhere=True)
        elif dialect not in ("", *POSTGRES) or change.concurrently:
            return
        elif words.startswith("detach"):
            message = f"reads and writes of {table} wait until {part} can be detached"
            level = Level.WARNING
            remedy: Remedy | None = Remedy(
                "concurrently",
                change.span,
                note="must run outside a transaction",
                title="detach it CONCURRENTLY",
            )
            if not at_least(context, change, 14):
                message += " (CONCURRENTLY exists from PostgreSQL 14 on)"
                level, remedy = Level.INFO, None
            yield from locking(
                self, change, context, message, table=change.table, level=level, remedy=remedy
            )
        elif words.startswith("attach"):
            if untouched(change.name, change, context) or _bounds_checked(change, context):
                return
            message = f"reads and writes of {part} wait while every row of it is checked against "
            message += f"the bounds it has in {table}"
            yield from locking(self, change, context, message, table=change.table)


def _bounds_checked(change: SchemaChange, context: Context) -> bool:
    """Whether a validated CHECK of the partition may say that its rows fit."""
    shape = context.table(change.name, change)
    known = shape.constraints if shape is not None else ()
    if any(each.kind is ConstraintKind.CHECK and each.validated for each in known):
        return True
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.kind is ObjectKind.CONSTRAINT
        and same(earlier.table, change.name)
        and (
            earlier.aspect == "validation"
            or (earlier.constraint is ConstraintKind.CHECK and not earlier.not_valid)
        )
        for earlier in story(context).before(change, change.name)
    )
