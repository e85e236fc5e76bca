"""The rule `view-past-row-security`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.unit_rights import ROW_SECURITY, rights

VIEWS = (ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)


class ViewPastRowSecurity(Rule):
    """A view shows rows past the row policies of its tables (PostgreSQL).

    ## Why it matters

    A view reads its tables with the rights of its owner, whom no policy stops: whoever may read the
    view sees the rows of every tenant. A view over `auth.users` in an exposed schema hands out the
    addresses of all users.

    ## Do this instead

    Since PostgreSQL 15: `CREATE VIEW … WITH (security_invoker = true)`, so that the policies of
    whoever asks hold. Before that, and for materialized views, keep the view in a schema that isn't
    exposed and revoke it from everybody.
    """

    name = "view-past-row-security"
    category = Category.PRIVILEGE
    level = Level.WARNING
    judges = (SchemaChange, PrivilegeChange)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,), kinds=VIEWS),
        Only(PrivilegeChange, verbs=(Verb.DISABLE,)),
    )

    bad = (
        sql(
            "CREATE VIEW all_notes AS SELECT * FROM notes",
            given="CREATE TABLE notes (id bigint PRIMARY KEY, owner_id uuid); "
            "ALTER TABLE notes ENABLE ROW LEVEL SECURITY; "
            "CREATE POLICY own ON notes USING (owner_id = auth.uid())",
        ),
        sql("CREATE VIEW public.people AS SELECT id, email FROM auth.users"),
        sql("ALTER VIEW all_notes SET (security_invoker = false)"),
        sql("CREATE VIEW all_notes WITH (security_invoker = off) AS SELECT * FROM notes"),
    )
    good = (
        sql(
            "CREATE VIEW all_notes WITH (security_invoker = true) AS SELECT * FROM notes",
            given="CREATE TABLE notes (id bigint PRIMARY KEY); "
            "ALTER TABLE notes ENABLE ROW LEVEL SECURITY; "
            "CREATE POLICY own ON notes USING (owner_id = auth.uid())",
        ),
        sql("CREATE VIEW all_notes AS SELECT * FROM notes"),
        sql("ALTER VIEW all_notes SET (security_invoker = true)"),
        sql("CREATE VIEW private.people AS SELECT id, email FROM auth.users"),
    )

    def judge(self, change: SchemaChange | PrivilegeChange, context: Context) -> Iterator[Finding]:
        """A view with its owner's rights over rows that policies keep apart."""
        if isinstance(change, PrivilegeChange):
            if change.verb is Verb.DISABLE and change.protection == "security invoker":
                message = f"{change.on} reads its tables as its owner, past their row policies"
                yield from weighed(self, change, context, message)
            return
        if change.kind not in VIEWS or change.dialect not in ("postgres", ""):
            return
        if change.verb is not Verb.CREATE or "security_invoker" in change.options:
            return
        if "no security_invoker" in change.options:
            message = f"{change.name} reads its tables as its owner, past their row policies"
            yield from weighed(self, change, context, message)
            return
        schema = plain(change.name).rpartition(".")[0]
        if schema not in ("", "public", "api"):
            return
        for table in change.reads:
            if plain(table) == "auth.users":
                message = f"{change.name} hands out auth.users to whoever may read it"
                yield from weighed(self, change, context, message, level=Level.ERROR)
                return
            if _is_kept_apart(table, change, context):
                message = f"{change.name} shows every row of {table}, past its row policies"
                yield from weighed(self, change, context, message)
                return


def _is_kept_apart(table: str, change: SchemaChange, context: Context) -> bool:
    """Whether row level security of the table is on, by the history or by this Unit."""
    known = context.table(table, change)
    if known is not None and known.row_security:
        return True
    return rights(context).before(f"enabled {ROW_SECURITY}", table, change)
