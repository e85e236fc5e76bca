"""The rule `dropped-partition`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, said_by_program, weighed


class DroppedPartition(Rule):
    """A partition is dropped, with every row in it.

    ## Why it matters

    It is a DELETE without a WHERE for a whole range of rows: no triggers run, nothing is kept, and
    a wrong partition name removes the wrong month.

    ## Do this instead

    Detach or exchange the partition into a table of its own, keep that table for as long as the
    rows may be missed, and drop it in a later change.
    """

    name = "dropped-partition"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (Only(SchemaChange, kinds=(ObjectKind.PARTITION,)),)

    bad = (
        sql("ALTER TABLE visits DROP PARTITION p2024", dialect="mysql"),
        sql("ALTER TABLE visits DROP PARTITION p2024, p2025", dialect="mysql"),
        sql("ALTER TABLE visits EXCHANGE PARTITION p2024 WITH TABLE v", dialect="mysql"),
        sql("ALTER TABLE visits SWITCH PARTITION 3 TO visits_old", dialect="tsql"),
        sql("ALTER TABLE visits REPLACE PARTITION 3 FROM v", dialect="clickhouse"),
        sql("SELECT drop_chunks('visits', older_than => interval '30 days')"),
        alembic("op.execute('ALTER TABLE visits DROP PARTITION p2024')", dialect="mysql"),
    )
    good = (
        sql("ALTER TABLE visits MOVE PARTITION 3 TO DISK 'slow'", dialect="clickhouse"),
        sql("SELECT show_chunks('visits', older_than => interval '30 days')"),
        sql("SELECT partman.drop_partition_time('visits')"),
        sql("ALTER TABLE visits DETACH PARTITION visits_2024"),
        sql(
            "ALTER TABLE visits REORGANIZE PARTITION p2024 INTO (PARTITION p VALUES LESS THAN (9))",
            dialect="mysql",
        ),
        sql("CREATE TABLE visits_2027 PARTITION OF visits FOR VALUES FROM (1) TO (2)"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A drop of a partition of a table that was there before the Unit."""
        if change.kind is not ObjectKind.PARTITION:
            return
        if change.options[:1] == ("exchange partition",):
            yield from self._exchanged(change, context)
        if change.verb is not Verb.DROP:
            return
        if not fresh(change.table, change, context):
            of = f" of {named(change.table)}" if change.table else ""
            name = named(change.name, "one")
            message = f"the partition {name}{of} is dropped with every row in it"
            given = said_by_program(change.table, context)
            # Which partition it is a program says, as it says which rows of a DELETE.
            given = given or (bool(change.name) and said_by_program(change.name, context))
            level = Level.WARNING if given else self.level
            yield from weighed(self, change, context, message, level=level)

    def _exchanged(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """The rows of a partition change places with those of a table, which may be empty."""
        if not fresh(change.table, change, context):
            name = f"the partition {named(change.name, 'one')} of {named(change.table)}"
            if not change.name:
                name = named(change.table)
            message = f"the rows of {name} leave it for those of another table"
            yield from weighed(self, change, context, message, level=Level.WARNING)
