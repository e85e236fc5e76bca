"""The rule `grant-to-public`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import alembic, python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.file_places import is_of_files

EVERYBODY = ("public", "anon", "everyone", "allusers", "allauthenticatedusers")
USUAL = frozenset({"USAGE", "EXECUTE", "CONNECT", "TEMPORARY", "TEMP"})
READING = frozenset({"SELECT", "REFERENCES"})


class GrantToPublic(Rule):
    """A right is granted to everybody.

    ## Why it matters

    `PUBLIC` is every role there is and every one that will be: the reporting user, the exporter,
    the account that somebody makes next year. Behind a data API, `anon` is the whole internet.

    ## Do this instead

    Grant the right to the role that needs it, by name; make a group role where several do.
    """

    name = "grant-to-public"
    category = Category.PRIVILEGE
    level = Level.ERROR
    judges = (PrivilegeChange,)

    bad = (
        sql("GRANT ALL ON users TO PUBLIC"),
        sql("GRANT SELECT, INSERT ON TABLE users TO public"),
        sql("GRANT SELECT ON users TO PUBLIC"),
        alembic("op.execute('GRANT UPDATE ON users TO PUBLIC')"),
        python("cursor.execute('GRANT ALL ON users TO public')"),
        shell("psql -c 'grant all on users to public'"),
    )
    good = (
        sql("GRANT SELECT ON users TO reporting"),
        sql("REVOKE ALL ON users FROM PUBLIC"),
        sql("CREATE TABLE public.users (id int)"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A grant that reaches every role."""
        whom = next((name for name in change.whom if name.lower() in EVERYBODY), "")
        if change.verb is not Verb.GRANT or not whom or is_of_files(change):
            return
        rights = frozenset(change.privileges)
        level = Level.ERROR
        if rights and rights <= USUAL:
            level = Level.INFO
        elif rights and rights <= USUAL | READING:
            level = Level.WARNING
        on = f" on {change.on}" if change.on else ""
        everybody = whom.upper() if whom.lower() == "public" else whom
        message = f"{', '.join(change.privileges) or 'a right'}{on} is granted to {everybody}"
        yield from weighed(self, change, context, f"{message}, that is to everybody", level=level)
