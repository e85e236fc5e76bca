"""The rule `split-alters`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.cost import Work
from guardrail.effects import Aspect, Effect, ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level, Related
from guardrail.names import plain
from guardrail.rule import Only, Rule
from guardrail.unit import Unit
from guardrail_rules.circumstances import named
from guardrail_rules.locks import MYSQL, POSTGRES, dialect_of, locking, stated_by_framework
from guardrail_rules.transactions import block_of

JOINABLE = (ObjectKind.COLUMN, ObjectKind.CONSTRAINT)
LONG = (Work.SCAN, Work.REWRITE)
MOST = 40
"""How many changes before one are looked at."""


class SplitAlters(Rule):
    """Several ALTER TABLE statements change one table where one would do.

    ## Why it matters

    Each `ALTER TABLE` waits for its lock by itself, and goes through the whole table by itself: two
    changes of type rewrite the table twice. As actions of one statement they share the lock and
    the pass.

    ## Do this instead

    Join them: `ALTER TABLE t ALTER COLUMN a TYPE bigint, ALTER COLUMN b TYPE bigint`.
    """

    name = "split-alters"
    category = Category.LOCKING
    level = Level.INFO
    judges = (Unit,)
    only = (Only(SchemaChange, kinds=JOINABLE),)

    bad = (
        sql("ALTER TABLE users ALTER a TYPE bigint; ALTER TABLE users ALTER b TYPE bigint"),
        sql("ALTER TABLE users ALTER a SET NOT NULL; ALTER TABLE users ALTER b SET NOT NULL"),
        sql("ALTER TABLE users ADD a int; ALTER TABLE users ADD b int"),
    )
    good = (
        sql("ALTER TABLE users ALTER a TYPE bigint, ALTER b TYPE bigint"),
        sql("ALTER TABLE users ADD a int, ADD b int"),
        sql("ALTER TABLE users ADD a int; UPDATE pets SET b = 1; ALTER TABLE users ADD c int"),
        sql(
            "ALTER TABLE users ADD a uuid; ALTER TABLE users ALTER a SET DEFAULT gen_random_uuid()"
        ),
        sql("ALTER TABLE users RENAME a TO b; ALTER TABLE users RENAME c TO d"),
        sql(
            "BEGIN; ALTER TABLE users ADD a int; COMMIT; BEGIN; ALTER TABLE users ADD b int; COMMIT"
        ),
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
        """The second statement that changes a table of the same transaction."""
        before: dict[tuple[str, int], list[SchemaChange]] = {}
        told: set[tuple[str, int]] = set()
        latest: Effect | None = None
        for effect in unit.effects:
            previous, latest = latest, effect
            if not isinstance(effect, SchemaChange) or not _joinable(effect, context):
                continue
            key = (plain(effect.table), id(block_of(effect, context)))
            earlier = before.setdefault(key, [])
            if earlier and not effect.continues and key not in told:
                next_to_it = previous is earlier[-1] and not _builds_on(effect, earlier)
                if next_to_it or (_passes(effect, context) and _passes(earlier[0], context)):
                    told.add(key)
                    yield from self._told(effect, earlier[0], context)
            earlier.append(effect)

    def _told(
        self, change: SchemaChange, earlier: SchemaChange, context: Context
    ) -> Iterator[Finding]:
        what = "gone through" if _passes(change, context) else "locked"
        message = f"{named(change.table)} is {what} once more: this and the change before it "
        message += "could be one ALTER TABLE"
        yield from locking(
            self,
            change,
            context,
            message,
            table=change.table,
            level=Level.INFO,
            related=(Related("the change before it", earlier.span),),
            everywhere=True,
        )


def _joinable(change: SchemaChange, context: Context) -> bool:
    """Whether the change could stand with others in one ALTER TABLE."""
    if change.kind not in JOINABLE or stated_by_framework(change) or change.hidden_in:
        return False
    if change.aspect is Aspect.VALIDATION or change.verb is Verb.RENAME:
        return False
    return dialect_of(change, context) in ("", *POSTGRES, *MYSQL)


def _passes(change: SchemaChange, context: Context) -> bool:
    """Whether the change goes through every row."""
    return context.cost(change).work in LONG


def _builds_on(change: SchemaChange, earlier: list[SchemaChange]) -> bool:
    """Whether the change needs what came before it to be done, or left out on purpose."""
    names = {plain(change.name), *map(plain, change.columns)} - {""}
    return any(plain(each.name) in names for each in earlier[-MOST:])
