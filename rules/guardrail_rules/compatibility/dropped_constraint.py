"""The rule `dropped-constraint`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind
from guardrail_rules.circumstances import article, called, fresh, named, weighed
from guardrail_rules.story import story


class DroppedConstraint(Rule):
    """A constraint is dropped: the database no longer keeps a promise about its rows.

    ## Why it matters

    Rows that break the rule get in from now on, and the constraint can't be put back until every
    one of them has been found and mended. A UNIQUE or PRIMARY KEY takes its index along.

    ## Do this instead

    Where the rule changes, add the new constraint in the same change as the old one goes. Where it
    ends, say in the migration what keeps the rows right from now on.
    """

    name = "dropped-constraint"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, verbs=(Verb.DROP,), kinds=(ObjectKind.CONSTRAINT,)),
        Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.TYPE,)),
    )

    bad = (
        sql("ALTER TABLE orders DROP CONSTRAINT orders_user_fk"),
        sql("ALTER TABLE orders DROP FOREIGN KEY orders_user_fk", dialect="mysql"),
        django('migrations.RemoveConstraint("order", "positive"),'),
        alembic('op.drop_constraint("orders_user_fk", "orders", type_="foreignkey")'),
    )
    good = (
        sql(
            """\
            ALTER TABLE orders DROP CONSTRAINT positive;
            ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;
            """
        ),
        sql(
            """\
            ALTER TABLE slots DROP CONSTRAINT slots_kind_key;
            CREATE UNIQUE INDEX CONCURRENTLY slots_kind ON slots (tenant_id, kind);
            """
        ),
        sql(
            "ALTER TABLE baskets DROP CONSTRAINT positive",
            given="CREATE TABLE baskets (total int CONSTRAINT positive CHECK (total > 0))",
        ),
        sql(
            """\
            ALTER TABLE users VALIDATE CONSTRAINT email_given;
            ALTER TABLE users ALTER COLUMN email SET NOT NULL;
            ALTER TABLE users DROP CONSTRAINT email_given;
            """
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A constraint with no successor in the same Unit."""
        of_type = change.kind is ObjectKind.TYPE and change.verb is Verb.ALTER
        if of_type and any(option.startswith("drop constraint") for option in change.options):
            what = f"a constraint of {called('type', change.name)} is dropped"
            yield from weighed(self, change, context, what, level=Level.INFO)
        if change.verb is not Verb.DROP or change.kind is not ObjectKind.CONSTRAINT:
            return
        if fresh(change.table, change, context) or _settled(change, context):
            return
        kind = change.constraint or "constraint"
        kind = kind if "constraint" in kind or "key" in kind else f"{kind} constraint"
        message = f"{_called(kind, change.name)} of {named(change.table)} is dropped"
        yield from weighed(self, change, context, message)


def _called(kind: str, name: str) -> str:
    """Its name where it has one: `DROP PRIMARY KEY` needs none."""
    return called(kind, name) if name else article(kind)


def _settled(change: SchemaChange, context: Context) -> bool:
    """Whether something else in the Unit stands in for it, or takes its table or column away."""
    told = story(context)
    later = (effect for effect in told.after(change, change.table))
    earlier = (effect for effect in told.before(change, change.table))
    return any(
        _stands_in(effect, change) or _takes_away(effect, change) for effect in later
    ) or any(_stands_in(effect, change) for effect in earlier)


def _stands_in(effect: object, change: SchemaChange) -> bool:
    if not isinstance(effect, SchemaChange):
        return False
    if not same(effect.table, change.table) and (effect.table or change.table):
        return False
    if effect.nullable is False and change.constraint in (
        ConstraintKind.NONE,
        ConstraintKind.CHECK,
    ):
        return True
    if effect.verb is Verb.CREATE and effect.kind is ObjectKind.INDEX and effect.unique:
        return change.constraint in (ConstraintKind.NONE, ConstraintKind.UNIQUE)
    made = effect.verb is Verb.CREATE and effect.kind is ObjectKind.CONSTRAINT
    # Where both tables are only known at run time, a new constraint stands in for the old one.
    unknown = ConstraintKind.NONE in (effect.constraint, change.constraint)
    return made and (unknown or effect.constraint is change.constraint)


def _takes_away(effect: object, change: SchemaChange) -> bool:
    return (
        isinstance(effect, SchemaChange)
        and effect.verb is Verb.DROP
        and effect.kind in (ObjectKind.TABLE, ObjectKind.COLUMN)
        and same(effect.table, change.table)
    )
