"""The rule `enum-value-used-early`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Effect, ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Confidence, Direction, Finding, Level, Related
from guardrail.names import same, short
from guardrail.rule import Only, Rule
from guardrail.unit import Unit
from guardrail_rules.circumstances import weigh
from guardrail_rules.locks import in_postgres
from guardrail_rules.story import created_before
from guardrail_rules.transactions import Block, Held, blocks


class EnumValueUsedEarly(Rule):
    """A value is added to an enum and used in the same transaction (PostgreSQL).

    ## Why it matters

    PostgreSQL refuses to use a new value of an enum before the transaction that added it is
    committed: the migration fails with "unsafe use of new value".

    ## Do this instead

    Put `ALTER TYPE … ADD VALUE` in a migration of its own, before the one that uses the value.

    An enum that is made in the same transaction has no such limit.
    """

    name = "enum-value-used-early"
    category = Category.TRANSACTION
    level = Level.WARNING
    judges = (Unit,)
    only = (Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.TYPE,)),)

    bad = (
        sql(
            "BEGIN; ALTER TYPE mood ADD VALUE 'calm'; UPDATE users SET mood = 'calm' WHERE id = 7; "
            "COMMIT"
        ),
        sql(
            "ALTER TYPE mood ADD VALUE 'calm'; "
            "ALTER TABLE users ALTER COLUMN feels SET DEFAULT 'calm'"
        ),
        sql(
            "ALTER TYPE mood ADD VALUE 'calm'; INSERT INTO users (id, feels) VALUES (7, 'calm')",
            history="CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE users (id int, feels mood);",
        ),
    )
    good = (
        sql("BEGIN; ALTER TYPE mood ADD VALUE 'calm'; COMMIT; UPDATE users SET mood = 'calm'"),
        sql("ALTER TYPE mood ADD VALUE 'calm'"),
        sql("ALTER TYPE mood ADD VALUE 'calm'; UPDATE users SET age = 7 WHERE id = 7"),
        sql("ALTER TYPE mood ADD VALUE 'calm'; ALTER TABLE users ALTER feels SET DEFAULT 'ok'"),
        sql(
            "BEGIN; CREATE TYPE mood AS ENUM ('ok'); ALTER TYPE mood ADD VALUE 'calm'; "
            "CREATE TABLE users (id int, mood mood DEFAULT 'calm'); COMMIT"
        ),
    )

    def judge_unit(self, unit: Unit, context: Context) -> Iterator[Finding]:
        """The first use of each new value in its transaction."""
        if unit.direction is Direction.DOWN:
            return
        for block in blocks(context).blocks:
            if block.held is not Held.NONE:
                yield from self._in(block, context)

    def _in(self, block: Block, context: Context) -> Iterator[Finding]:
        added: list[SchemaChange] = []
        for effect in block.effects:
            if isinstance(effect, SchemaChange) and "add value" in effect.options:
                if in_postgres(effect, context) and not created_before(effect, context):
                    added.append(effect)
                continue
            found = next((each for each in added if _uses(effect, each, context)), None)
            if found is None:
                continue
            loudness = weigh(self.level, effect, context)
            if loudness is not Level.OFF:
                message = f"the value '{found.new_name}' of {found.name} can't be used before the "
                message += "transaction that adds it is committed"
                surely = block.shared and _named_in(effect, found.new_name)
                yield self.finding(
                    effect,
                    message if block.shared else f"{message}, where the tool opens one",
                    level=loudness,
                    confidence=Confidence.HIGH if surely else Confidence.MEDIUM,
                    related=(Related("added here", found.span),),
                )
            return


def _uses(effect: Effect, added: SchemaChange, context: Context) -> bool:
    """Whether the effect uses the new value, or writes a column of its type."""
    if _named_in(effect, added.new_name):
        return True
    if not isinstance(effect, DataChange) or effect.verb not in (Verb.INSERT, Verb.UPDATE):
        return False
    return any(_of_type(effect, column, added.name, context) for column in effect.sets)


def _of_type(effect: DataChange, column: str, enum: str, context: Context) -> bool:
    """Whether the column is of that enum, by what is known or by its name."""
    known = context.column_type(effect.target, column, effect)
    if known:
        return same(known, enum)
    ending = short(enum)
    return ending == short(column) or ending.endswith(f"_{short(column)}")


def _named_in(effect: Effect, value: str) -> bool:
    """Whether the text that an effect keeps of its statement names the value."""
    if not value or not isinstance(effect, SchemaChange):
        return False
    texts = [effect.default_text, effect.expression, effect.where]
    if effect.kind is ObjectKind.TABLE and effect.shape is not None:
        texts += [column.default_text for column in effect.shape.columns]
        texts += [each.expression for each in effect.shape.constraints]
    return any(f"'{value}'" in text for text in texts)
