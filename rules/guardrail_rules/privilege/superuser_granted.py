"""The rule `superuser-granted`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import alembic, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed

WHOLE = frozenset({"superuser", "bypassrls", "replication"})
PARTIAL = frozenset({"createrole", "createdb"})
ADMINISTRATORS = frozenset(
    {
        "accountadmin",
        "db_owner",
        "dba",
        "pg_execute_server_program",
        "pg_read_server_files",
        "pg_write_server_files",
        "rds_superuser",
        "securityadmin",
        "super",
        "sysadmin",
    }
)
"""Roles and rights that amount to the server's administrator, or to a shell on it."""


class SuperuserGranted(Rule):
    """A role is made administrator of the server, or exempt from its row policies.

    ## Why it matters

    A superuser passes every check of rights and every row policy, reads files of the server and
    runs programs on it. Whoever gets at its password, or into one of its queries, does too.

    ## Do this instead

    Make the role without SUPERUSER, BYPASSRLS or an administrator's role, and grant it the rights
    that it needs on the objects that it uses.

    What truly needs an administrator (extensions, say) is done once, by a person, not by a
    migration.
    """

    name = "superuser-granted"
    category = Category.PRIVILEGE
    level = Level.ERROR
    judges = (PrivilegeChange,)

    bad = (
        sql("ALTER ROLE app SUPERUSER"),
        sql("CREATE ROLE app LOGIN BYPASSRLS"),
        sql("ALTER ROLE app CREATEROLE"),
        alembic("op.execute('ALTER ROLE app WITH SUPERUSER')"),
        python("cursor.execute('ALTER USER app WITH SUPERUSER')"),
    )
    good = (
        sql("CREATE ROLE app LOGIN"),
        sql("ALTER ROLE app NOSUPERUSER NOBYPASSRLS"),
        sql("GRANT reporting TO app"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A role that gets past every check."""
        if change.verb not in (Verb.ESCALATE, Verb.GRANT):
            return
        names = {change.protection.lower(), *(right.lower() for right in change.privileges)}
        got = names & (WHOLE | PARTIAL | ADMINISTRATORS)
        if got:
            level = Level.WARNING if got <= PARTIAL else Level.ERROR
            whom = ", ".join(change.whom) or change.on or "a role"
            message = f"{', '.join(sorted(got)).upper()} is given to {whom}"
            yield from weighed(self, change, context, message, level=level)
