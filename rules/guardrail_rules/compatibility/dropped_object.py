"""The rule `dropped-object`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, weighed
from guardrail_rules.story import created_before, made_again

KINDS = (
    ObjectKind.FUNCTION,
    ObjectKind.TYPE,
    ObjectKind.SEQUENCE,
    ObjectKind.EXTENSION,
    ObjectKind.TRIGGER,
    ObjectKind.OTHER,
)

UNTOLD = ("statistics", "comment", "transform", "conversion")
"""Objects that nothing breaks without."""
HOLDING_FILES = ("stage", "volume")
"""Objects whose files go with them, where they are the database's own."""
TOLD_ELSEWHERE = ("replication slot", "publication", "subscription")


class DroppedObject(Rule):
    """A function, type, sequence, trigger, extension or the like is dropped.

    ## Why it matters

    No row is lost, but whatever calls the function, relied on the trigger or counts on the
    sequence stops working, and the database itself doesn't know of code that does. A function is
    told more loudly: code calls it by name. One that goes with its trigger isn't.

    ## Do this instead

    Look for what uses it, in the database (`pg_depend`) and in every repository that talks to it,
    and drop it in a release after the one that stopped using it.
    """

    name = "dropped-object"
    category = Category.COMPATIBILITY
    level = Level.INFO
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.DROP,), kinds=KINDS),)

    bad = (
        sql("DROP FUNCTION touch_updated()"),
        sql("DROP TYPE order_state"),
        sql("DROP SEQUENCE order_numbers"),
        sql("DROP TRIGGER keep_history ON orders"),
        sql("DROP STAGE raw_files", dialect="snowflake"),
        sql("DROP TYPE order_state; CREATE TYPE order_state AS ENUM ('new', 'paid')"),
        alembic("op.execute('DROP TYPE order_state')"),
    )
    good = (
        sql("DROP TYPE step", given="CREATE TYPE step AS ENUM ('one')"),
        sql(
            """\
            DROP TRIGGER IF EXISTS touch ON orders;
            CREATE TRIGGER touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touched();
            """
        ),
        sql("ALTER TYPE order_state ADD VALUE 'lost'"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """An object that isn't made again in the same Unit."""
        if change.verb is not Verb.DROP or change.kind not in KINDS or change.cascade:
            return
        if created_before(change, context):
            return
        if made_again(change, context):
            if change.kind is ObjectKind.TYPE:
                message = f"{called(change.kind, change.name)} is made anew: values it lacks then "
                yield from weighed(self, change, context, message + "make the change fail")
        else:
            kind: str = change.kind
            if kind is ObjectKind.OTHER:
                if not change.options or change.options[0] in (*UNTOLD, *TOLD_ELSEWHERE):
                    return
                kind = change.options[0]
            message = f"{called(kind, change.name)} is dropped"
            loud = kind in HOLDING_FILES or _may_be_called(change, context)
            level = Level.WARNING if loud else Level.INFO
            yield from weighed(self, change, context, message, level=level)


def _may_be_called(change: SchemaChange, context: Context) -> bool:
    """Whether code may call it: a function that neither a trigger nor this Unit alone needed."""
    return change.kind is ObjectKind.FUNCTION and not any(
        isinstance(effect, SchemaChange)
        and (
            effect.kind is ObjectKind.TRIGGER
            or (effect.verb is Verb.CREATE and same(effect.name, change.name))
        )
        for effect in context.unit.effects
    )
