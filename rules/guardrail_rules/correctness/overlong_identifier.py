"""The rule `overlong-identifier`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain
from guardrail.rule import Only, Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import weighed

_OLD_ORACLE = 12
_LIMITS = {"": 64, "postgres": 63, "redshift": 127, "mysql": 64, "oracle": 128, "tsql": 128}
_LONG = "orders_that_were_paid_with_a_voucher_and_shipped_to_another_country_idx"
_BEYOND = {"postgres": "cut", "": "cut or refused"}


class OverlongIdentifier(Rule):
    """A name is longer than the server keeps.

    ## Why it matters

    PostgreSQL cuts names to 63 bytes with nothing but a notice: two long names become one, and code
    that looks the object up by its whole name doesn't find it. MySQL (64), Oracle (128, before
    12.2: 30) and SQL Server (128) refuse the statement.

    ## Do this instead

    Choose a shorter name. Tools that make names of tables and columns take one of yours.
    """

    name = "overlong-identifier"
    category = Category.CORRECTNESS
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.CREATE, Verb.RENAME)),)

    bad = (
        sql(f"CREATE INDEX CONCURRENTLY {_LONG} ON orders (id)"),
        sql(f"ALTER TABLE orders ADD COLUMN {_LONG} int", dialect="mysql"),
        sql(f"ALTER TABLE a RENAME TO {_LONG}"),
    )
    good = (
        sql(f"CREATE INDEX CONCURRENTLY {_LONG[:63]} ON orders (id)"),
        sql(f"DROP INDEX CONCURRENTLY {_LONG}"),
        sql(f"CREATE INDEX {_LONG} ON orders (id)", dialect="tsql"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """Names that a change introduces."""
        database = context.database(change)
        limit = _LIMITS.get(database.dialect, 0)
        if database.dialect == "oracle" and 0 < database.version <= _OLD_ORACLE:
            limit = 30
        if not limit or change.language != "sql":
            return
        for name in _introduced(change):
            size = len(plain(name).encode())
            if size > limit and HOLE_WORD not in name and "{" not in name:
                cut = _BEYOND.get(database.dialect, "refused")
                message = f"{name} has {size} bytes, {limit} are kept: it is too long and {cut}"
                quiet = change.kind is ObjectKind.POLICY or not database.dialect
                told = Level.INFO if quiet else self.level
                yield from weighed(self, change, context, message, level=told)
                return


def _introduced(change: SchemaChange) -> Iterator[str]:
    """The last parts of the names that are new."""
    if change.verb is Verb.RENAME:
        yield change.new_name.rpartition(".")[2]
    elif change.verb is Verb.CREATE:
        yield change.name.rpartition(".")[2]
        if change.shape is not None:
            yield from (column.name for column in change.shape.columns)
            yield from (constraint.name for constraint in change.shape.constraints)
