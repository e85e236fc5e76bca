"""The rule `policy-without-row-security`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.unit_rights import ROW_SECURITY, rights


class PolicyWithoutRowSecurity(Rule):
    """A policy is written for a table on which row level security is off (PostgreSQL).

    ## Why it matters

    Until it is switched on, the policy does nothing, and says nothing about that: everybody with a
    right on the table sees every row, while the schema looks protected.

    ## Do this instead

    `ALTER TABLE … ENABLE ROW LEVEL SECURITY` in the same migration, after the table is made.
    """

    name = "policy-without-row-security"
    category = Category.PRIVILEGE
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.POLICY,)),)

    bad = (
        sql(
            "CREATE POLICY own ON notes USING (owner_id = auth.uid())",
            given="CREATE TABLE notes (id bigint PRIMARY KEY, owner_id uuid)",
        ),
        alembic("""
            op.create_table("notes", sa.Column("id", sa.BigInteger, primary_key=True))
            op.execute("CREATE POLICY own ON notes USING (owner = current_user)")
            """),
    )
    good = (
        sql(
            "CREATE POLICY own ON notes USING (owner_id = auth.uid()); "
            "ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY",
            given="CREATE TABLE notes (id bigint PRIMARY KEY, owner_id uuid)",
        ),
        sql("CREATE POLICY own ON notes USING (owner_id = auth.uid())"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A policy on a table that is known to have row level security off."""
        if change.kind is not ObjectKind.POLICY or change.verb is not Verb.CREATE:
            return
        if change.dialect not in ("postgres", "") or switched_on(change.table, context):
            return
        known = context.table(change.table, change)
        off = known is not None and known.row_security is False
        never = known is not None and known.complete and context.history_known(change)
        if known is not None and known.row_security:
            return
        if off or never or context.created_here(change.table, change):
            off_for = f"row level security of {change.table} is off"
            message = f"the policy {change.name} does nothing: {off_for}"
            yield from weighed(self, change, context, message)


def switched_on(table: str, context: Context) -> bool:
    """Whether the Unit switches row level security on for the table, or for one it can't tell."""
    return rights(context).ever(f"enabled {ROW_SECURITY}", table)
