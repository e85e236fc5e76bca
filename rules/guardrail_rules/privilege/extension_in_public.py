"""The rule `extension-in-public`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, SessionChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import weighed

OWN_SCHEMA = frozenset(
    {"plpgsql", "pg_cron", "pgmq", "pgsodium", "timescaledb", "pglogical", "pg_net", "plpython3u"}
    | {"pgaudit", "pg_partman", "supabase_vault", "pg_graphql", "citus", "google_vacuum_mgmt"}
)
"""Extensions that make a schema of their own, or nothing that a schema holds."""


class ExtensionInPublic(Rule):
    """An extension puts its functions into the schema that everybody uses (PostgreSQL).

    ## Why it matters

    What a data API exposes, it exposes with them; their names get in the way of the application's,
    and whoever may create in that schema can put another function in front of one of them.

    ## Do this instead

    `CREATE SCHEMA extensions; CREATE EXTENSION … WITH SCHEMA extensions`, and put that schema on
    the search path.
    """

    name = "extension-in-public"
    category = Category.PRIVILEGE
    level = Level.INFO
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.EXTENSION,)),)

    bad = (
        sql("CREATE EXTENSION pg_trgm WITH SCHEMA public"),
        sql("CREATE EXTENSION IF NOT EXISTS citext SCHEMA public"),
        sql("CREATE EXTENSION pg_trgm"),
    )
    good = (
        sql("CREATE EXTENSION pg_trgm WITH SCHEMA extensions"),
        sql("CREATE EXTENSION plpgsql"),
        sql("SET search_path = extensions; CREATE EXTENSION pg_trgm"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """An extension that is put into `public`, by name or because nothing names a schema."""
        if change.kind is not ObjectKind.EXTENSION or change.verb is not Verb.CREATE:
            return
        if "schema public" in change.options:
            yield from weighed(self, change, context, f"{change.name} is put into public")
        elif change.name.lower() not in OWN_SCHEMA and not _placed(change, context):
            message = f"{change.name} goes into the first schema of the search path, mostly public"
            yield from weighed(self, change, context, message)


def _placed(change: SchemaChange, context: Context) -> bool:
    """Whether the statement names another schema, or a search path before it decides."""
    if any(option.startswith("schema ") for option in change.options):
        return True
    return any(
        isinstance(effect, SessionChange) and effect.name == "search_path"
        for effect in context.before(change)
    )
