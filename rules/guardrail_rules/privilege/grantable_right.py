"""The rule `grantable-right`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.privilege.receivers import only_trusted


class GrantableRight(Rule):
    """A right is granted together with the right to hand it on.

    ## Why it matters

    From then on who has access is decided by the receiver, and nobody sees it here. Taking the
    right back fails, or takes it from everybody it was handed to.

    ## Do this instead

    Leave WITH GRANT OPTION and WITH ADMIN OPTION out; grant to each role that needs the right, or
    to a group role whose members one administrator keeps.
    """

    name = "grantable-right"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        sql("GRANT SELECT ON users TO app WITH GRANT OPTION"),
        sql("GRANT admins TO bob WITH ADMIN OPTION"),
        sql("GRANT SELECT ON shop.* TO 'app'@'%' WITH GRANT OPTION", dialect="mysql"),
        sql("GRANT CREATE SESSION TO app WITH ADMIN OPTION", dialect="oracle"),
    )
    good = (
        sql("GRANT SELECT ON users TO app"),
        sql("GRANT admins TO bob"),
        sql("REVOKE GRANT OPTION FOR SELECT ON users FROM app"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A grant with the option to grant; everything at once is told by another rule."""
        option = change.grantable or "GRANT OPTION" in change.privileges
        if change.verb is not Verb.GRANT or not option or only_trusted(change.whom):
            return
        if any(right.split()[:1] == ["ALL"] for right in change.privileges):
            return
        rights = ", ".join(right for right in change.privileges if right != "GRANT OPTION")
        on = f" on {change.on}" if change.on else ""
        whom = ", ".join(change.whom) or "a role"
        message = f"{whom} may hand on {rights or 'its rights'}{on}"
        yield from weighed(self, change, context, message)
