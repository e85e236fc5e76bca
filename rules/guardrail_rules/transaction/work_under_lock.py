"""The rule `work-under-lock`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.cost import Waits, Work
from guardrail.effects import Aspect, DataChange, Effect, ObjectKind, SchemaChange, Scope, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Confidence, Finding, Level, Related, Remedy
from guardrail.rule import Rule
from guardrail.unit import Unit
from guardrail_rules.circumstances import weigh
from guardrail_rules.locks import untouched
from guardrail_rules.story import created_before
from guardrail_rules.timeouts import LOCKING, locked_place, stops_others
from guardrail_rules.transactions import Block, Held, blocks

LONG = (Work.SCAN, Work.BUILD, Work.REWRITE)
MANY_ROWS = (Scope.NONE, Scope.TAUTOLOGY, Scope.FILTERED, Scope.UNKNOWN)
WRITING = (Verb.UPDATE, Verb.DELETE, Verb.MERGE)


class WorkUnderLock(Rule):
    """Long work is done while a lock that stops everybody is held (PostgreSQL).

    ## Why it matters

    A lock is held until the transaction ends. `ALTER TABLE` alone takes a moment, but with a
    backfill, an index or a check of all rows behind it in the same transaction nothing reads or
    writes the table until all of that is done.

    ## Do this instead

    Commit the change of the schema first, and do the long work in a transaction, or a migration, of
    its own: rows in batches, indexes with CONCURRENTLY, constraints by `VALIDATE CONSTRAINT`.
    """

    name = "work-under-lock"
    category = Category.TRANSACTION
    level = Level.WARNING
    judges = (Unit,)
    only = LOCKING

    bad = (
        sql(
            "BEGIN; ALTER TABLE users ADD COLUMN age int; "
            "UPDATE users SET age = 18 WHERE born < '2008-01-01'; COMMIT"
        ),
        sql("ALTER TABLE users ADD COLUMN age int; UPDATE users SET age = 18"),
        sql(
            "BEGIN; ALTER TABLE users ADD COLUMN age int; "
            "CREATE INDEX users_age ON users (age); COMMIT"
        ),
        sql("BEGIN; LOCK TABLE users; INSERT INTO old_users SELECT id, born FROM users; COMMIT"),
        alembic(
            """\
            op.add_column("users", sa.Column("age", sa.Integer()))
            op.execute("UPDATE users SET age = 18")
            """,
            dialect="postgres",
        ),
    )
    good = (
        alembic('op.add_column("users", sa.Column("age", sa.Integer()))', dialect="postgres"),
        django(
            'migrations.AddField("order", "note", models.TextField(null=True)),',
            dialect="postgres",
        ),
        sql(
            "BEGIN; ALTER TABLE users ADD COLUMN age int; COMMIT; "
            "UPDATE users SET age = 18 WHERE born < '2008-01-01'"
        ),
        sql("BEGIN; ALTER TABLE users ADD COLUMN age int; ALTER TABLE users ADD b int; COMMIT"),
        sql(
            "BEGIN; ALTER TABLE users ADD COLUMN age int; UPDATE users SET age = 1 WHERE id = 7; "
            "COMMIT"
        ),
        sql("BEGIN; UPDATE users SET age = 18; ALTER TABLE users ALTER age SET DEFAULT 18; COMMIT"),
        sql(
            "BEGIN; ALTER TABLE baskets ADD n int; UPDATE baskets SET n = 1; COMMIT",
            given="CREATE TABLE baskets (id int)",
        ),
        sql("ALTER TABLE users ADD COLUMN age int; UPDATE users SET age = 18", dialect="mysql"),
    )

    def judge_unit(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """The first long work in each transaction that holds such a lock."""
        for block in blocks(context).blocks:
            if block.held is Held.NONE:
                continue
            yield from self._in(block, context)

    def _in(self, block: Block, context: Context) -> Iterator[Finding]:
        holder: Effect | None = None
        for effect in block.effects:
            if holder is not None and _follows(effect, holder) and _lasts(effect, context):
                yield from self._told(holder, effect, block, context)
                return
            if holder is None and _holds(effect, context):
                holder = effect

    def _told(
        self, holder: Effect, effect: Effect, block: Block, context: Context
    ) -> Iterator[Finding]:
        told_elsewhere = isinstance(effect, SchemaChange) and stops_others(effect, context)
        level = self.level if block.shared and not told_elsewhere else Level.INFO
        loudness = weigh(level, effect, context)
        if loudness is Level.OFF:
            return
        message = f"reads and writes of {locked_place(holder, context)} wait until this is done: "
        message += "its lock is held until the transaction ends"
        yield self.finding(
            effect,
            message if block.shared else f"{message}, where the tool opens one",
            level=loudness,
            confidence=Confidence.HIGH if block.shared else Confidence.MEDIUM,
            related=(Related("locked here", holder.span),),
            remedy=Remedy("split", effect.span, title="write the rows in a migration of its own"),
        )


def _follows(effect: Effect, holder: Effect) -> bool:
    """Whether the effect is another statement, and not the validation of what the holder added."""
    validates = isinstance(effect, SchemaChange) and effect.aspect is Aspect.VALIDATION
    added = isinstance(holder, SchemaChange) and holder.not_valid
    return not effect.continues and not (validates and added)


def _holds(effect: Effect, context: Context) -> bool:
    """Whether the statement takes a lock that stops reads, and keeps it."""
    return (
        context.cost(effect).waits is Waits.READS_AND_WRITES
        and not (isinstance(effect, SchemaChange) and effect.verb is Verb.DROP and _whole(effect))
        and stops_others(effect, context)
    )


def _whole(change: SchemaChange) -> bool:
    return change.kind is ObjectKind.TABLE


def _lasts(effect: Effect, context: Context) -> bool:
    """Whether the statement takes long, as far as can be told."""
    if effect.hidden_in and "FUNCTION" in effect.hidden_in.upper():
        return False
    if effect.confidence is Confidence.LOW:
        return False
    if isinstance(effect, DataChange):
        if untouched(effect.target, effect, context) and not effect.copies_from:
            return False
        copied = effect.verb is Verb.INSERT and bool(effect.copies_from)
        return copied or (effect.verb in WRITING and effect.scope in MANY_ROWS)
    if not isinstance(effect, SchemaChange):
        return False
    if effect.kind is ObjectKind.MATERIALIZED_VIEW and created_before(effect, context):
        return False
    return context.cost(effect).work in LONG and not untouched(effect.table, effect, context)
