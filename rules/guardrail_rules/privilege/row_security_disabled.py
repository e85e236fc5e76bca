"""The rule `row-security-disabled`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import alembic, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import named, weighed
from guardrail_rules.privilege.receivers import is_on_again
from guardrail_rules.unit_rights import rights

ROW_PROTECTIONS = ("row level security", "row access policy", "security policy", "masking policy")
"""What keeps rows and values apart, as PostgreSQL, BigQuery, SQL Server and Snowflake call it."""


class RowSecurityDisabled(Rule):
    """Row level security, or the masking of a column, is switched off.

    ## Why it matters

    Every role with a right on the table sees and changes every row: each tenant the rows of all
    the others. The policies stay in place and look as if they held.

    ## Do this instead

    Leave row level security on and change the policy that is in the way; give a job that must see
    all rows a role of its own with a policy for it.
    """

    name = "row-security-disabled"
    category = Category.PRIVILEGE
    level = Level.ERROR
    judges = (PrivilegeChange,)

    bad = (
        sql("ALTER TABLE accounts DISABLE ROW LEVEL SECURITY"),
        sql("ALTER TABLE accounts NO FORCE ROW LEVEL SECURITY"),
        sql("SET row_security = off; SELECT 1"),
        sql("ALTER TABLE accounts DROP ROW ACCESS POLICY tenant", dialect="snowflake"),
        sql("ALTER SECURITY POLICY s.f WITH (STATE = OFF)", dialect="tsql"),
        alembic("op.execute('ALTER TABLE accounts DISABLE ROW LEVEL SECURITY')"),
        python("cursor.execute('ALTER TABLE accounts DISABLE ROW LEVEL SECURITY')"),
    )
    good = (
        sql("ALTER TABLE accounts ENABLE ROW LEVEL SECURITY"),
        sql("ALTER TABLE accounts FORCE ROW LEVEL SECURITY"),
        sql("CREATE POLICY own ON accounts USING (owner = current_user)"),
        sql(
            """\
            ALTER TABLE accounts DISABLE ROW LEVEL SECURITY;
            UPDATE accounts SET plan = 'free' WHERE plan IS NULL;
            ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
            """
        ),
        sql("SET check_function_bodies = false; SET row_security = off"),
        sql("ALTER SECURITY POLICY s.f WITH (STATE = ON)", dialect="tsql"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A table that no longer keeps rows apart."""
        protection = change.protection.lower()
        kind = next((each for each in ROW_PROTECTIONS if each in protection), "")
        if change.verb is not Verb.DISABLE or not kind or context.created_here(change.on, change):
            return
        if is_on_again(change, context):
            return
        level = Level.ERROR
        if not change.on:
            if _is_dump(context):
                return
            message, level = "row level security is switched off for the session", Level.WARNING
        elif "force" in protection:
            message = f"{kind} of {named(change.on)} is switched off for its owner"
            level = Level.WARNING
        else:
            message = f"{kind} of {named(change.on)} is switched off"
        yield from weighed(self, change, context, message, level=level)


def _is_dump(context: Context) -> bool:
    """Whether the text is a dump: pg_dump writes such settings first, to fail rather than leak."""
    return rights(context).ever("dump", "")
