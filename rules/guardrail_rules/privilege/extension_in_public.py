"""The rule `extension-in-public`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed


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

    bad = (
        sql("CREATE EXTENSION pg_trgm WITH SCHEMA public"),
        sql("CREATE EXTENSION IF NOT EXISTS citext SCHEMA public"),
    )
    good = (
        sql("CREATE EXTENSION pg_trgm WITH SCHEMA extensions"),
        sql("CREATE EXTENSION pg_trgm"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """An extension that is put into `public` by name."""
        if change.kind is not ObjectKind.EXTENSION or change.verb is not Verb.CREATE:
            return
        if "schema public" in change.options:
            yield from weighed(self, change, context, f"{change.name} is put into public")
