"""The rule `cascading-rebuild`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, weighed
from guardrail_rules.copies import copied_before
from guardrail_rules.story import made_again
from guardrail_rules.undone import foreign_keys_fire

_CHILD = (
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
    "CREATE TABLE orders (user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);"
)
_REBUILD = (
    "CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
    "INSERT INTO new_users SELECT id, name FROM users;\n"
    "DROP TABLE users;\n"
    "ALTER TABLE new_users RENAME TO users;\n"
)


class CascadingRebuild(Rule):
    """A SQLite table is rebuilt while its foreign keys act: dropping it deletes the rows below it.

    ## Why it matters

    SQLite changes a table by copying it, dropping it and renaming the copy. With foreign keys on,
    DROP TABLE first deletes every row, and ON DELETE CASCADE deletes what refers to them in other
    tables. The copy has its rows; the other tables are empty. `PRAGMA foreign_keys` does nothing
    inside a transaction, and `defer_foreign_keys` doesn't stop a cascade.

    ## Do this instead

    Put `PRAGMA foreign_keys=OFF` before the transaction begins, rebuild the table in the
    transaction, run `PRAGMA foreign_key_check` before it commits, and switch the keys on again.

    Where the migration tool opens the transaction itself, tell it not to for this migration.
    """

    name = "cascading-rebuild"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.DROP,), kinds=(ObjectKind.TABLE,)),)

    bad = (
        sql("PRAGMA foreign_keys=ON;\n" + _REBUILD, history=_CHILD, dialect="sqlite"),
        sql(
            "BEGIN;\nPRAGMA foreign_keys=OFF;\n" + _REBUILD + "COMMIT;",
            history=_CHILD,
            dialect="sqlite",
        ),
        sql(_REBUILD, history=_CHILD, dialect="sqlite"),
    )
    good = (
        sql("PRAGMA foreign_keys=OFF;\n" + _REBUILD, history=_CHILD, dialect="sqlite"),
        sql(
            "PRAGMA foreign_keys=OFF;\nBEGIN;\n" + _REBUILD + "COMMIT;",
            history=_CHILD,
            dialect="sqlite",
        ),
        sql(_REBUILD, history=_CHILD.replace("CASCADE", "RESTRICT"), dialect="sqlite"),
        sql(_REBUILD, dialect="sqlite"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A drop of a table that was copied before and is there again after it."""
        if change.verb is not Verb.DROP or change.kind is not ObjectKind.TABLE:
            return
        if context.database(change).dialect != "sqlite" or fresh(change.table, change, context):
            return
        if not copied_before(change, context) or not made_again(change, context):
            return
        fires = foreign_keys_fire(change, context)
        children = sorted(_children(change, context))
        if fires is False or not (fires or children):
            return
        level = Level.ERROR if fires and children else Level.WARNING
        rows = " and ".join(children[:3]) or "every table that refers to it with ON DELETE CASCADE"
        message = (
            f"{named(change.table)} is dropped and rebuilt: "
            f"that deletes the rows of {rows}{'' if fires else ' where foreign keys are on'}"
        )
        yield from weighed(self, change, context, message, level=level)


def _children(change: SchemaChange, context: Context) -> set[str]:
    """The tables whose rows go with those of the dropped one."""
    made = (
        effect.shape
        for effect in context.before(change)
        if isinstance(effect, SchemaChange) and effect.shape is not None
    )
    shapes = [*context.tables(change), *made]
    return {
        shape.name
        for shape in shapes
        for key in shape.constraints
        if key.on_delete == "cascade" and same(key.references, change.table)
    }
