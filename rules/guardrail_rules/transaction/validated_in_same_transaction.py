"""The rule `validated-in-same-transaction`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Confidence, Finding, Level, Related
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import named, weighed
from guardrail_rules.locks import in_postgres, stated_by_framework, untouched
from guardrail_rules.story import story
from guardrail_rules.transactions import Held, block_of


class ValidatedInSameTransaction(Rule):
    """A constraint is added NOT VALID and validated in one transaction (PostgreSQL).

    ## Why it matters

    The lock that adding it takes is held until the transaction ends, so it lasts while every row
    is checked: nothing is won over adding it plainly.

    ## Do this instead

    Commit after `NOT VALID`, and `VALIDATE CONSTRAINT` in a transaction, or a migration, of its
    own.
    """

    name = "validated-in-same-transaction"
    category = Category.TRANSACTION
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, kinds=(ObjectKind.CONSTRAINT,)),)

    bad = (
        sql(
            "BEGIN; ALTER TABLE users ADD CONSTRAINT grown_up CHECK (age > 17) NOT VALID; "
            "ALTER TABLE users VALIDATE CONSTRAINT grown_up; COMMIT"
        ),
        sql(
            "ALTER TABLE users ADD CONSTRAINT u_team FOREIGN KEY (team_id) REFERENCES teams (id) "
            "NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT u_team"
        ),
    )
    good = (
        sql(
            "BEGIN; ALTER TABLE users ADD CONSTRAINT grown_up CHECK (age > 17) NOT VALID; COMMIT; "
            "ALTER TABLE users VALIDATE CONSTRAINT grown_up"
        ),
        sql("ALTER TABLE users ADD CONSTRAINT grown_up CHECK (age > 17) NOT VALID"),
        sql("ALTER TABLE users VALIDATE CONSTRAINT grown_up"),
        sql(
            "ALTER TABLE users ADD CONSTRAINT grown_up CHECK (age > 17) NOT VALID; "
            "ALTER TABLE users VALIDATE CONSTRAINT older",
        ),
        sql(
            "BEGIN; ALTER TABLE baskets ADD CONSTRAINT some CHECK (n > 0) NOT VALID; "
            "ALTER TABLE baskets VALIDATE CONSTRAINT some; COMMIT",
            given="CREATE TABLE baskets (n int)",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A validation of what the same transaction added."""
        if change.aspect is not Aspect.VALIDATION or change.kind is not ObjectKind.CONSTRAINT:
            return
        if not in_postgres(change, context) or untouched(change.table, change, context):
            return
        block = block_of(change, context)
        if block.held is Held.NONE or (stated_by_framework(change) and not block.shared):
            return
        for earlier in story(context).before(change, change.name):
            if (
                isinstance(earlier, SchemaChange)
                and earlier.verb is Verb.CREATE
                and earlier.kind is ObjectKind.CONSTRAINT
                and earlier.not_valid
                and same(earlier.name, change.name)
                and same(earlier.table, change.table)
                and block_of(earlier, context) is block
            ):
                message = f"{named(change.table)} stays locked from adding {change.name} until "
                message += "every row is checked: both share a transaction"
                yield from weighed(
                    self,
                    change,
                    context,
                    message if block.shared else f"{message}, where the tool opens one",
                    confidence=Confidence.HIGH if block.shared else Confidence.MEDIUM,
                    related=(Related("added here, not valid", earlier.span),),
                )
                return
