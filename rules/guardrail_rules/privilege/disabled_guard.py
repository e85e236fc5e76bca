"""The rule `disabled-guard`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Effect, GuardChange, ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import alembic, python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level
from guardrail_rules.privilege.receivers import is_on_again
from guardrail_rules.privilege.row_security_disabled import ROW_PROTECTIONS
from guardrail_rules.story import story

GRAVE = ("audit", "encryption", "durability", "page checks", "isolation", "archive")
"""What nobody switches off for the sake of a migration."""
RETENTION = "retention check"
EXTENSIONS = "signature check of extensions"
_CONSEQUENCES = {
    RETENTION: "versions that are in use may go",
    EXTENSIONS: "whatever code an extension has is run",
}
PASSING = ("durability of commits",)
"""What is switched off for a session that can be run again."""


class DisabledGuard(Rule):
    """A check or a record is switched off: foreign keys, triggers, audit, a machine's firewall.

    ## Why it matters

    What is written meanwhile isn't checked, and isn't checked later either: orphaned rows stay,
    audit triggers miss the change. Without an audit nobody can say later what happened, without
    durability a crash loses what was committed. A setting of the session lasts for what follows.

    ## Do this instead

    Write in an order that keeps every check (parents before children), or make the foreign keys
    `DEFERRABLE` and check them at the end of the transaction.

    Where a check has to go for a moment, switch it on again in the same change. Open the one port
    that is needed, and allow the one thing that SELinux or AppArmor refused.
    """

    name = "disabled-guard"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange, GuardChange)

    bad = (
        sql("SET FOREIGN_KEY_CHECKS = 0", dialect="mysql"),
        sql("SET SQL_SAFE_UPDATES = 0", dialect="mysql"),
        sql("SET session_replication_role = replica"),
        sql("ALTER TABLE orders DISABLE TRIGGER ALL"),
        sql("ALTER SYSTEM SET fsync = off"),
        sql("PRAGMA writable_schema = ON", dialect="sqlite"),
        sql("ALTER DATABASE Shop SET TRUSTWORTHY ON", dialect="tsql"),
        sql("DROP AUDIT POLICY sensitive", dialect="oracle"),
        sql("ALTER ACCOUNT UNSET NETWORK_POLICY", dialect="snowflake"),
        shell("ufw disable"),
        shell("systemctl disable --now auditd"),
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
        sql("SET session_replication_role = replica; RESET session_replication_role"),
        sql("PRAGMA journal_mode = WAL", dialect="sqlite"),
        sql("ALTER DATABASE Shop SET TRUSTWORTHY OFF", dialect="tsql"),
        sql("AUDIT POLICY sensitive", dialect="oracle"),
        sql("ALTER TABLE orders ENABLE TRIGGER ALL"),
        sql("SET session_replication_role = replica; RESET ALL"),
        sql("ALTER TABLE o DISABLE TRIGGER ALL", given="CREATE TABLE o (id bigint PRIMARY KEY)"),
        sql("SET CONSTRAINTS ALL DEFERRED"),
        shell("ufw allow 8080/tcp"),
        shell("systemctl restart auditd"),
    )

    def judge(self, change: PrivilegeChange | GuardChange, context: Context) -> Iterator[Finding]:
        """Any check switched off that no other rule tells."""
        if isinstance(change, GuardChange):
            if change.guard in _CONSEQUENCES:
                then = _CONSEQUENCES[change.guard]
                message = f"the {change.guard} is switched off: {then}"
                level = loosened_level(change, self.level)
                yield from weighed(self, change, context, message, level=level)
            return
        protection = change.protection.lower()
        told = (*ROW_PROTECTIONS, "security invoker")
        if change.verb is not Verb.DISABLE or any(each in protection for each in told):
            return
        if change.on and context.created_here(change.on, change):
            return
        if not (is_on_again(change, context) or _back_on(change, context)):
            on = f" of {change.on}" if change.on else ""
            message = f"{protection or 'a check'}{on} switched off"
            level = self.level
            if change.on and protection.startswith(GRAVE):
                level = Level.ERROR
            elif not change.on and (protection in PASSING or _off_anyway(change, context)):
                level = Level.INFO
            yield from weighed(self, change, context, message, level=level)


def _off_anyway(change: PrivilegeChange, context: Context) -> bool:
    """Whether a connection begins without the check: SQLite's foreign keys are off until asked."""
    keys = "foreign key" in change.protection.lower()
    return keys and context.database(change).dialect == "sqlite"


def _back_on(change: PrivilegeChange, context: Context) -> bool:
    """Whether the Unit itself switches the triggers on again, as a dump or a rebuild does."""
    return bool(change.on) and any(
        _enables(later, change) for later in story(context).after(change, change.on)
    )


def _enables(later: Effect, change: PrivilegeChange) -> bool:
    if isinstance(later, SchemaChange) and later.kind is ObjectKind.TRIGGER:
        return later.verb is Verb.CREATE and same(later.table, change.on)
    if not isinstance(later, SchemaChange) or not same(later.table, change.on):
        return False
    return any("enable trigger" in option for option in later.options)
