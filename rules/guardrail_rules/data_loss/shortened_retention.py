"""The rule `shortened-retention`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.nouns import nouns_of
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, fresh, weighed

KEPT, EXPIRES = "retention", "expiration"
LATE = "half a year or more after that"
"""How it ends that rows delete themselves, where that isn't soon: a rule of how long to keep."""


class ShortenedRetention(Rule):
    """The way back to deleted rows is cut short, or rows begin to delete themselves.

    ## Why it matters

    Time travel, old file versions and undropped tables are what brings rows back after a mistake.
    With the retention at 0 a wrong DELETE is final at once, and `VACUUM … RETAIN 0 HOURS` also
    breaks queries that are still running. An expiration deletes rows with nobody looking.

    ## Do this instead

    Leave the retention at the vendor's default or above it (Snowflake 1 day, Delta Lake and
    BigQuery 7 days); to save storage, shorten it for staging tables alone, and not in the change
    that deletes rows.

    Before an expiration is set, count what it would delete today, and copy what is still wanted.
    """

    name = "shortened-retention"
    category = Category.DATA_LOSS
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER,)),)

    bad = (
        sql("ALTER TABLE orders SET DATA_RETENTION_TIME_IN_DAYS = 0", dialect="snowflake"),
        sql("VACUUM orders RETAIN 0 HOURS", dialect="databricks"),
        sql(
            "ALTER TABLE shop.orders SET OPTIONS (expiration_timestamp = TIMESTAMP '2027-01-01')",
            dialect="bigquery",
        ),
        sql("ALTER TABLE visits MODIFY TTL at + INTERVAL 1 DAY", dialect="clickhouse"),
        sql("ALTER TABLE shop.orders WITH default_time_to_live = 60", dialect="cassandra"),
        python(
            "cursor.execute('ALTER TABLE orders SET DATA_RETENTION_TIME_IN_DAYS = 0')",
            dialect="snowflake",
        ),
        python(
            """\
            from confluent_kafka.admin import ConfigResource

            ConfigResource("topic", "orders", set_config={"retention.ms": "1000"})
            """
        ),
        python(
            """\
            from pymongo import MongoClient

            orders = MongoClient().shop.orders
            orders.create_index("created_at", expireAfterSeconds=60)
            """
        ),
    )
    good = (
        sql("ALTER TABLE orders SET DATA_RETENTION_TIME_IN_DAYS = 30", dialect="snowflake"),
        sql("VACUUM orders RETAIN 168 HOURS", dialect="databricks"),
        sql(
            "ALTER TABLE shop.orders SET OPTIONS (expiration_timestamp = NULL)", dialect="bigquery"
        ),
        sql("ALTER TABLE visits REMOVE TTL", dialect="clickhouse"),
        sql("ALTER TABLE shop.orders WITH default_time_to_live = 0", dialect="cassandra"),
        python(
            """\
            from confluent_kafka.admin import ConfigResource

            week = 7 * 24 * 60 * 60 * 1000
            ConfigResource("topic", "orders", set_config={"retention.ms": str(week)})
            """
        ),
        python(
            """\
            from pymongo import MongoClient

            sessions = MongoClient().shop.sessions
            sessions.create_index("expires_at", expireAfterSeconds=0)
            """
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A retention below what is usual, or an expiration where there was none."""
        told = change.verb is Verb.ALTER and change.aspect is Aspect.OTHER
        if not told or len(change.options) < 2 or change.options[0] not in (KEPT, EXPIRES):
            return
        if change.table and fresh(change.table, change, context):
            return
        of_store = change.language == "python"
        kind = nouns_of(change.dialect).holder if of_store else change.kind
        where = called(kind, change.name) if change.name or of_store else "everything"
        if change.kind is ObjectKind.OTHER:
            where = "the whole account"
        level = Level.ERROR if "at once" in change.options[1] else Level.WARNING
        level = Level.INFO if change.options[1].endswith(LATE) else level
        yield from weighed(self, change, context, f"{where}: {change.options[1]}", level=level)
