"""The rule `locking-trigger-change`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, named
from guardrail_rules.locks import MYSQL, POSTGRES, dialect_of, locking
from guardrail_rules.story import created_before


class LockingTriggerChange(Rule):
    """A trigger of a live table is made, dropped or switched.

    ## Why it matters

    `CREATE TRIGGER` and `ENABLE` or `DISABLE TRIGGER` stop writes to the table until the
    transaction ends, `DROP TRIGGER` reads too. Each waits for what runs on the table, and what
    comes later waits behind it. From then on every write runs the trigger, or runs without it.

    ## Do this instead

    Set a short `lock_timeout`, change the trigger in a transaction of its own, and try again where
    it times out; replace what a trigger does with `CREATE OR REPLACE FUNCTION`, which locks
    nothing.
    """

    name = "locking-trigger-change"
    category = Category.LOCKING
    level = Level.INFO
    judges = (SchemaChange, PrivilegeChange)
    only = (Only(SchemaChange, kinds=(ObjectKind.TRIGGER,)),)

    bad = (
        sql("CREATE TRIGGER t AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION noted()"),
        sql("DROP TRIGGER t ON users"),
        sql("ALTER TABLE users DISABLE TRIGGER t"),
    )
    good = (
        sql("CREATE OR REPLACE FUNCTION noted() RETURNS trigger LANGUAGE sql AS 'SELECT 1'"),
        sql(
            "CREATE TRIGGER t AFTER INSERT ON baskets FOR EACH ROW EXECUTE FUNCTION noted()",
            given="CREATE TABLE baskets (id int)",
        ),
        sql("CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION noted()"),
        sql("CREATE TRIGGER t AFTER INSERT ON users BEGIN SELECT 1; END", dialect="sqlite"),
    )

    def judge(self, change: SchemaChange | PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A trigger changed on a table that was there before."""
        if dialect_of(change, context) not in ("", *POSTGRES, *MYSQL):
            return
        if isinstance(change, PrivilegeChange):
            if change.protection == "triggers" and change.on:
                what = f"can be {change.verb}d"
                message = f"writes to {named(change.on)} wait until its triggers {what}"
                yield from locking(self, change, context, message, table=change.on)
            return
        if change.kind is not ObjectKind.TRIGGER or not change.table:
            return
        if change.verb is Verb.DROP and created_before(change, context):
            return
        who = "writes to" if change.verb is Verb.CREATE else "reads and writes of"
        done = {Verb.CREATE: "made", Verb.DROP: "dropped"}.get(change.verb, "changed")
        trigger = called("trigger", change.name)
        message = f"{who} {named(change.table)} wait until {trigger} can be {done}"
        yield from locking(self, change, context, message, table=change.table, everywhere=True)
