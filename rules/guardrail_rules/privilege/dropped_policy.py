"""The rule `dropped-policy`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named, weighed
from guardrail_rules.story import created_before, table_goes
from guardrail_rules.unit_rights import rights


class DroppedPolicy(Rule):
    """A row policy is dropped, or is for other roles from now on.

    ## Why it matters

    A permissive policy that goes takes its rows out of sight of whom it let in: their queries come
    back empty. A restrictive one that goes opens rows that were kept apart.

    ## Do this instead

    Make the policy that replaces it in the same transaction, so that there is no moment without;
    say in the migration whom the change is for.
    """

    name = "dropped-policy"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER, Verb.DROP), kinds=(ObjectKind.POLICY,)),)

    bad = (
        sql("DROP POLICY tenant ON accounts"),
        sql("DROP POLICY IF EXISTS tenant ON accounts"),
        sql("ALTER POLICY tenant ON accounts TO app, reporting"),
        sql("ALTER POLICY tenant ON accounts USING (tenant_id = 3)"),
    )
    good = (
        sql(
            "DROP POLICY IF EXISTS tenant ON accounts; "
            "CREATE POLICY tenant ON accounts USING (tenant_id = 3)"
        ),
        sql("DROP POLICY tenant ON accounts; DROP TABLE accounts"),
        sql("ALTER POLICY tenant ON accounts RENAME TO tenants"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A policy that goes with nothing in its place, or that changes."""
        if change.kind is not ObjectKind.POLICY:
            return
        policy = f"the policy {named(change.name, 'a policy')} of {named(change.table)}"
        if change.verb is Verb.ALTER:
            receivers = [o.removeprefix("to ") for o in change.options if o.startswith("to ")]
            if receivers:
                message = f"{policy} is for {', '.join(receivers)} alone from now on"
                yield from weighed(self, change, context, message)
            elif change.options:
                message = f"{policy} chooses other rows from now on"
                yield from weighed(self, change, context, message, level=Level.INFO)
        elif change.verb is Verb.DROP and not rights(context).ever("new policy", change.table):
            if created_before(change, context) or table_goes(change, context) is not None:
                return
            yield from weighed(self, change, context, f"{policy} goes, with none in its place")
