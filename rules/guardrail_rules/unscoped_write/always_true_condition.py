"""The rule `always-true-condition`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Scope, Verb
from guardrail.example import alembic, python, shell, sql
from guardrail.model import Category, Finding, Level
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import at_most, fresh, named, weighed

DONE = {Verb.DELETE: "deleted", Verb.UPDATE: "overwritten", Verb.MERGE: "merged into"}


class AlwaysTrueCondition(Rule):
    """Rows are deleted or overwritten under a condition that is always true.

    ## Why it matters

    `WHERE 1=1` reaches every row, and gets past every check (and every reader) that only looks
    whether there is a WHERE. Nor does a condition help that asks columns of other tables alone:
    `DELETE FROM stops USING manifests m WHERE m.closed` deletes every stop, as nothing joins them.

    ## Do this instead

    Replace the condition by one that names the rows that are meant.

    Where conditions are put together at run time, build the list of conditions, and refuse to run
    when it is empty.
    """

    name = "always-true-condition"
    category = Category.UNSCOPED_WRITE
    level = Level.ERROR
    judges = (DataChange,)
    only = (Only(DataChange, verbs=tuple(DONE)),)

    bad = (
        sql("DELETE FROM users WHERE 1 = 1"),
        sql("DELETE FROM users WHERE true"),
        sql("UPDATE users SET active = false WHERE id = 7 OR 'a' = 'a'"),
        sql("DELETE FROM users WHERE id IN (SELECT id FROM users)"),
        sql("DELETE FROM users WHERE id = ANY (ARRAY(SELECT id FROM users))"),
        sql("DELETE FROM users WHERE ROWNUM >= 1", dialect="oracle"),
        sql("DELETE FROM outbox WHERE state <> 'pending' OR state <> 'failed'"),
        sql("DELETE FROM users WHERE EXISTS (SELECT 1 FROM settings WHERE name = 'clean')"),
        sql("MERGE INTO users u USING gone g ON 1 = 1 WHEN MATCHED THEN DELETE"),
        sql("DELETE FROM stops USING manifests m WHERE m.closed_at < now()"),
        sql("UPDATE stops SET gone = true FROM manifests m WHERE m.closed"),
        sql("DELETE FROM users WHERE ctid IN (SELECT ctid FROM users LIMIT 100)"),
        python("cursor.execute('DELETE FROM users WHERE 1=1')"),
        python(
            """\
            kept = " OR ".join("state <> ?" for _ in KEPT)
            cursor.execute(f"DELETE FROM outbox WHERE {kept}", KEPT)
            """
        ),
        alembic("op.execute('DELETE FROM sessions WHERE 1=1')"),
        shell("psql -c 'delete from users where true'"),
    )
    good = (
        sql("DELETE FROM users WHERE 1 = 1 AND id = 7"),
        sql("DELETE FROM users WHERE active = true"),
        sql("DELETE FROM outbox WHERE state <> 'pending' AND state <> 'failed'"),
        sql("DELETE FROM users WHERE ctid IN (SELECT ctid FROM users WHERE gone LIMIT 100)"),
        sql("DELETE FROM jobs WHERE id IN (SELECT id FROM jobs ORDER BY due LIMIT 10)"),
        sql("DELETE FROM users WHERE id IN (SELECT id FROM users WHERE gone)"),
        sql("DELETE FROM users u WHERE EXISTS (SELECT 1 FROM gone g WHERE g.user_id = u.id)"),
        sql("MERGE INTO users u USING gone g ON u.id = g.user_id WHEN MATCHED THEN DELETE"),
        sql("DELETE FROM stops USING manifests m WHERE m.id = stops.manifest_id AND m.closed"),
        sql("UPDATE stops SET gone = true FROM manifests m WHERE m.id = manifest_id AND m.closed"),
        sql("SELECT * FROM users WHERE 1 = 1"),
        sql("DELETE FROM rows_in WHERE 1 = 1", given="CREATE TEMP TABLE rows_in (id int)"),
        python("cursor.execute('DELETE FROM users WHERE id = %s', [1])"),
        python(
            """\
            kept = " AND ".join("state <> ?" for _ in KEPT)
            cursor.execute(f"DELETE FROM outbox WHERE {kept}", KEPT)
            """
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A delete or an update of every row by a condition that excludes none."""
        done = DONE.get(change.verb)
        if done is None or change.scope is not Scope.TAUTOLOGY:
            return
        if change.verb is Verb.MERGE and not _reaches(change):
            return
        if fresh(change.target, change, context):
            return
        because = change.reason or "the condition is always true"
        how, level = f"is {done}", Level.ERROR
        if WHOLESALE in because:
            how, level = f"is {done} or none is", Level.WARNING
        message = f"every row of {named(change.target)} {how}: {because}"
        if ANY_ROWS in because:
            level = Level.WARNING
            where = named(change.target)
            message = f"any rows of {where} are {done}, whichever come first: {because}"
        yield from weighed(self, change, context, message, level=at_most(level, change, context))


WHOLESALE = "asks nothing of the row"
ANY_ROWS = "asks nothing else"


def _reaches(change: DataChange) -> bool:
    """Whether a MERGE changes the rows that its condition matches."""
    return not change.by_source and (change.deletes or bool(change.sets))
