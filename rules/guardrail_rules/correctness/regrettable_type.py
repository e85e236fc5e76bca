"""The rule `regrettable-type`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from guardrail.context import Context
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, sql
from guardrail.model import Category, Finding, Level
from guardrail.names import plain
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.keys import primary_key
from guardrail_rules.locks import dialect_of


class Regret(Struct, frozen=True):
    """A type, in which dialects it is one ("" among them: unknown), and what comes of it.

    `when` is a pattern of the column's name, "key" alone stands for the only column of the key,
    "table" for the columns of a new table.
    """

    type: re.Pattern[str]
    dialects: tuple[str, ...]
    why: str
    when: str = ""


def _type(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)


_LIKE_POSTGRES = ("postgres", "")
_ANY = ("postgres", "mysql", "tsql", "oracle", "sqlite", "")
_MONEY = (
    r"(?:^|_)(?:price|amount|cost|total|subtotal|balance|fee|salary|revenue|tax|discount|payment)"
    r"(?:s|_|$)"
)
REGRETS: tuple[Regret, ...] = (
    Regret(_type("money"), _LIKE_POSTGRES, "money, which changes with the server's locale"),
    Regret(
        _type(
            r"(?:float|real|double|double precision|float4|float8|binary_float|binary_double)"
            r"(?:\(.*\))?"
        ),
        _ANY,
        "a float, which can't hold cents",
        _MONEY,
    ),
    Regret(
        _type(r"timestamp(?:\(\d\))?(?: without time zone)?"),
        _LIKE_POSTGRES,
        "a timestamp without a zone, so nobody knows whose clock it is",
    ),
    Regret(
        _type("json"), ("postgres",), "json, which can't be compared or indexed: jsonb can", "table"
    ),
    Regret(_type(r"timetz|time with time zone"), ("postgres",), "a time of day with a zone"),
    Regret(
        _type(r"(?:char|character|bpchar)\((?!1\))\d+\)"),
        _LIKE_POSTGRES,
        "char(n), which pads with blanks",
    ),
    Regret(
        _type(r"int|integer|int4|serial|serial4|smallint|smallserial|int2|serial2"),
        ("postgres",),
        "a key that runs out at 2,147,483,647 or earlier",
        "key",
    ),
    Regret(_type(r"text|ntext|image"), ("tsql",), "a type that SQL Server gives up"),
    Regret(_type(r"long(?: raw)?"), ("oracle",), "LONG, which Oracle has given up"),
)
_MOST = 5


class RegrettableType(Rule):
    """Columns have types that are regretted once there are rows.

    ## Why it matters

    Changing the type of a full table means rewriting it, or a second column and a migration of
    weeks. On the day the table is made it costs one word.

    ## Do this instead

    `numeric` for money, `timestamptz` for moments, `text` (with a CHECK for its length) for texts,
    `bigint GENERATED ALWAYS AS IDENTITY` for keys.
    """

    name = "regrettable-type"
    category = Category.CORRECTNESS
    level = Level.INFO
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.TABLE,)),
        Only(
            SchemaChange, verbs=(Verb.CREATE, Verb.ALTER, Verb.RENAME), kinds=(ObjectKind.COLUMN,)
        ),
    )

    bad = (
        sql("CREATE TABLE orders (id bigint PRIMARY KEY, total money)"),
        sql("CREATE TABLE orders (id bigint PRIMARY KEY, paid_at timestamp)"),
        sql("CREATE TABLE orders (id serial PRIMARY KEY)"),
        sql("CREATE TABLE orders (id bigint PRIMARY KEY, told json)"),
        sql("ALTER TABLE orders ADD COLUMN price double precision"),
        sql("ALTER TABLE orders ADD COLUMN price float", dialect="mysql"),
        sql("ALTER TABLE users ADD COLUMN country char(2)"),
        alembic('op.add_column("orders", sa.Column("price", sa.Float))', dialect="postgres"),
    )
    good = (
        sql("CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12, 2), at timestamptz)"),
        sql("ALTER TABLE places ADD COLUMN latitude double precision"),
        sql("ALTER TABLE users ADD COLUMN age int"),
        sql("CREATE TABLE orders (id int PRIMARY KEY, at timestamp)", dialect="mysql"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """New columns, or new types, that will have to be changed."""
        dialect = dialect_of(change, context)
        found: list[str] = []
        for name, written, is_key in _typed(change):
            why = _regret(name, written, is_key, dialect, change.kind is ObjectKind.TABLE)
            if why:
                found.append(f"{change.table}.{name} is {why}")
        if found:
            more = f", and {len(found) - _MOST} more" if len(found) > _MOST else ""
            yield from weighed(self, change, context, "; ".join(found[:_MOST]) + more)


def _typed(change: SchemaChange) -> Iterator[tuple[str, str, bool]]:
    """The columns that a change gives a type, and whether each is a key by itself."""
    if change.kind is ObjectKind.TABLE and change.verb is Verb.CREATE and change.shape is not None:
        key = tuple(plain(column) for column in primary_key(change.shape))
        for column in change.shape.columns:
            yield column.name, column.type, key == (plain(column.name),)
    elif change.kind is ObjectKind.COLUMN and (
        change.verb is Verb.CREATE or change.aspect is Aspect.TYPE
    ):
        yield change.name, change.new_type, False


def _regret(name: str, written: str, is_key: bool, dialect: str, in_table: bool) -> str:
    for regret in REGRETS:
        if dialect not in regret.dialects or not regret.type.match(written.strip()):
            continue
        stands = {"key": is_key, "table": in_table}.get(regret.when)
        if re.search(regret.when, plain(name)) if stands is None else stands:
            return regret.why
    return ""
