"""The rule `split-alters`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.cost import Work
from guardrail.effects import Aspect, Effect, ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level, Related
from guardrail.names import plain
from guardrail.rule import Rule
from guardrail.unit import Unit
from guardrail_rules.circumstances import named
from guardrail_rules.locks import MYSQL, POSTGRES, dialect_of, locking, stated_by_framework
from guardrail_rules.transactions import block_of

JOINABLE = (ObjectKind.COLUMN, ObjectKind.CONSTRAINT)
LONG = (Work.SCAN, Work.REWRITE)


class SplitAlters(Rule):
    """Several ALTER TABLE statements read or rewrite one table where one would do.

    ## Why it matters

    Each `ALTER TABLE` waits for its lock and goes through the whole table by itself: two changes of
    type rewrite the table twice. As actions of one statement they share the lock and the pass.

    ## Do this instead

    Join them: `ALTER TABLE t ALTER COLUMN a TYPE bigint, ALTER COLUMN b TYPE bigint`.
    """

    name = "split-alters"
    category = Category.LOCKING
    level = Level.INFO
    judges = (Unit,)

    bad = (
        sql("ALTER TABLE users ALTER a TYPE bigint; ALTER TABLE users ALTER b TYPE bigint"),
        sql("ALTER TABLE users ALTER a SET NOT NULL; ALTER TABLE users ALTER b SET NOT NULL"),
    )
    good = (
        sql("ALTER TABLE users ALTER a TYPE bigint, ALTER b TYPE bigint"),
        sql("ALTER TABLE users ADD a int; ALTER TABLE users ADD b int"),
        sql("ALTER TABLE users ALTER a TYPE bigint; ALTER TABLE pets ALTER b TYPE bigint"),
        sql(
            "ALTER TABLE users ADD CONSTRAINT c CHECK (a > 0) NOT VALID; "
            "ALTER TABLE users VALIDATE CONSTRAINT c"
        ),
        sql(
            "ALTER TABLE baskets ALTER a TYPE bigint; ALTER TABLE baskets ALTER b TYPE bigint",
            given="CREATE TABLE baskets (a int, b int)",
        ),
    )

    def judge_unit(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """The second statement that goes through a table of the same transaction."""
        first: dict[tuple[str, int], Effect] = {}
        told: set[tuple[str, int]] = set()
        for effect in unit.effects:
            if not isinstance(effect, SchemaChange) or not _joinable(effect, context):
                continue
            key = (plain(effect.table), id(block_of(effect, context)))
            earlier = first.setdefault(key, effect)
            if earlier is effect or effect.continues or key in told:
                continue
            told.add(key)
            message = f"{named(effect.table)} is gone through once more: this and the change "
            message += "before it could be one ALTER TABLE"
            yield from locking(
                self,
                effect,
                context,
                message,
                table=effect.table,
                level=Level.INFO,
                related=(Related("the change before it", earlier.span),),
                everywhere=True,
            )


def _joinable(change: SchemaChange, context: Context) -> bool:
    """Whether the change goes through the table, and could stand with others of its kind."""
    if change.kind not in JOINABLE or stated_by_framework(change) or change.hidden_in:
        return False
    if change.aspect is Aspect.VALIDATION or change.verb not in (Verb.CREATE, Verb.ALTER):
        return False
    if dialect_of(change, context) not in ("", *POSTGRES, *MYSQL):
        return False
    return context.cost(change).work in LONG
