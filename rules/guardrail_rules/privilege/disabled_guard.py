"""The rule `disabled-guard`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import alembic, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.privilege.row_security_disabled import ROW_PROTECTIONS


class DisabledGuard(Rule):
    """A check of the database is switched off: foreign keys, triggers, safe updates.

    ## Why it matters

    What is written meanwhile isn't checked, and isn't checked later either: orphaned rows stay,
    audit triggers miss the change. A setting of the session also lasts for what comes after it.

    ## Do this instead

    Write in an order that keeps every check (parents before children), or make the foreign keys
    `DEFERRABLE` and check them at the end of the transaction.
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
        sql("SET session_replication_role = DEFAULT"),
        sql("ALTER TABLE orders ENABLE TRIGGER ALL"),
        sql("SET CONSTRAINTS ALL DEFERRED"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """Any check switched off that no other rule tells."""
        protection = change.protection.lower()
        if change.verb is not Verb.DISABLE or any(each in protection for each in ROW_PROTECTIONS):
            return
        on = f" of {change.on}" if change.on else ""
        message = f"{change.protection or 'a check'}{on}: switched off"
        yield from weighed(self, change, context, message)
