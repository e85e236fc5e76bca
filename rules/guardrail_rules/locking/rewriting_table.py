"""The rule `rewriting-table`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.cost import Waits, Work
from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail.shapes import ConstraintKind
from guardrail_rules.circumstances import named
from guardrail_rules.locks import (
    MYSQL,
    POSTGRES,
    dialect_of,
    holds_for,
    locking,
    says_how,
    who_waits,
)

IN_POSTGRES = {
    "VACUUM FULL": "VACUUM FULL",
    "CLUSTER": "CLUSTER",
    "set logged": "SET LOGGED",
    "set unlogged": "SET UNLOGGED",
    "set tablespace": "SET TABLESPACE",
    "set access method": "SET ACCESS METHOD",
}
IN_MYSQL = {
    "algorithm=copy": "ALGORITHM=COPY",
    "lock=exclusive": "LOCK=EXCLUSIVE",
    "lock=shared": "LOCK=SHARED",
    "convertto": "CONVERT TO CHARACTER SET",
    "orderby": "ORDER BY",
}
STOPPING = (Waits.WRITES, Waits.READS_AND_WRITES)
READ_ON = ("algorithm=copy", "lock=shared", "convertto")


class RewritingTable(Rule):
    """A whole table is written anew, or stands still by order, while others wait.

    ## Why it matters

    In PostgreSQL `VACUUM FULL`, `CLUSTER`, `SET LOGGED`, `SET UNLOGGED`, `SET TABLESPACE` and `SET
    ACCESS METHOD` copy the table and its indexes under an ACCESS EXCLUSIVE lock: nothing reads or
    writes it until that is done. In MySQL a change of the character set, `ALGORITHM=COPY` and
    `LOCK=SHARED` stop writes meanwhile, `LOCK=EXCLUSIVE` reads too.

    ## Do this instead

    In place of `VACUUM FULL` and `CLUSTER` run plain `VACUUM`, or a tool that copies the table in
    the background (pg_repack, pg_squeeze; gh-ost or pt-online-schema-change in MySQL); do the rest
    when the table is out of use.
    """

    name = "rewriting-table"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)

    bad = (
        sql("VACUUM FULL users"),
        sql("VACUUM (FULL, ANALYZE) users"),
        sql("CLUSTER users USING users_pkey"),
        sql("ALTER TABLE users SET UNLOGGED"),
        sql("ALTER TABLE users SET TABLESPACE fast"),
        sql("ALTER TABLE users ADD COLUMN n int, ALGORITHM=COPY", dialect="mysql"),
        sql("ALTER TABLE users ADD INDEX by_n (n), LOCK=EXCLUSIVE", dialect="mysql"),
        sql("ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4", dialect="mysql"),
        sql("ALTER TABLE users DROP PRIMARY KEY", dialect="mysql"),
        sql("ALTER TABLE users MOVE", dialect="oracle"),
        python("cursor.execute('VACUUM FULL users')", dialect="postgres"),
    )
    good = (
        sql("VACUUM users"),
        sql("VACUUM (ANALYZE) users"),
        sql("ALTER TABLE users CLUSTER ON users_pkey"),
        sql("ALTER TABLE sums SET LOGGED", given="CREATE UNLOGGED TABLE sums (n int)"),
        sql("ALTER TABLE users SET (fillfactor = 70)"),
        sql("ALTER TABLE users ADD COLUMN n int, ALGORITHM=INSTANT", dialect="mysql"),
        sql("ALTER TABLE users ADD INDEX by_n (n), LOCK=NONE", dialect="mysql"),
        sql("ALTER TABLE users MOVE ONLINE", dialect="oracle"),
        sql("VACUUM", dialect="sqlite"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A table that is copied, or locked by the statement's own order."""
        if (
            change.verb is Verb.CREATE
            and change.kind is ObjectKind.CONSTRAINT
            and not says_how(change)
        ):
            return
        if change.continues:
            return
        dialect = dialect_of(change, context)
        table = change.table or change.name
        if dialect in ("", *POSTGRES):
            how = _first(IN_POSTGRES, change.options) if change.aspect is Aspect.OTHER else ""
            if how:
                cost = context.cost(change)
                message = who_waits(cost, table, work=Work.REWRITE) if table else ""
                message = message or "reads and writes of every table wait while it is written anew"
                message = f"{how}: {message}{holds_for(cost, change, context)}"
                yield from locking(self, change, context, message, table=table)
        elif dialect in MYSQL:
            yield from self._in_mysql(change, context, table)
        elif dialect == "oracle" and _moves(change):
            message = f"MOVE: writes to {named(table)} wait while the table is written anew, and "
            message += "its indexes can't be used afterwards (Oracle without ONLINE)"
            yield from locking(self, change, context, message, table=table, everywhere=True)

    def _in_mysql(self, change: SchemaChange, context: Context, table: str) -> Iterator[Finding]:
        written = tuple(option.lower().replace(" ", "") for option in change.options)
        found = next((word for word in IN_MYSQL if any(o.startswith(word) for o in written)), "")
        if found:
            waits = Waits.WRITES if found in READ_ON else Waits.READS_AND_WRITES
            asked = found.startswith("lock=")
            who = "writes to" if waits is Waits.WRITES else "reads and writes of"
            how = "while the change is made" if asked else "while the table is copied"
            message = f"{IN_MYSQL[found]}: {who} {named(table)} wait {how}"
            yield from locking(self, change, context, message, table=table, everywhere=True)
            return
        cost = context.cost(change)
        whole = change.kind is ObjectKind.TABLE or change.constraint is ConstraintKind.PRIMARY_KEY
        if whole and cost.work is Work.REWRITE and cost.waits in STOPPING and not says_how(change):
            message = who_waits(cost, table)
            yield from locking(self, change, context, message, table=table, everywhere=True)


def _first(words: dict[str, str], options: tuple[str, ...]) -> str:
    """How the first of the options that begins with one of the words is spelt, "" for none."""
    for option in options:
        if option != "cluster on":
            for word, spelt in words.items():
                if option == word or option.startswith(f"{word} "):
                    return spelt
    return ""


def _moves(change: SchemaChange) -> bool:
    """Whether Oracle copies the table to other blocks while nobody may write it."""
    words = " ".join(change.options).lower().split()
    return words[:1] == ["move"] and "online" not in words
