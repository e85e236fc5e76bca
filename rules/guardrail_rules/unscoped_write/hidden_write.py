"""The rule `hidden-write`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, SchemaChange, Scope, Verb
from guardrail.example import python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, named, table_of, weighed

READS = ("EXPLAIN", "CTE", "WITH", "SELECT")
"""The words of statements that read as if they changed nothing."""

DONE = {
    Verb.DELETE: "rows of {} are deleted",
    Verb.UPDATE: "rows of {} are overwritten",
    Verb.TRUNCATE: "{} is emptied",
    Verb.DROP: "{} is dropped",
    Verb.MERGE: "{} is merged into",
}


class HiddenWrite(Rule):
    """A statement that looks like it only reads or explains deletes or overwrites rows.

    ## Why it matters

    `EXPLAIN ANALYZE` runs the statement that it explains. A DELETE in a WITH clause runs although
    the statement is a SELECT. Readers, reviewers and read-only filters take both for harmless.

    ## Do this instead

    Use EXPLAIN without ANALYZE, or run it in a transaction that is rolled back; write a delete or
    an update as a statement of its own.
    """

    name = "hidden-write"
    category = Category.UNSCOPED_WRITE
    level = Level.WARNING
    judges = (DataChange, SchemaChange)
    only = (
        Only(SchemaChange, verbs=tuple(DONE)),
        Only(DataChange, verbs=tuple(DONE)),
    )

    bad = (
        sql("EXPLAIN ANALYZE DELETE FROM users WHERE id > 7"),
        sql("EXPLAIN (ANALYZE, BUFFERS) UPDATE users SET active = false WHERE id > 7"),
        sql("WITH gone AS (DELETE FROM users RETURNING id) SELECT count(*) FROM gone"),
        python("cursor.execute('EXPLAIN ANALYZE DELETE FROM users WHERE id > 7')"),
        shell("psql -c 'explain analyze delete from users where id > 7'"),
    )
    good = (
        sql("EXPLAIN DELETE FROM users WHERE id > 7"),
        sql("EXPLAIN ANALYZE SELECT * FROM users"),
        sql("DELETE FROM users WHERE id > 7"),
        sql("BEGIN; EXPLAIN ANALYZE DELETE FROM users WHERE id > 7; ROLLBACK"),
        sql("PREPARE gone (int) AS DELETE FROM users WHERE id = $1"),
        sql(
            """\
            CREATE FUNCTION forget(who int) RETURNS void LANGUAGE sql AS $$
                DELETE FROM sessions WHERE user_id = who
            $$
            """
        ),
    )

    def judge(self, change: DataChange | SchemaChange, context: Context) -> Iterator[Finding]:
        """A destructive effect inside a statement that reads as if it changed nothing."""
        done = DONE.get(change.verb)
        inside = change.hidden_in.upper()
        if done is None or not any(word in inside for word in READS):
            return
        if fresh(table_of(change), change, context):
            return
        level = Level.WARNING if "EXPLAIN" in inside or _destroys(change) else Level.INFO
        what = done.format(named(table_of(change)))
        message = f"{what} by a statement that looks like it changes nothing"
        yield from weighed(self, change, context, message, level=level)


def _destroys(change: DataChange | SchemaChange) -> bool:
    if isinstance(change, SchemaChange) or change.verb is Verb.TRUNCATE:
        return True
    return change.scope in (Scope.NONE, Scope.TAUTOLOGY)
