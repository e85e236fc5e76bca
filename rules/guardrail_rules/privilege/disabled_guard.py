"""The rule `disabled-guard`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Effect, PrivilegeChange, SchemaChange, Verb
from guardrail.example import alembic, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.privilege.row_security_disabled import ROW_PROTECTIONS
from guardrail_rules.story import story


class DisabledGuard(Rule):
    """A check of the database is switched off: foreign keys, triggers, safe updates.

    ## Why it matters

    What is written meanwhile isn't checked, and isn't checked later either: orphaned rows stay,
    audit triggers miss the change. A setting of the session also lasts for what comes after it.

    ## Do this instead

    Write in an order that keeps every check (parents before children), or make the foreign keys
    `DEFERRABLE` and check them at the end of the transaction.

    Where a check has to go for a moment, switch it on again in the same change.
    """

    name = "disabled-guard"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        sql("SET FOREIGN_KEY_CHECKS = 0", dialect="mysql"),
        sql("SET SQL_SAFE_UPDATES = 0", dialect="mysql"),
        sql("SET session_replication_role = replica"),
        sql("ALTER TABLE orders DISABLE TRIGGER ALL"),
        alembic("op.execute('SET session_replication_role = replica')"),
        python("cursor.execute('SET FOREIGN_KEY_CHECKS = 0')"),
    )
    good = (
        sql("SET FOREIGN_KEY_CHECKS = 1", dialect="mysql"),
        sql(
            """\
            SET FOREIGN_KEY_CHECKS = 0;
            INSERT INTO orders (id, user_id) VALUES (1, 2);
            SET FOREIGN_KEY_CHECKS = 1;
            """,
            dialect="mysql",
        ),
        sql("ALTER TABLE orders DISABLE TRIGGER audit; ALTER TABLE orders ENABLE TRIGGER audit"),
        sql("SET session_replication_role = DEFAULT"),
        sql("ALTER TABLE orders ENABLE TRIGGER ALL"),
        sql("SET CONSTRAINTS ALL DEFERRED"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """Any check switched off that no other rule tells."""
        protection = change.protection.lower()
        if change.verb is not Verb.DISABLE or any(each in protection for each in ROW_PROTECTIONS):
            return
        if not _back_on(change, context):
            on = f" of {change.on}" if change.on else ""
            yield from weighed(self, change, context, f"{protection or 'a check'}{on} switched off")


def _back_on(change: PrivilegeChange, context: Context) -> bool:
    """Whether the Unit itself switches the check on again, as a dump or a rebuild does."""
    return any(
        _enables(later, change)
        for name in (change.protection, change.on)
        for later in story(context).after(change, name)
    )


def _enables(later: Effect, change: PrivilegeChange) -> bool:
    if isinstance(later, PrivilegeChange):
        same_check = (later.protection, later.on) == (change.protection, change.on)
        return same_check and later.verb is Verb.ENABLE
    if not isinstance(later, SchemaChange) or not same(later.table, change.on):
        return False
    return any("enable trigger" in option for option in later.options)
