"""The rule `dropped-constraint`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain, same
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind, ConstraintShape
from guardrail_rules.circumstances import article, called, fresh, named, weighed
from guardrail_rules.story import story


class DroppedConstraint(Rule):
    """A constraint is dropped: the database no longer keeps a promise about its rows.

    ## Why it matters

    Rows that break the rule get in from now on, and the constraint can't be put back until every
    one of them has been found and mended. A UNIQUE or PRIMARY KEY takes its index along: look-ups
    by its columns read every row, and `ON CONFLICT` on them fails.

    That is a warning where nothing else leads to the columns. A foreign key or a CHECK breaks
    nothing that runs when it goes, and mostly goes because it is meant to (in samples of real
    projects five of six): it is told, as a UNIQUE is whose columns another index begins with.

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
        sql(
            "ALTER TABLE users DROP CONSTRAINT one_email",
            history="CREATE TABLE users (id int, email text CONSTRAINT one_email UNIQUE);",
        ),
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
            "ALTER TABLE users DROP CONSTRAINT users_email_key",
            given="ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email, tenant_id)",
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
        part = _known(change, context)
        kind = change.constraint or (part.kind if part else _by_name(change.name))
        keeps_index = kind in INDEXED and not _still_led_to(part, change, context)
        what = kind or "constraint"
        what = what if "constraint" in what or "key" in what else f"{what} constraint"
        message = f"{_called(what, change.name)} of {named(change.table)} is dropped"
        if keeps_index and part is not None:
            message += f", and the index of {', '.join(part.columns)} with it"
        level = Level.WARNING if keeps_index else Level.INFO
        yield from weighed(self, change, context, message, level=level)


INDEXED = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
_ENDINGS = {
    "pkey": ConstraintKind.PRIMARY_KEY,
    "key": ConstraintKind.UNIQUE,
    "uniq": ConstraintKind.UNIQUE,
    "unique": ConstraintKind.UNIQUE,
}
"""How the names of constraints that keep an index end, by habit and by PostgreSQL's own choice."""


def _by_name(name: str) -> ConstraintKind:
    word = plain(name).rpartition("_")[2]
    return _ENDINGS.get(word, ConstraintKind.NONE)


def _known(change: SchemaChange, context: Context) -> ConstraintShape | None:
    """The constraint as the history before knows it."""
    shape = context.table(change.table, change)
    for part in shape.constraints if shape else ():
        if change.name and part.name and same(part.name, change.name):
            return part
        unnamed = not change.name and part.kind is change.constraint
        if unnamed and set(map(plain, part.columns)) == set(map(plain, change.columns)):
            return part
    return None


def _still_led_to(part: ConstraintShape | None, change: SchemaChange, context: Context) -> bool:
    """Whether another index of the table begins with the constraint's columns.

    One with operators of its own (`varchar_pattern_ops`) answers other questions.
    """
    shape = context.table(change.table, change)
    if part is None or shape is None or not part.columns:
        return False
    wanted = [plain(column) for column in part.columns]
    indexes = [one for one in shape.indexes if not one.where and "_ops" not in one.definition]
    others = [one.columns for one in indexes]
    others += [o.columns for o in shape.constraints if o.kind in INDEXED and o is not part]
    return any([plain(column) for column in each[: len(wanted)]] == wanted for each in others)


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
