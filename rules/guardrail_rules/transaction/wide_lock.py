"""The rule `wide-lock`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import SchemaChange
from guardrail.example import sql
from guardrail.model import Category, Confidence, Finding, Level, Related
from guardrail.names import same
from guardrail.rule import Rule
from guardrail.unit import Unit
from guardrail_rules.circumstances import weigh
from guardrail_rules.locks import is_hot, untouched
from guardrail_rules.timeouts import LOCKING, STOPPING, ends_use, stops_others
from guardrail_rules.transactions import Held, blocks

SHOWN = 4
MOST = 40
"""How many tables are told apart."""


class WideLock(Rule):
    """Several tables in use are locked in one transaction (PostgreSQL).

    ## Why it matters

    The first table stays locked while the transaction waits for the next one, and all of them until
    it ends. What uses the tables in another order makes a deadlock of it, in which PostgreSQL ends
    one of the two.

    ## Do this instead

    Change one table in each transaction or migration; a foreign key locks both its tables, so add
    one at a time, `NOT VALID`.
    """

    name = "wide-lock"
    category = Category.TRANSACTION
    level = Level.INFO
    judges = (Unit,)
    only = LOCKING

    bad = (
        sql("BEGIN; ALTER TABLE users ADD COLUMN a int; ALTER TABLE pets ADD COLUMN b int; COMMIT"),
        sql("BEGIN; LOCK TABLE users; LOCK TABLE pets; COMMIT"),
    )
    good = (
        sql(
            "BEGIN; ALTER TABLE users ADD a int; COMMIT; BEGIN; ALTER TABLE pets ADD b int; COMMIT"
        ),
        sql("BEGIN; ALTER TABLE users ADD COLUMN a int; ALTER TABLE users ADD b int; COMMIT"),
        sql(
            "BEGIN; ALTER TABLE users ADD a int; ALTER TABLE pets ADD b int; COMMIT",
            given="CREATE TABLE pets (id int)",
        ),
        sql("ALTER TABLE users ADD a int; ALTER TABLE pets ADD b int", path="db/change.sql"),
        sql("BEGIN; ALTER TABLE pets RENAME TO animals; ALTER TABLE animals ADD n int; COMMIT"),
    )

    def judge_unit(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """The statement that locks a second table in a transaction."""
        for block in blocks(context).blocks:
            if block.held is Held.NONE or (block.held is Held.LIKELY and len(block.effects) < 2):
                continue
            held: list[str] = []
            renamed: list[str] = []
            second = None
            first = None
            for effect in block.effects:
                if len(held) >= MOST or not stops_others(effect, context):
                    continue
                if ends_use(effect) and not block.shared:
                    continue
                tables = {
                    lock.table
                    for lock in context.cost(effect).locks
                    if lock.table
                    and lock.waits in STOPPING
                    and not untouched(lock.table, effect, context)
                }
                known = [*held, *renamed]
                new = [t for t in sorted(tables) if not any(same(t, each) for each in known)]
                if held and new and second is None:
                    second = effect
                first = first or effect
                held += new
                if isinstance(effect, SchemaChange) and effect.new_name:
                    renamed.append(effect.new_name)
            if second is None or first is None:
                continue
            hot = any(is_hot(table, second, context) for table in held)
            loudness = weigh(Level.WARNING if hot else self.level, second, context)
            if loudness is Level.OFF:
                continue
            shown = ", ".join(held[:SHOWN]) + (" and more" if len(held) > SHOWN else "")
            message = f"{len(held)} tables stay locked together until the transaction ends: {shown}"
            yield self.finding(
                second,
                message if block.shared else f"{message}, where the tool opens one",
                level=loudness,
                confidence=Confidence.HIGH if block.shared else Confidence.MEDIUM,
                related=(Related("the first is locked here", first.span),),
            )
