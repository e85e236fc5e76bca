"""The rule `validating-constraint`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.cost import Waits, Work
from guardrail.effects import ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.example import alembic, django, sql
from guardrail.model import Category, Finding, Level, Remedy
from guardrail.names import same
from guardrail.rule import Only, Rule
from guardrail.shapes import ConstraintKind
from guardrail_rules.circumstances import named
from guardrail_rules.locks import (
    MYSQL,
    POSTGRES,
    SERVERS,
    TSQL,
    dialect_of,
    locking,
    says_how,
    untouched,
    who_waits,
)
from guardrail_rules.story import story

CHECKED = (ConstraintKind.FOREIGN_KEY, ConstraintKind.CHECK)
INDEXED = (ConstraintKind.UNIQUE, ConstraintKind.PRIMARY_KEY, ConstraintKind.EXCLUDE)


class ValidatingConstraint(Rule):
    """A constraint is added that checks or indexes every row under a lock.

    ## Why it matters

    In PostgreSQL a new foreign key reads the whole table while writes to it, and to the table it
    refers to, wait; a new CHECK stops reads, too. A UNIQUE, PRIMARY KEY or EXCLUDE builds its index
    under a lock that stops reads and writes. MySQL copies the table to add a foreign key or a
    CHECK, unless `foreign_key_checks` is off.

    ## Do this instead

    Add a foreign key or CHECK with `NOT VALID`, and `VALIDATE CONSTRAINT` it in a later
    transaction; for UNIQUE and PRIMARY KEY build a unique index with CONCURRENTLY first and add
    the constraint with `USING INDEX`.

    Django has `AddConstraintNotValid` and `ValidateConstraint` in `django.contrib.postgres`,
    Alembic takes `postgresql_not_valid=True`. An EXCLUDE constraint has no such way: add it while
    nobody writes.
    """

    name = "validating-constraint"
    category = Category.LOCKING
    level = Level.WARNING
    judges = (SchemaChange,)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,), kinds=(ObjectKind.COLUMN, ObjectKind.CONSTRAINT)),
    )

    bad = (
        sql("ALTER TABLE orders ADD CONSTRAINT o_user FOREIGN KEY (user_id) REFERENCES users (id)"),
        sql(
            "ALTER TABLE orders ADD CONSTRAINT o_user FOREIGN KEY (user_id) REFERENCES users (id)",
            dialect="mysql",
        ),
        sql("ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)"),
        sql("ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)", dialect="tsql"),
        sql("ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0)", dialect="oracle"),
        sql("ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email)"),
        sql("ALTER TABLE users ADD PRIMARY KEY (id)"),
        sql("ALTER TABLE stays ADD CONSTRAINT apart EXCLUDE USING gist (room WITH =, at WITH &&)"),
        sql("ALTER TABLE users ADD COLUMN code text UNIQUE"),
        sql("ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id)"),
        sql("ALTER TABLE orders ADD COLUMN user_id bigint UNIQUE REFERENCES users (id)"),
        django(
            """\
            migrations.AddConstraint(
                "order",
                models.CheckConstraint(check=models.Q(total__gt=0), name="positive"),
            ),
            """,
            dialect="postgres",
        ),
        alembic(
            'op.create_foreign_key("o_user", "orders", "users", ["user_id"], ["id"])',
            dialect="postgres",
        ),
    )
    good = (
        sql(
            "ALTER TABLE orders ADD CONSTRAINT o_user "
            "FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID"
        ),
        sql("ALTER TABLE orders VALIDATE CONSTRAINT o_user"),
        sql("ALTER TABLE users ADD CONSTRAINT one_email UNIQUE USING INDEX users_email"),
        sql(
            "ALTER TABLE baskets ADD CONSTRAINT positive CHECK (total > 0)",
            given="CREATE TABLE baskets (total int)",
        ),
        sql(
            "ALTER TABLE baskets ADD COLUMN n int CHECK (n > 0)",
            given="CREATE TABLE baskets (total int)",
        ),
        sql(
            "ALTER TABLE ones ADD COLUMN two_id int REFERENCES twos (id)",
            given="CREATE TABLE ones (id int); CREATE TABLE twos (id int PRIMARY KEY)",
        ),
        sql("ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email)", dialect="mysql"),
        sql(
            "SET FOREIGN_KEY_CHECKS = 0; "
            "ALTER TABLE orders ADD CONSTRAINT o_user FOREIGN KEY (user_id) REFERENCES users (id)",
            dialect="mysql",
        ),
        sql(
            "ALTER TABLE orders WITH NOCHECK ADD CONSTRAINT o_user "
            "FOREIGN KEY (user_id) REFERENCES users (id)",
            dialect="tsql",
        ),
        sql(
            "ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email)",
            path="migrations/0007_email.cockroach.sql",
        ),
        alembic(
            """\
            op.create_foreign_key(
                "o_user", "orders", "users", ["user_id"], ["id"], postgresql_not_valid=True
            )
            """,
            dialect="postgres",
        ),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A constraint that looks at every row of a table that was there before the Unit."""
        if change.verb is not Verb.CREATE or change.constraint not in (*CHECKED, *INDEXED):
            return
        dialect = dialect_of(change, context)
        if dialect in MYSQL:
            yield from self._in_mysql(change, context)
        elif dialect in (*TSQL, "oracle"):
            yield from self._elsewhere(change, context, dialect)
        elif dialect not in ("", *POSTGRES):
            return
        elif change.kind is ObjectKind.COLUMN:
            yield from self._with_column(change, context)
        elif change.kind is ObjectKind.CONSTRAINT:
            yield from self._by_itself(change, context)

    def _by_itself(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        if change.not_valid or change.using_index:
            return
        cost = context.cost(change)
        kind = change.constraint
        plain_kind = kind in (ConstraintKind.PRIMARY_KEY, ConstraintKind.FOREIGN_KEY)
        what = f"its {kind}" if plain_kind else f"its {kind} constraint"
        what += f" {change.name}" if change.name else ""
        if change.constraint in CHECKED:
            waits = who_waits(cost, change.table, otherwise=Waits.WRITES, work=Work.SCAN)
            remedy = Remedy(
                "not-valid",
                change.span,
                note="validate it in a later migration",
                title="add it NOT VALID",
            )
            message = f"{waits} against {what}"
            yield from locking(self, change, context, message, table=change.table, remedy=remedy)
        else:
            message = f"reads and writes of {named(change.table)} wait while the index of {what} "
            message += "is built"
            remedy = Remedy(
                "unique-by-index",
                change.span,
                note="the index is built outside a transaction",
                title="build its index first, CONCURRENTLY",
            )
            yield from locking(self, change, context, message, table=change.table, remedy=remedy)

    def _with_column(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A constraint written at a new column: only what lasts is told loudly."""
        cost = context.cost(change)
        table, kind = named(change.table), change.constraint
        if kind is ConstraintKind.FOREIGN_KEY and change.unique:
            kind = ConstraintKind.UNIQUE
        built = kind in INDEXED
        if kind is ConstraintKind.FOREIGN_KEY and cost.work not in (Work.SCAN, Work.REWRITE):
            if untouched(change.references, change, context):
                return
            other = named(change.references)
            message = f"reads and writes of {table}, and writes to {other}, wait until both can be "
            if same(change.references, change.table):
                message = f"reads and writes of {table} wait until it can be "
            message += "locked for the new column's foreign key"
            yield from locking(self, change, context, message, table=change.table, level=Level.INFO)
            return
        what = "the index is built" if built else "every row is checked"
        message = f"reads and writes of {table} wait while {what} for the new column's {kind}"
        yield from locking(self, change, context, message, table=change.table)

    def _elsewhere(self, change: SchemaChange, context: Context, dialect: str) -> Iterator[Finding]:
        """SQL Server and Oracle check a foreign key or CHECK under a lock unless told not to."""
        if change.kind is not ObjectKind.CONSTRAINT or change.not_valid or change.using_index:
            return
        who = "reads and writes of" if dialect in TSQL else "writes to"
        what = "every row is checked against" if change.constraint in CHECKED else "the index of"
        built = "" if change.constraint in CHECKED else " is built"
        server, kind = SERVERS[dialect], change.constraint
        message = f"{who} {named(change.table)} wait while {what} its {kind}{built} ({server})"
        way = "WITH NOCHECK" if dialect in TSQL else "ENABLE NOVALIDATE"
        help = f"Add it {way}, and check the rows that are there later, at a quiet time."
        yield from locking(
            self,
            change,
            context,
            message,
            table=change.table,
            everywhere=True,
            help=help if change.constraint in CHECKED else "",
        )

    def _in_mysql(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        cost = context.cost(change)
        copies = cost.work in (Work.REWRITE, Work.SCAN) and cost.waits is not Waits.NOBODY
        if change.kind is not ObjectKind.CONSTRAINT or change.not_valid or says_how(change):
            return
        if change.constraint is ConstraintKind.FOREIGN_KEY and _unchecked(change, context):
            return
        if copies or (not cost.known and change.constraint is ConstraintKind.FOREIGN_KEY):
            waits = who_waits(cost, change.table, otherwise=Waits.WRITES, work=Work.REWRITE)
            message = f"{waits} for its {change.constraint}"
            yield from locking(self, change, context, message, table=change.table, everywhere=True)


def _unchecked(change: SchemaChange, context: Context) -> bool:
    """Whether foreign keys aren't checked at the moment, so that MySQL copies nothing."""
    switched = story(context).before(change, "foreign key checks")
    last = next((each for each in switched if isinstance(each, PrivilegeChange)), None)
    return last is not None and last.verb is Verb.DISABLE
