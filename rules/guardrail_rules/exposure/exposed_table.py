"""The rule `exposed-table`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain, same
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.privilege.policy_without_row_security import switched_on
from guardrail_rules.story import story

_BY_PATH = late(r"(?:^|/)supabase/(?:migrations|schemas)/")
_PATH = "supabase/migrations/20260101000000_notes.sql"


class ExposedTable(Rule):
    """A table is made in the schema that a data API exposes, without row level security (Supabase).

    ## Why it matters

    Everything in `public` is served by the API, and its key is in every browser: without row level
    security whoever has the address reads, changes and deletes every row of the table.

    ## Do this instead

    `ALTER TABLE … ENABLE ROW LEVEL SECURITY` in the same migration, with a policy for each thing
    that users may do; or make the table in a schema that isn't exposed.
    """

    name = "exposed-table"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.TABLE,)),)

    bad = (
        sql("CREATE TABLE notes (id bigint PRIMARY KEY, owner_id uuid)", path=_PATH),
        sql("CREATE TABLE public.notes (id bigint PRIMARY KEY, owner_id uuid)", path=_PATH),
    )
    good = (
        sql(
            "CREATE TABLE public.notes (id bigint PRIMARY KEY); "
            "ALTER TABLE notes ENABLE ROW LEVEL SECURITY",
            path=_PATH,
        ),
        sql("CREATE TABLE private.notes (id bigint PRIMARY KEY)", path=_PATH),
        sql("CREATE TABLE notes (id bigint PRIMARY KEY)"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A new table in `public` that stays open to the end of the Unit."""
        if change.kind is not ObjectKind.TABLE or change.verb is not Verb.CREATE:
            return
        schema, _, _ = plain(change.name).rpartition(".")
        if (
            schema not in ("", "public")
            or change.temporary
            or not _BY_PATH.search(change.span.path)
        ):
            return
        if switched_on(change.table, context) or _closed(change, context):
            return
        message = f"{change.name} is open to everybody through the API: row level security is off"
        yield from weighed(self, change, context, message)


def _closed(change: SchemaChange, context: Context) -> bool:
    """Whether the table goes, moves, or is closed to strangers later in the Unit."""
    for later in story(context).after(change, change.table):
        if isinstance(later, SchemaChange) and same(later.table, change.table):
            if later.kind is ObjectKind.TABLE and later.verb in (Verb.DROP, Verb.RENAME):
                return True
        elif (
            isinstance(later, PrivilegeChange)
            and later.verb is Verb.REVOKE
            and {"anon", "public"} & set(later.whom)
        ):
            return True
    return False
