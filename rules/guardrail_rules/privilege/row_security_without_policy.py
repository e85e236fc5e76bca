"""The rule `row-security-without-policy`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.names import same
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.story import story
from guardrail_rules.unit_rights import ROW_SECURITY, at_run_time, rights


class RowSecurityWithoutPolicy(Rule):
    """Row level security is switched on for a table that has no policy (PostgreSQL).

    ## Why it matters

    Without a policy nobody but the table's owner sees or changes any row: queries of running code
    come back empty, without an error.

    ## Do this instead

    Write the policies in the same migration, before or after: `CREATE POLICY … ON t FOR SELECT
    USING (…)`. Where a new table is for its owner alone, leave it as it is.
    """

    name = "row-security-without-policy"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (PrivilegeChange,)

    bad = (
        sql("ALTER TABLE notes ENABLE ROW LEVEL SECURITY"),
        sql(
            "ALTER TABLE notes ENABLE ROW LEVEL SECURITY",
            given="CREATE TABLE notes (id bigint PRIMARY KEY)",
        ),
    )
    good = (
        sql(
            "ALTER TABLE notes ENABLE ROW LEVEL SECURITY; "
            "CREATE POLICY own ON public.notes USING (owner_id = auth.uid())"
        ),
        sql("ALTER TABLE notes FORCE ROW LEVEL SECURITY"),
        sql(
            "ALTER TABLE notes DISABLE ROW LEVEL SECURITY; UPDATE notes SET a = 1 WHERE id = 3; "
            "ALTER TABLE notes ENABLE ROW LEVEL SECURITY"
        ),
    )

    def judge(self, change: PrivilegeChange, context: Context) -> Iterator[Finding]:
        """Row level security without a policy, as far as is known."""
        if change.verb is not Verb.ENABLE or change.protection != "row level security":
            return
        if at_run_time(change.on) or _has_policy(change, context):
            return
        if change.dialect == "oracle":
            return  # there it is a policy that is switched on
        known = context.table(change.on, change)
        if known is not None and known.policies:
            return
        new = _made_before(change, context)
        sure = new or (known is not None and context.history_known(change))
        message = f"{change.on} has no policy: nobody but its owner sees a row of it any more"
        yield from weighed(
            self,
            change,
            context,
            message,
            level=Level.INFO if new else self.level,
            confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
        )


def _made_before(change: PrivilegeChange, context: Context) -> bool:
    """Whether the table was made earlier in the Unit, also by IF NOT EXISTS."""
    return context.created_here(change.on, change) or any(
        isinstance(earlier, SchemaChange)
        and earlier.kind is ObjectKind.TABLE
        and earlier.verb is Verb.CREATE
        and same(earlier.table, change.on)
        for earlier in story(context).before(change, change.on)
    )


def _has_policy(change: PrivilegeChange, context: Context) -> bool:
    """Whether the Unit speaks of a policy of the table, or only switches security on again."""
    known = rights(context)
    again = known.ever(f"disabled {ROW_SECURITY}", change.on)
    return again or known.ever("policy", change.on)
