"""The rule `renamed-object`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, python, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, fresh, named, weighed
from guardrail_rules.story import created_before, made_again, takes_the_name
from guardrail_rules.usage import Usage, usage_of_table

KINDS = (
    ObjectKind.SCHEMA,
    ObjectKind.DATABASE,
    ObjectKind.VIEW,
    ObjectKind.MATERIALIZED_VIEW,
    ObjectKind.FUNCTION,
    ObjectKind.TYPE,
    ObjectKind.SEQUENCE,
    ObjectKind.EXTENSION,
)
SELDOM_NAMED = (ObjectKind.EXTENSION, ObjectKind.SEQUENCE)
MOVED = "set schema"
PARTS = {
    "rename value": "a value of {} is renamed: code that writes or compares the old one fails",
    "rename attribute": "an attribute of {} is renamed: code that uses the old name fails",
    "drop value": "a value of {} is removed: code that writes or compares it fails",
}
"""Changes inside of a type, by the words of their option, and what a message says."""


class RenamedObject(Rule):
    """A view, function, type, sequence, schema or database gets another name, or moves to a schema.

    ## Why it matters

    During a deployment old and new code run side by side. From the moment of the rename every
    query that names the object fails, and so does every name that its schema qualified. A renamed
    value of an enumeration fails in the same way, in whatever writes it or compares with it.

    ## Do this instead

    Make the object anew under the new name, point the code to it, and drop the old one in a later
    release. For a view or a table that moves, leave a view behind under the old name; for a value,
    add the new one, change the rows, and stop using the old one.
    """

    name = "renamed-object"
    category = Category.COMPATIBILITY
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, verbs=(Verb.RENAME,)),
        Only(SchemaChange, verbs=(Verb.ALTER,), kinds=(ObjectKind.TYPE, ObjectKind.SCHEMA)),
    )

    bad = (
        sql("ALTER SCHEMA shop RENAME TO store"),
        sql("ALTER TYPE order_state RENAME VALUE 'new' TO 'open'"),
        sql("ALTER VIEW active_users RENAME TO current_users"),
        sql("ALTER SEQUENCE order_numbers RENAME TO numbers"),
        sql("ALTER TABLE users SET SCHEMA billing"),
        alembic("op.execute('ALTER FUNCTION total(int) RENAME TO sum_of')"),
        python("cursor.execute('ALTER TABLE users SET SCHEMA billing')"),
    )
    good = (
        sql("ALTER TYPE step RENAME TO phase", given="CREATE TYPE step AS ENUM ('one')"),
        sql("ALTER TYPE order_state ADD VALUE 'lost'"),
        sql("ALTER INDEX users_email RENAME TO users_mail"),
        sql("ALTER VIEW a RENAME TO b; CREATE VIEW a AS SELECT * FROM b"),
        sql("ALTER TABLE people SET SCHEMA archive", given="CREATE TABLE people (id int)"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A name that no longer leads anywhere."""
        message = _told(change)
        if not message or created_before(change, context):
            return
        if change.table and fresh(change.table, change, context):
            return
        if change.verb is Verb.RENAME and (
            made_again(change, context) or takes_the_name(change, context)
        ):
            return
        level = Level.INFO if change.kind in SELDOM_NAMED else Level.WARNING
        usage = usage_of_table(change.name, change, context) if _is_put_aside(change) else Usage()
        if _is_put_aside(change) and not usage.places:
            # That is how what nobody uses is taken out of use before it is dropped.
            level = Level.INFO
        yield from weighed(
            self, change, context, message + usage.told, level=level, related=usage.places
        )


_PUT_ASIDE = late(
    r"(?:\A|_)(?:archived?|attic|graveyard|deprecated|obsolete|retired|unused|trash|to_(?:be_)?drop(?:ped)?"
    r"|old|legacy)\Z",
    re.IGNORECASE,
)
"""Schemas that what nobody uses any more is kept in for a while."""


def _is_put_aside(change: SchemaChange) -> bool:
    """Whether a table moves to a schema that is named for what is out of use."""
    if change.verb is not Verb.RENAME or MOVED not in change.options:
        return False
    return _PUT_ASIDE.search(plain(change.new_name).rpartition(".")[0]) is not None


def _told(change: SchemaChange) -> str:
    what = called(change.kind, change.name or change.table)
    if change.verb is Verb.RENAME:
        if plain(change.name) == plain(change.new_name):
            return ""
        if MOVED in change.options:
            schema = change.new_name.rpartition(".")[0]
            return f"{what} moves to the schema {named(schema)}: code that names the old one fails"
        if change.kind in KINDS:
            new = named(change.new_name, "a name")
            return f"{what} is renamed to {new}: code that uses the old name fails"
    if change.verb is Verb.ALTER and change.aspect is Aspect.OTHER and change.options:
        first = change.options[0]
        if change.kind is ObjectKind.TYPE:
            told = next((text for words, text in PARTS.items() if first.startswith(words)), "")
            return told.format(what)
        if change.kind is ObjectKind.SCHEMA and first.startswith("transfer"):
            return f"an object moves to the schema {change.name}: code that names the old one fails"
    return ""
