"""The rule `dropped-table`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.example import alembic, django, python, shell, sql, workflow
from guardrail.model import Category, Finding, Level
from guardrail.names import same
from guardrail.nouns import nouns_of
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail.shapes import READ_BEFORE, WRITTEN_ANEW
from guardrail_rules.circumstances import (
    called,
    fresh,
    in_migration,
    named,
    picked_by_name,
    weighed,
)
from guardrail_rules.copies import copied_before, filled_again
from guardrail_rules.passing_names import MADE_TO_GO, is_of_work
from guardrail_rules.story import VIEWS, maker_of
from guardrail_rules.usage import usage_of_table


class DroppedTable(Rule):
    """A table is dropped, with every row in it.

    ## Why it matters

    Nothing but a backup brings the rows back, and whatever was written since the last backup is
    lost for good. Code that still runs against the table fails from that moment on.

    ## Do this instead

    Take the table out of use first and drop it in a later release: remove the code that uses it,
    rename the table (or revoke the rights on it), watch that nothing misses it, take a backup,
    then drop it in a change of its own.

    A table made earlier in the same change, or a temporary one, may be dropped freely. Where rows
    move to another table, copy them in the same change before the drop.
    """

    name = "dropped-table"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (SchemaChange,)
    only = (Only(SchemaChange, verbs=(Verb.DROP,), kinds=(ObjectKind.TABLE,)),)

    bad = (
        sql("DETACH TABLE users PERMANENTLY", dialect="clickhouse"),
        sql("DROP TABLE users"),
        sql("DROP TABLE IF EXISTS billing.invoices, billing.payments CASCADE"),
        sql(
            "DROP TABLE IF EXISTS archives; CREATE TABLE archives (user_id int PRIMARY KEY)",
            history="CREATE TABLE archives (id int PRIMARY KEY);",
        ),
        django('migrations.DeleteModel(name="Invoice"),'),
        django('migrations.RunSQL("DROP TABLE shop_invoice", migrations.RunSQL.noop),'),
        alembic('op.drop_table("users")', 'op.create_table("users", sa.Column("id", sa.Integer))'),
        python("connection.cursor().execute('DROP TABLE users')"),
        shell("psql -c 'drop table users'"),
        workflow(
            """\
            on: push
            jobs:
              clean:
                runs-on: ubuntu-latest
                steps:
                  - run: psql "$DATABASE_URL" -c "DROP TABLE users"
            """
        ),
    )
    good = (
        sql("DROP TABLE import_rows", given="CREATE TABLE import_rows (id int)"),
        sql("DROP TABLE import_rows", given="CREATE TEMP TABLE IF NOT EXISTS import_rows (id int)"),
        sql("SELECT 'DROP TABLE users'"),
        sql(
            "DROP TABLE IF EXISTS archives; CREATE TABLE archives (user_id int PRIMARY KEY)",
            history="CREATE TABLE users (id int PRIMARY KEY);",
        ),
        sql(
            """\
            DROP TABLE hourly_mv;
            CREATE MATERIALIZED VIEW hourly_mv TO hourly AS SELECT site_id FROM visits;
            """,
            dialect="clickhouse",
        ),
        sql(
            """\
            INSERT INTO new_users (id, name) SELECT id, name FROM users;
            DROP TABLE users;
            ALTER TABLE new_users RENAME TO users;
            """,
            given="CREATE TABLE new_users (id int PRIMARY KEY, name text NOT NULL)",
            dialect="sqlite",
        ),
        django(
            """\
            migrations.SeparateDatabaseAndState(
                state_operations=[migrations.DeleteModel(name="Invoice")],
            ),
            """
        ),
        alembic('op.create_table("users", sa.Column("id", sa.Integer))', 'op.drop_table("users")'),
        python("print('DROP TABLE users')"),
        shell("echo 'drop table users' >> notes.txt"),
    )

    def judge(self, change: SchemaChange, context: Context) -> Iterator[Finding]:
        """A drop of a table that was there before the Unit."""
        if change.verb is not Verb.DROP or change.kind is not ObjectKind.TABLE:
            return
        if change.temporary or fresh(change.table, change, context) or _had_none(change, context):
            return
        if "detached" in change.options:
            message = f"{called('table', change.table)} is taken away until it is attached again"
            yield from weighed(self, change, context, message, level=Level.WARNING)
            return
        noun = nouns_of(change.dialect).holder
        maker, copy = maker_of(change, context), copied_before(change, context)
        again = maker is not None
        if again and (copy or _was_a_view(maker, change) or _was_never_there(change, context)):
            return
        filled = again and filled_again(change, context)
        taker = maker.table if maker is not None and maker.verb is Verb.RENAME else ""
        level = Level.ERROR
        if copy or filled or taker or (again and change.if_exists):
            level = Level.WARNING
        more = " and everything that depends on it" if change.cascade else ""
        place = "put elsewhere" if same(copy, change.table) else f"copied to {copy}"
        then = f", after its rows were {place}" if copy else ""
        if not copy and READ_BEFORE in change.options:
            level, then = Level.WARNING, ", after the migration's own code read it"
        then = ", and made anew without its rows" if again else then
        then = f", and {named(taker)} takes its name" if taker and not copy else then
        then = ", and made anew and filled from other tables" if filled else then
        anew = WRITTEN_ANEW in change.options and not in_migration(context)
        then = ", and made anew and filled by the program" if anew else then
        usage = usage_of_table(change.table, change, context)
        if usage.released:
            return
        level = Level.WARNING if usage.unused or usage.unsure else level
        if context.unit.path.endswith(_PROGRAMS) and named(change.table) != change.table:
            level = min(level, Level.WARNING)
        of_work = is_of_work(change.table)
        level = min(level, Level.WARNING) if of_work else level
        passing = _passing(change.table) or (of_work and not _may_be_used(change, context))
        if (
            passing
            or anew
            or (again and change.if_exists and usage.unused and _unknown(change, context))
        ):
            level = Level.INFO
        change, level = picked_by_name(change, level)
        message = f"{_called(noun, change)} dropped{more}{then}{usage.told}"
        yield from weighed(self, change, context, message, level=level, related=usage.places)


def _called(noun: str, change: SchemaChange) -> str:
    """What is dropped, with the verb: one table, or all those of an app of Django's."""
    if _OF_AN_APP not in change.options:
        return f"{called(noun, change.table)} is"
    if named(change.table) != change.table:
        return "all tables of an app that is only known at run time are"
    return f"{change.table} are"


def _passing(table: str) -> bool:
    """Whether a name that a program puts together says that the table isn't meant to stay.

    `{temp_table}`, `{staging}_orders`: it is made elsewhere in the program, and taken away here.
    """
    return any(MADE_TO_GO.search(part) for part in _AT_RUN_TIME.findall(table))


def _may_be_used(change: SchemaChange, context: Context) -> bool:
    """Whether a migration drops what is named for work, and doesn't make sure that it is there.

    What a program drops by such a name was made for it, what a history holds may be used.
    """
    by_program = change.if_exists or context.unit.path.endswith(_PROGRAMS)
    if by_program and not in_migration(context):
        return False
    return not any(
        isinstance(one, SchemaChange)
        and one.verb is Verb.CREATE
        and one.kind is ObjectKind.TABLE
        and same(one.table, change.table)
        for one in context.before(change)
    )


_PROGRAMS = (".py", ".ipynb")
_OF_AN_APP = "migrate zero"
_AT_RUN_TIME = late(r"\{[^{}]*\}")


def _unknown(change: SchemaChange, context: Context) -> bool:
    """Whether nothing tells that the table was there before: the code doesn't, nor a history."""
    return context.table(change.table, change) is None


def _was_a_view(maker: SchemaChange | None, change: SchemaChange) -> bool:
    """Whether ClickHouse's `DROP TABLE` concerns a view, which is made anew with other words."""
    return maker is not None and maker.kind in VIEWS and change.dialect == "clickhouse"


def _had_none(change: SchemaChange, context: Context) -> bool:
    """Whether a Django model that goes has no table: one that is a proxy, or not managed."""
    if not change.model or not context.history_known(change):
        return False
    return context.table(change.table, change) is None


def _was_never_there(change: SchemaChange, context: Context) -> bool:
    """Whether it is dropped to be on the safe side: no migration before this one made it."""
    known = change.if_exists and context.history_known(change)
    return known and context.table(change.table, change) is None
