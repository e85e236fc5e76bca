"""The rule `changing-check`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind
from guardrail_rules.circumstances import weighed

CHANGING = late(
    r"\b(?:(?P<call>now|random|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday"
    r"|getdate|getutcdate|sysdatetime|gen_random_uuid|uuid_generate_v4|newid|rand|uuid"
    r"|current_setting|nextval)\s*\(|(?P<word>current_timestamp|current_date|current_time"
    r"|localtime|localtimestamp|sysdate|systimestamp|current_user|session_user)\b)",
    re.IGNORECASE,
)
"""What gives another value later, or to somebody else."""


class ChangingCheck(Rule):
    """A CHECK depends on the time, on chance or on who asks.

    ## Why it matters

    It is asked when a row is written and never again: rows that were right become wrong without a
    word, and then restoring a dump, or touching the row, fails. MySQL and Oracle refuse it.

    ## Do this instead

    Check what doesn't change (`CHECK (ends_at > starts_at)`); what depends on the moment of writing
    belongs into a trigger or the application.
    """

    name = "changing-check"
    category = Category.CORRECTNESS
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE,)),)

    bad = (
        sql("CREATE TABLE offers (id bigint PRIMARY KEY, ends date CHECK (ends > now()))"),
        sql("ALTER TABLE offers ADD CONSTRAINT c CHECK (ends > CURRENT_DATE) NOT VALID"),
    )
    good = (
        sql("CREATE TABLE offers (id bigint PRIMARY KEY, a date, b date, CHECK (b > a))"),
        sql("CREATE TABLE offers (id bigint PRIMARY KEY, at timestamptz DEFAULT now())"),
        sql("ALTER TABLE offers ADD CONSTRAINT c CHECK (kind <> 'now()') NOT VALID"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A check whose answer isn't the same tomorrow."""
        if change.verb is not Verb.CREATE:
            return
        checks = []
        if change.constraint is ConstraintKind.CHECK:
            checks.append((change.name, change.expression))
        if change.shape is not None:
            checks += [
                (constraint.name, constraint.expression)
                for constraint in change.shape.constraints
                if constraint.kind is ConstraintKind.CHECK
            ]
        for name, expression in checks:
            found = CHANGING.search(_LITERAL.sub("''", expression))
            if found is not None:
                what = found.group("call") or found.group("word")
                called = f"the check {name}" if name else "a check"
                message = f"{called} of {change.table} depends on {what.lower()}"
                yield from weighed(self, change, context, f"{message}, which changes")
                return


_LITERAL = late(r"'(?:[^']|'')*'")
