"""The rule `dropped-database`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, ObjectKind, SchemaChange, Verb
from guardrail.example import python, shell, sql
from guardrail.model import Category, EnvironmentKind, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import called, picked_by_name, weighed
from guardrail_rules.passing_names import set_apart
from guardrail_rules.story import created_before

_FAR = 12
_BESIDE = late(
    r"(?i)(?<![a-z])(?:staging|stage|stg|uat|acceptance|qa|preview|pre_?prod|non_?prod|demo|training)"
    r"(?![a-z])"
)
"""How places are called where copies of production are worked with."""
_NOT_SHOWN = "a name in a connection string"
"""What is said of a name of this kind that isn't shown, as a password may stand beside it."""


class DroppedDatabase(Rule):
    """A whole database is dropped.

    ## Why it matters

    Every table, view, function and right in it is gone at once. A database name out of a variable
    that was set for another environment is how production databases get lost.

    ## Do this instead

    Leave dropping databases to whoever operates them. To start afresh, make a new database under
    another name and point the application at it.

    In a script for development, check first that the host is a local one and the name is the
    expected one, and stop otherwise.
    """

    name = "dropped-database"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.DROP,), kinds=(ObjectKind.DATABASE,)),)

    bad = (
        sql("DROP DATABASE shop"),
        sql("DROP DATABASE IF EXISTS shop", dialect="mysql"),
        python("cursor.execute('DROP DATABASE shop')"),
        shell("mysql -e 'drop database shop'"),
    )
    good = (
        sql("CREATE DATABASE shop"),
        sql("DROP DATABASE scratch", given="CREATE DATABASE scratch"),
        sql("ALTER DATABASE shop SET timezone TO 'UTC'"),
        shell("psql -c 'SELECT datname FROM pg_database'"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """Any drop of a database."""
        dropped = change.verb is Verb.DROP and change.kind is ObjectKind.DATABASE
        if dropped and not created_before(change, context):
            name = called("database", change.name or change.table)
            message = f"{name} is dropped with everything in it"
            made, filled = (True, True) if change.replace else _made_again(change, context)
            change, level = picked_by_name(change, self.level)
            if made and filled and not change.replace:
                message = f"{name} is dropped, and is then what was in the dump"
                level = min(level, Level.WARNING)
            if made and _is_beside_production(change):
                # That is how a copy of production is refreshed.
                level = Level.INFO
            change = set_apart(change, change.name or change.table)
            yield from weighed(self, change, context, message, level=level)


def _made_again(change: SchemaChange, context: Context) -> tuple[bool, bool]:
    """Whether the database is made again right after, and whether it is filled from a dump.

    What a function does that is told at its callers may stand behind what stands below it.
    """
    name = change.name or change.table
    made = filled = False
    below = [one for one in context.before(change) if one.span.start > change.span.start]
    for one in (*below[-_FAR:], *context.after(change)[:_FAR]) if name else ():
        made = made or (isinstance(one, SchemaChange) and _makes(one, name))
        filled = filled or (
            isinstance(one, DataChange) and one.verb is Verb.INSERT and one.target == name
        )
    return made, made and filled


def _is_beside_production(change: SchemaChange) -> bool:
    """Whether a database is one that a name calls staging, training or the like."""
    where = change.environment
    by_name = _BESIDE.search(where.reason) is not None or where.reason == _NOT_SHOWN
    return where.kind is EnvironmentKind.SHARED and by_name


def _makes(change: SchemaChange, name: str) -> bool:
    created = change.verb is Verb.CREATE and change.kind is ObjectKind.DATABASE
    return created and (change.name or change.table) == name
