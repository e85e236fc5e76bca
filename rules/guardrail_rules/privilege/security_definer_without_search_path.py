"""The rule `security-definer-without-search-path`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import PrivilegeChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.names import short
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.unit_rights import rights

_TOUCH = "CREATE FUNCTION touch() RETURNS void LANGUAGE sql SECURITY DEFINER"


class SecurityDefinerWithoutSearchPath(Rule):
    """A function runs with its owner's rights and looks names up on its caller's path (PostgreSQL).

    ## Why it matters

    Whoever calls it chooses the search path, and so can put a table or an operator of their own in
    the way of one that the function names: the function then works for them, as its owner.

    ## Do this instead

    Fix the path in the function itself, `SET search_path = pg_catalog, pg_temp`, and write the
    names in its body with their schema; or leave SECURITY DEFINER out.
    """

    name = "security-definer-without-search-path"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        sql(f"{_TOUCH} AS $$ SELECT 1 $$"),
        sql("CREATE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql SECURITY DEFINER"),
        alembic(f"op.execute('{_TOUCH} AS $$ SELECT 1 $$')", dialect="postgres"),
    )
    good = (
        sql(f"{_TOUCH} SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 $$"),
        sql(f"{_TOUCH} AS $$ SELECT 1 $$; ALTER FUNCTION touch() SET search_path = ''"),
        sql("CREATE FUNCTION touch() RETURNS void LANGUAGE sql AS $$ SELECT 1 $$"),
        sql("CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY INVOKER AS $$ SELECT 1 $$"),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A function whose caller decides what its names mean."""
        if (
            change.verb is Verb.ESCALATE
            and "security definer" in change.protection.lower()
            and not rights(context).after_exactly("search path", short(change.on), change)
        ):
            message = (
                f"{change.on or 'a function'} runs with its owner's rights, "
                "and its caller chooses the search path"
            )
            remedy = Remedy(
                "search-path",
                change.span,
                note="names need their schema then",
                title="set its search_path",
            )
            yield from weighed(self, change, context, message, remedy=remedy)
