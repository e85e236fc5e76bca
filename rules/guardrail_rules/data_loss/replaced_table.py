"""The rule `replaced-table`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.example import python, sql
from guardrail.model import Category, EnvironmentKind, Finding, Level, Remedy
from guardrail.names import short
from guardrail.nouns import nouns_of
from guardrail.patterns import late
from guardrail.rule import Only, Rule
from guardrail.spanmap import HOLE_WORD
from guardrail_rules.circumstances import called, fresh, said_by_program, table_of, weighed
from guardrail_rules.passing_names import is_of_work, is_passing, set_apart
from guardrail_rules.story import story

_DERIVED = late(
    r"(?i)summary|summaries|stat(?:s|istics)|report|roll_?up|daily|hourly|monthly|weekly|agg|total|metric|view"
    r"|snapshot|cache|te?mp|staging|overview|count|ranking|top_|score|index|_by_"
)
"""How things are called that are made of others, as a whole each time."""
_FRESH = late(r"(?i)(?:\b|_)(?:new|next|fresh|rebuilt|build|shadow|load|v\d+)(?:\b|_)")
"""How things are called that take another's place once they are complete."""
_UNFINISHED = late(r"(?i)_(?:new|next|fresh|rebuilt|build|shadow|load)\Z")
"""The same of what a program writes: `orders_new`, of which nobody reads before it is complete."""
_SAMPLE = late(r"(?i)(?:\b|_)(?:samples?|sampled|subset|preview|sandbox|playground|demo)(?:\b|_)")
"""How small copies are called that are made of others."""
_CLONE = "clone of "
"""How the option begins that names what is copied."""
_BESIDE_PRODUCTION = late(
    r"(?i)(?:\b|_)(?:stg|stage|staging|dev|devel|development|qa|uat|test|testing|preprod|training)"
    r"(?:\b|_|\d)"
)
_OF_PRODUCTION = late(r"(?i)(?:\b|_)(?:prod|production|prd|live)(?:\b|_|\d)")
REPLACED = (ObjectKind.TABLE, ObjectKind.SCHEMA, ObjectKind.DATABASE)


class ReplacedTable(Rule):
    """A table is replaced, and the rows it had are gone.

    ## Why it matters

    `CREATE OR REPLACE TABLE` and `INSERT OVERWRITE` read like additions and act like a drop: the
    old rows go, and with them grants, policies and comments. `to_sql(if_exists="replace")` drops
    the table and its keys and indexes. `REPLACE INTO t SELECT …` deletes each row whose key the
    query has, with the values that the query doesn't fill and the rows that cascade from it.

    ## Do this instead

    Load into a new table, check it, and swap the names; or MERGE the new rows into the old table.

    For a table that is derived as a whole from others, keep the old one until the new one has been
    checked (`ALTER TABLE … SWAP WITH`, or a copy under another name).
    """

    name = "replaced-table"
    category = Category.DATA_LOSS
    level = Level.ERROR
    judges = (SchemaChange, DataChange)
    only = (
        Only(SchemaChange, verbs=(Verb.CREATE,), kinds=REPLACED),
        Only(DataChange, verbs=(Verb.OVERWRITE,)),
    )

    bad = (
        sql("CREATE OR REPLACE TABLE users (id INT, name STRING)", dialect="snowflake"),
        sql("CREATE OR REPLACE SCHEMA shop", dialect="snowflake"),
        sql("CREATE OR REPLACE TABLE totals AS SELECT day FROM visits", dialect="bigquery"),
        sql("INSERT OVERWRITE TABLE totals SELECT day, n FROM visits", dialect="spark"),
        sql("REPLACE INTO users SELECT * FROM users_in", dialect="mysql"),
        sql("CREATE OR REPLACE DATABASE shop_prod CLONE shop_stg", dialect="snowflake"),
        sql("COPY orders TO '/lake/orders' (PARTITION_BY (y), OVERWRITE)", dialect="duckdb"),
        sql("UNLOAD ('SELECT 1') TO 's3://b/x/' IAM_ROLE 'r' CLEANPATH", dialect="redshift"),
        python(
            """\
            import pandas as pd

            pd.DataFrame(rows).to_sql("users", engine, if_exists="replace")
            """
        ),
    )
    good = (
        sql("CREATE OR REPLACE VIEW active AS SELECT id FROM users", dialect="snowflake"),
        sql("CREATE TABLE IF NOT EXISTS users (id INT)", dialect="snowflake"),
        sql("CREATE OR REPLACE TEMPORARY TABLE users_in (id INT)", dialect="snowflake"),
        sql("INSERT INTO totals SELECT day, n FROM visits", dialect="spark"),
        sql("COPY orders TO '/lake/orders' (PARTITION_BY (y), APPEND)", dialect="duckdb"),
        sql(
            "INSERT OVERWRITE totals PARTITION (day = '2026-01-31') SELECT n FROM v",
            dialect="spark",
        ),
        sql("REPLACE INTO users (id, name) VALUES (7, 'Ada')", dialect="mysql"),
        python(
            """\
            import pandas as pd

            pd.DataFrame(rows).to_sql("users", engine, if_exists="append")
            """
        ),
    )

    def judge(self, change: SchemaChange | DataChange, context: Context) -> Iterator[Finding]:
        """A table made or written over an old one of the same name."""
        if not _replaces(change) or fresh(table_of(change), change, context):
            return
        if isinstance(change, DataChange) and change.scope is Scope.KEYED:
            return
        if isinstance(change, DataChange) and change.scope is Scope.FILTERED:
            # As a DELETE with a condition and an INSERT would: somebody said which.
            partly = f"some rows of {table_of(change)} are replaced by others"
            yield from weighed(self, change, context, partly, level=Level.INFO)
            return
        derived = isinstance(change, DataChange) and bool(change.copies_from)
        # Which table it is a caller says, who mostly means one that is made for that.
        given = change.language == "python" and not _is_named(table_of(change))
        given = given or said_by_program(table_of(change), context)
        level = Level.WARNING if derived or given else Level.ERROR
        if isinstance(change, SchemaChange) and change.reads:
            swapped = any(is_of_work(one) or _FRESH.search(one) for one in change.reads)
            made = swapped or _DERIVED.search(change.name) is not None
            level = Level.INFO if made else Level.WARNING
        named = table_of(change)
        of_program = change.language == "python"
        going = is_of_work(named) or _SAMPLE.search(named) or _UNFINISHED.search(named)
        if is_passing(named) or (of_program and going):
            level = Level.INFO
        if isinstance(change, SchemaChange) and change.environment.kind is EnvironmentKind.LOCAL:
            # What developers work with is a copy that is there to be made anew.
            level = min(level, Level.WARNING)
        if isinstance(change, SchemaChange) and _is_refreshed(change):
            level = Level.INFO
        if isinstance(change, SchemaChange) and _is_part_of_one(change, context):
            level = Level.INFO
        held = nouns_of(change.dialect)
        message = f"{called(held.holder, table_of(change))} is replaced: the {held.many} it had"
        message = f"{message} are gone"
        if isinstance(change, SchemaChange) and change.kind is not ObjectKind.TABLE:
            what = called(change.kind, change.name or change.table)
            message = f"{what} is replaced: every table it had is gone"
        remedy = Remedy(
            "append",
            change.span,
            note="rows that are loaded twice are there twice",
            title="append to the rows that are there",
        )
        in_code = remedy if of_program else None
        change = set_apart(change, named)
        yield from weighed(self, change, context, message, level=level, remedy=in_code)


def _is_refreshed(change: SchemaChange) -> bool:
    """Whether a copy that is named for its environment is made anew of what isn't one.

    `CREATE OR REPLACE DATABASE shop_stg CLONE shop_prod`; never the other way round.
    """
    cloned = next((one for one in change.options if one.startswith(_CLONE)), "")
    named, source = change.name or change.table, cloned.removeprefix(_CLONE)
    copy = _BESIDE_PRODUCTION.search(named) is not None and not _OF_PRODUCTION.search(named)
    made_of_copy = _BESIDE_PRODUCTION.search(source) and not _OF_PRODUCTION.search(source)
    return bool(cloned) and copy and not made_of_copy


def _is_named(target: str) -> bool:
    """Whether the text says which table it is, whatever the schema."""
    name = target.rpartition(".")[2]
    return bool(name) and HOLE_WORD not in name and "{" not in name


def _is_part_of_one(change: SchemaChange, context: Context) -> bool:
    """Whether a table is called after one that it is made of: `events_sample` of `events`."""
    name = short(change.name).lower()
    return any(
        name.startswith(f"{short(one).lower()}_")
        for later in story(context).after(change, change.table)
        if isinstance(later, DataChange) and later.span == change.span
        for one in later.copies_from
    )


def _replaces(change: SchemaChange | DataChange) -> bool:
    if isinstance(change, DataChange):
        return change.verb is Verb.OVERWRITE
    made = change.verb is Verb.CREATE and change.kind in REPLACED
    return made and change.replace and not change.temporary
