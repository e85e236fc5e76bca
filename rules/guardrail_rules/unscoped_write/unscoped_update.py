"""The rule `unscoped-update`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, SchemaChange, Scope, Verb
from guardrail.example import alembic, python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain, same, short
from guardrail.nouns import nouns_of
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail_rules.backfills import (
    computed_in_place,
    from_other_columns,
    is_backfill,
    looked_up,
)
from guardrail_rules.circumstances import at_most, fresh, holder, in_migration, named, weighed
from guardrail_rules.story import story

_MARK = late(
    r"(?:is_?)?(?:default|primary|selected)|is_?(?:current|latest|newest|main|head)", re.IGNORECASE
)
"""Columns that say of one row that it is the one: another gets the mark next."""
_COUNTED = late(
    r"(?:\A|_)(?:counts?|counters?|cached?|recache|dirty(?:_bit)?)\Z|\A_*(?:cached|num|total)_",
    re.IGNORECASE,
)
"""Columns that hold what can be counted again, or note that it has to be."""
_ONE_ROW = late(
    r"(?:\A|_)(?:stats?|info|meta(?:data)?|singleton|version)\Z"
    r"|(?:\A|_)(?:server|site|system|global|instance|installation)_(?:settings?|config(?:uration)?|state)\Z",
    re.IGNORECASE,
)
"""Tables that by their name hold a row about all the others."""


class UnscopedUpdate(Rule):
    """Rows are overwritten with nothing to say which.

    ## Why it matters

    The old values of every row are gone, and nothing but a backup has them. On a large table the
    statement also holds a lock on every row until it commits.

    ## Do this instead

    Say which rows are meant: add a WHERE (in an ORM, a filter) that names them, and look at what a
    SELECT with the same condition returns first.

    A backfill belongs into batches over ranges of keys, each in its own transaction, with a
    condition such as `WHERE new_column IS NULL` so that it can be run again.
    """

    name = "unscoped-update"
    category = Category.UNSCOPED_WRITE
    level = Level.ERROR
    judges = (DataChange,)
    only = (Only(DataChange, verbs=(Verb.UPDATE,)),)

    bad = (
        sql("UPDATE users SET active = false"),
        sql("UPDATE users SET email = lower(email)", dialect="mysql"),
        sql(
            "INSERT INTO users (id, active) SELECT id, false FROM users "
            "ON CONFLICT (id) DO UPDATE SET active = excluded.active"
        ),
        python(
            """\
            from shop.models import User

            User.objects.update(active=False)
            """
        ),
        python("cursor.execute('UPDATE users SET active = false')"),
        alembic("op.execute(\"UPDATE users SET role = 'member'\")"),
        shell("mysql -e 'update users set active = 0'"),
    )
    good = (
        sql("UPDATE users SET active = false WHERE id = 7"),
        sql("UPDATE import_rows SET done = true", given="CREATE TEMP TABLE import_rows (id int)"),
        sql("SELECT * FROM users FOR UPDATE"),
        python(
            """\
            from shop.models import User

            User.objects.filter(pk=7).update(active=False)
            """
        ),
        python("cursor.execute('UPDATE users SET active = false WHERE id = %s', [7])"),
        python("settings.update(active=False)"),
        sql("UPDATE users SET mail = email", given="ALTER TABLE users ADD COLUMN mail text"),
        sql("BEGIN; UPDATE users SET active = false; ROLLBACK"),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """An update of every row of a table that was there before the Unit."""
        if change.verb is not Verb.UPDATE or change.scope is not Scope.NONE:
            return
        if fresh(change.target, change, context):
            return
        if not change.bounded and is_backfill(change, context):
            return
        nouns = nouns_of(change.dialect)
        level, message = Level.ERROR, f"every {nouns.one} of {holder(change)} is overwritten"
        if change.bounded:
            level = Level.WARNING
            message = f"some {nouns.many} of {holder(change)} are overwritten, whichever come first"
        elif change.kept:
            level = Level.INFO
            message = f"every row of {named(change.target)} is written again with its own values"
        elif from_other_columns(change) and (in_migration(context) or looked_up(change)):
            level = Level.WARNING
            message = f"every row of {named(change.target)} is written anew, from other columns"
        elif change.joined:
            level = Level.WARNING
            message = f"the rows of {named(change.target)} to overwrite are chosen by a join alone"
        elif _for_searches(change, context):
            level = Level.WARNING
            message += ", with what is made of other columns for searches"
        elif change.refilled:
            level = Level.WARNING
            message += ", and set again for those that a loop goes through"
        elif _of_one_alone(change):
            level = Level.WARNING
            message += ": none has the mark any more that one alone has"
        elif change.sets and all(map(_COUNTED.search, change.sets)):
            level = Level.WARNING
            message += ", with what can be counted again"
        elif context.unit.path.endswith(".py") and _ONE_ROW.search(short(change.target)):
            level = Level.WARNING
            message += ", if it has more than one"
        elif _set_again_for_some(change, context):
            level = Level.WARNING
            message += ", and for some of them once more"
        elif _made_required(change, context):
            level = Level.WARNING
            message += ", before the columns must have a value"
        elif computed_in_place(change) and (in_migration(context) or change.language == "python"):
            level = Level.WARNING
            message = f"every row of {named(change.target)} is written anew, in place"
        yield from weighed(self, change, context, message, level=at_most(level, change, context))


def _for_searches(change: DataChange, context: Context) -> bool:
    """Whether nothing but vectors for searches are set, which a trigger makes anew."""
    types = [context.column_type(change.target, name, change) for name in change.sets]
    return bool(types) and all(one.lower() == "tsvector" for one in types)


def _of_one_alone(change: DataChange) -> bool:
    """Whether nothing but a mark is set that only one row can have: `is_default`."""
    return len(change.sets) == 1 and _MARK.fullmatch(change.sets[0]) is not None


def _set_again_for_some(change: DataChange, context: Context) -> bool:
    """Whether the same columns are set for some rows right after: all are off, then a few on."""
    return bool(change.sets) and any(
        isinstance(later, DataChange)
        and later.verb is Verb.UPDATE
        and later.scope in (Scope.KEYED, Scope.FILTERED)
        and same(later.target, change.target)
        and {*later.sets} >= {*change.sets}
        for later in story(context).after(change, change.target)
    )


def _made_required(change: DataChange, context: Context) -> bool:
    """Whether each of the columns must not be NULL any more from later in the Unit on."""
    required = {
        plain(later.name)
        for later in story(context).after(change, change.target)
        if isinstance(later, SchemaChange) and later.nullable is False
    }
    return bool(change.sets) and {plain(name) for name in change.sets} <= required
