"""The rule `unbalanced-transaction`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Effect, SchemaChange, SessionAction, SessionChange
from guardrail.example import django, sql
from guardrail.model import Category, Direction, Finding, Level, Related
from guardrail.rule import Only, Rule
from guardrail.unit import Unit
from guardrail_rules.locks import MYSQL, POSTGRES, by_proof, dialect_of
from guardrail_rules.transactions import ALWAYS, MIXED, Held, blocks, held_by_tool, is_boundary

COMMITTING = (*MYSQL, "oracle")
NESTING = ("tsql", "mssql", "sqlserver")


class UnbalancedTransaction(Rule):
    """A transaction isn't ended, begins in another one, or ends the one that the tool opened.

    ## Why it matters

    A transaction that the text never ends is rolled back with all its work, or holds its locks
    until the session goes. A `BEGIN` inside a transaction opens none, so the next `COMMIT` ends the
    outer one: what follows runs without, and the tool records a migration that can't be rolled
    back as a whole. MySQL ends every transaction at a change of the schema.

    ## Do this instead

    End what the text begins, and leave `BEGIN` and `COMMIT` to the tool where it opens a
    transaction around the migration; use savepoints for steps inside one.
    """

    name = "unbalanced-transaction"
    category = Category.TRANSACTION
    level = Level.WARNING
    judges = (Unit,)
    only = (Only(SessionChange),)

    bad = (
        sql("BEGIN; ALTER TABLE users ADD COLUMN age int"),
        sql(
            "BEGIN; UPDATE users SET age = 1 WHERE id = 7; BEGIN; DELETE FROM pets WHERE id = 7; "
            "COMMIT"
        ),
        sql("-- migrate:up\nBEGIN;\nALTER TABLE users ADD age int;\nCOMMIT;\n-- migrate:down\n"),
        django('migrations.RunSQL("ALTER TABLE users ADD age int; COMMIT"),', dialect="postgres"),
    )
    good = (
        sql("BEGIN; ALTER TABLE users ADD COLUMN age int; COMMIT"),
        sql("BEGIN; SAVEPOINT a; DELETE FROM pets WHERE id = 7; ROLLBACK TO SAVEPOINT a; COMMIT"),
        sql("BEGIN; ALTER TABLE users ADD a int; COMMIT; BEGIN; ALTER TABLE users ADD b int; END"),
        sql(
            "-- migrate:up transaction:false\nBEGIN;\nALTER TABLE users ADD age int;\nCOMMIT;\n"
            "-- migrate:down\n"
        ),
        sql("DO $$ BEGIN ALTER TABLE users ADD age int; END $$"),
        sql(
            "BEGIN TRY BEGIN TRAN; DELETE FROM pets WHERE id = 7; COMMIT; END TRY "
            "BEGIN CATCH ROLLBACK; END CATCH",
            dialect="tsql",
        ),
        sql(
            "BEGIN; ALTER TABLE users ADD COLUMN age int; COMMIT",
            path="db/migrations/000007_age.up.sql",
        ),
    )

    def judge_unit(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """Transactions of the text that don't fit each other or the tool's."""
        if unit.direction is Direction.DOWN:
            return
        first = next((e for e in unit.effects if isinstance(e, SessionChange)), None)
        if first is None:
            return
        dialect = dialect_of(first, context)
        by_tool = _by_tool(unit, context)
        for block in blocks(context).blocks:
            begun = [e for e in block.effects if is_boundary(e, SessionAction.BEGIN)]
            if block.held is Held.TEXT:
                yield from self._of_text(block.opened, begun, block.closed, unit, dialect)
                if dialect in COMMITTING:
                    yield from self._ended_by_schema(block.effects, begun)
        if by_tool and dialect in ("", *POSTGRES):
            boundary = next((e for e in unit.effects if _of_transaction(e)), None)
            if boundary is not None:
                message = "the migration runs in a transaction of the tool already: "
                opens = is_boundary(boundary, SessionAction.BEGIN)
                message += (
                    "this opens none, and the next COMMIT ends the tool's"
                    if opens
                    else ("this ends it, and what follows can't be rolled back with it")
                )
                yield self.finding(boundary, message)

    def _of_text(
        self,
        opened: SessionChange | None,
        begun: list[Effect],
        closed: bool,
        unit: Unit,
        dialect: str,
    ) -> Iterator[Finding]:
        if opened is None or opened.via:
            return
        if not closed and unit.effects[-1] is not opened:
            message = "the transaction that begins here is never ended"
            yield self.finding(opened, message, level=by_proof(self.level, dialect))
        if dialect in NESTING:
            return
        for again in begun:
            if again is not opened:
                yield self.finding(
                    again,
                    "a transaction is open already: this opens none, and the next COMMIT ends both",
                    level=by_proof(self.level, dialect),
                    related=(Related("opened here", opened.span),),
                )

    def _ended_by_schema(self, effects: list[Effect], begun: list[Effect]) -> Iterator[Finding]:
        """What MySQL and Oracle commit at a change of the schema in the middle."""
        for place, effect in enumerate(effects):
            changed = isinstance(effect, SchemaChange) and not effect.temporary
            if changed and any(not isinstance(e, SessionChange) for e in effects[:place]):
                message = "a change of the schema ends the transaction: what came before it can't "
                message += "be rolled back any more"
                yield self.finding(effect, message, level=Level.INFO)
                return


def _by_tool(unit: Unit, context: Context) -> bool:
    """Whether the tool opens a transaction itself, rather than sending all as one query."""
    if held_by_tool(context) is not Held.TOOL:
        return False
    return unit.atomic is True or unit.framework in (*ALWAYS, *MIXED)


def _of_transaction(effect: Effect) -> bool:
    return is_boundary(effect, SessionAction.BEGIN, SessionAction.COMMIT, SessionAction.ROLLBACK)
