"""The rule `revoked-right`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Direction, Finding, Level
from guardrail.rule import Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import weighed
from guardrail_rules.privilege.administrators import administrates
from guardrail_rules.privilege.receivers import EVERYBODY, made_here
from guardrail_rules.unit_rights import rights


class RevokedRight(Rule):
    """A right, or the login of a role, is taken away from code that may be using it.

    ## Why it matters

    What runs with the role fails from that moment on, in the middle of its work. Code that is still
    deployed while the migration runs is hit, too.

    ## Do this instead

    First deploy the code that does without the right and look at what the role still does
    (`pg_stat_statements`, the audit log); then revoke. Grant what stays in the same transaction.
    """

    name = "revoked-right"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        sql("REVOKE SELECT ON orders FROM app"),
        sql("REVOKE ALL PRIVILEGES ON ALL TABLES IN SCHEMA public FROM app"),
        sql("ALTER ROLE app NOLOGIN"),
        sql("ALTER USER 'app'@'%' ACCOUNT LOCK", dialect="mysql"),
        sql("DENY SELECT ON dbo.Orders TO app", dialect="tsql"),
    )
    good = (
        sql("REVOKE ALL ON orders FROM PUBLIC"),
        sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC"),
        sql("REVOKE ALL ON orders FROM app; GRANT SELECT ON orders TO app"),
        sql("REVOKE ALL ON orders FROM app", given="CREATE TABLE orders (id bigint PRIMARY KEY)"),
        sql("REVOKE rds_superuser FROM app"),
        sql("ALTER ROLE app LOGIN"),
        sql("CREATE ROLE app NOLOGIN"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A right taken from somebody by name, and not given back in the same Unit."""
        if change.verb is not Verb.REVOKE or context.unit.direction is Direction.DOWN:
            return
        whom = [name for name in change.whom if name.lower() not in EVERYBODY]
        if not whom or change.on.startswith("default privileges"):
            return
        if all(map(administrates, change.privileges)) and change.privileges != ("LOGIN",):
            return
        if _given_again(change, context) or made_here(change.on, change, context):
            return
        rights = ", ".join(change.privileges) or "a right"
        on = f" on {change.on}" if change.on else ""
        names = ", ".join(whom)
        message = f"{rights}{on} is taken from {names}: what runs as {names} and needs it fails"
        # A program that manages accounts is told whose by others.
        unknown = all(HOLE_WORD in name or "{" in name for name in whom)
        level = Level.INFO if change.grantable or unknown else self.level
        yield from weighed(self, change, context, message, level=level)


def _given_again(change: PrivilegeChange, context: Context) -> bool:
    """Whether the Unit grants some of it again, to the same receiver: then it was narrowed."""
    known = rights(context)
    on = change.on.lower()
    return any(known.after_exactly(f"granted {name}", on, change) for name in change.whom[:20])
