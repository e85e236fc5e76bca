"""The rule `grant-all`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import alembic, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.privilege.receivers import EVERYBODY, first_of, made_here, only_trusted

WHOLE_SERVER = ("*.*",)


class GrantAll(Rule):
    """Every right on an object is granted at once.

    ## Why it matters

    An account that reads and writes rows doesn't need to truncate tables, set triggers or hand its
    rights on. What it may do is what a leaked password or an injected query may do.

    ## Do this instead

    Grant the rights that are used, by name: `GRANT SELECT, INSERT, UPDATE ON …`. Keep one separate
    role for migrations, which owns the tables.
    """

    name = "grant-all"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        sql("GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA public TO app"),
        sql("GRANT ALL ON users TO app WITH GRANT OPTION"),
        sql("GRANT ALL PRIVILEGES ON *.* TO 'app'@'%'", dialect="mysql"),
        sql("GRANT CONTROL ON DATABASE::Shop TO app", dialect="tsql"),
        sql("GRANT ALL ON jobs TO app", given="CREATE TABLE jobs (id bigint PRIMARY KEY)"),
        alembic("op.execute('GRANT ALL ON users TO app')"),
        python("cursor.execute('GRANT ALL ON users TO app')"),
    )
    good = (
        sql("GRANT SELECT, INSERT ON users TO app"),
        sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reporting"),
        sql("REVOKE ALL ON users FROM app"),
        sql("GRANT SELECT ON SCHEMA::dbo TO app", dialect="tsql"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A grant of everything to a role by name."""
        if change.verb is not Verb.GRANT or not any(map(_is_everything, change.privileges)):
            return
        if first_of(EVERYBODY, change.whom):
            return
        whole = change.on in WHOLE_SERVER or "CONTROL SERVER" in change.privileges
        # MySQL's `ON *` is every table of the database that the session is in.
        on = "the whole server" if whole else change.on or "an object"
        on = "the current database" if on == "*" else on
        more = ", which may hand it on" if change.grantable else ""
        message = f"every right on {on} is granted to {', '.join(change.whom) or 'a role'}{more}"
        level = Level.ERROR if whole else Level.WARNING
        if only_trusted(change.whom) or made_here(change.on, change, context):
            level = Level.INFO
        yield from weighed(self, change, context, message, level=level)


def _is_everything(right: str) -> bool:
    return right.split()[:1] == ["ALL"] or right in ("CONTROL", "CONTROL SERVER")
