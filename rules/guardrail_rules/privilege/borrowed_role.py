"""The rule `borrowed-role`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import SessionAction, SessionChange
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.privilege.receivers import TRUSTED
from guardrail_rules.unit_rights import rights


class BorrowedRole(Rule):
    """What follows runs as another role, and nothing takes that back.

    ## Why it matters

    The role lasts for the whole session: what the tool runs next, and what a pooled connection is
    used for next, runs with its rights. Objects belong to that role, and row policies are those of
    that role, or none.

    ## Do this instead

    `SET LOCAL ROLE` within the transaction, or `RESET ROLE` (`REVERT`) at the end. Connect as the
    role that owns the tables rather than becoming an administrator on the way.
    """

    name = "borrowed-role"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (SessionChange,)

    bad = (
        sql("SET ROLE postgres"),
        sql("SET SESSION AUTHORIZATION admin"),
        sql("EXECUTE AS LOGIN = 'sa'", dialect="tsql"),
        sql("USE ROLE ACCOUNTADMIN", dialect="snowflake"),
    )
    good = (
        sql("SET ROLE owner; CREATE TABLE t (id bigint PRIMARY KEY); RESET ROLE"),
        sql("SET ROLE NONE"),
        sql("EXECUTE AS USER = 'dbo'; SELECT 1; REVERT", dialect="tsql"),
        sql("SET LOCAL ROLE owner"),
        sql("USE ROLE analyst", dialect="snowflake"),
    )

    def judge(self, change: SessionChange, context: Context) -> Iterator[Finding]:
        """A role that is taken on, and kept."""
        if change.name not in _ROLES or change.action is not SessionAction.SET:
            return
        administrator = change.value.lower().strip("'\"") in TRUSTED
        if not administrator and (change.local or change.dialect in _USUAL):
            return
        known = rights(context)
        if known.after_exactly("role reset", "", change):
            return
        if known.after_exactly("reset", "all", change):
            return
        whole = administrator or change.name == "session_authorization"
        level = self.level if whole else Level.INFO
        message = f"what follows runs as {change.value or 'another role'}"
        yield from weighed(self, change, context, message, level=level)


_ROLES = ("role", "session_authorization")
_USUAL = ("snowflake", "oracle")
"""Where sessions have to choose their role anyway."""
