"""The rule `validating-domain`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind, TableShape
from guardrail_rules.circumstances import named
from guardrail_rules.locks import in_postgres, locking
from guardrail_rules.story import created_before


class ValidatingDomain(Rule):
    """A domain gets a rule that every table with a column of it is checked against (PostgreSQL).

    ## Why it matters

    `ALTER DOMAIN … ADD CONSTRAINT`, `SET NOT NULL` and `VALIDATE CONSTRAINT` read every row of
    every table that has a column of the domain, while writes to those tables wait.

    ## Do this instead

    Add the constraint `NOT VALID`, and validate it in a later transaction at a quiet time; or put a
    CHECK on the table that needs it, `NOT VALID` first.
    """

    name = "validating-domain"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.TYPE,)),)

    bad = (
        sql("ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0)"),
        sql("ALTER DOMAIN price SET NOT NULL"),
        sql(
            "ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0)",
            history="CREATE DOMAIN price AS numeric; CREATE TABLE goods (id int, cost price[]);",
        ),
        sql(
            "ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0)",
            history="COMMENT ON DATABASE shop IS 'its tables are made elsewhere';",
        ),
    )
    good = (
        sql("ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID"),
        sql("ALTER DOMAIN price DROP CONSTRAINT positive"),
        sql("ALTER DOMAIN price DROP NOT NULL"),
        sql(
            "ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0)",
            given="CREATE DOMAIN price AS numeric",
        ),
        sql("ALTER TYPE mood ADD VALUE 'calm'"),
        sql(
            "ALTER DOMAIN price ADD CONSTRAINT positive CHECK (VALUE > 0)",
            history="CREATE DOMAIN price AS numeric; CREATE TABLE goods (id int, cost numeric);",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A constraint of a domain that was there before, checked at once."""
        if change.kind is not ObjectKind.TYPE or change.verb is not Verb.ALTER:
            return
        if not in_postgres(change, context) or change.not_valid:
            return
        words = " ".join(change.options).lower()
        added = change.constraint is not ConstraintKind.NONE
        validated = change.aspect is Aspect.VALIDATION or words.startswith("validate")
        if not (added or validated or words.startswith("set not null")):
            return
        if created_before(change, context):
            return
        tables = list(context.tables(change))
        users = [table.name for table in tables if _uses(table, change.name)]
        if not users and tables and context.history_known(change):
            return
        message = f"writes to every table with a column of {named(change.name, 'a domain')} wait "
        message += "while its rows are checked"
        if users:
            more = " …" if len(users) > MOST_SHOWN else ""
            message += f": {', '.join(sorted(users)[:MOST_SHOWN])}{more}"
        level = Level.INFO if validated else Level.WARNING
        yield from locking(self, change, context, message, table="", level=level)


MOST_SHOWN = 5

_ARRAY = late(r"\s*\[\d*\]")


def _uses(table: TableShape, domain: str) -> bool:
    return any(each.type and same(_ARRAY.sub("", each.type), domain) for each in table.columns)
