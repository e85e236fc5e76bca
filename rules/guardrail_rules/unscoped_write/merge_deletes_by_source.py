"""The rule `merge-deletes-by-source`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import DataChange, Scope, Verb
from guardrail.example import python, sql
from guardrail.model import Category, Finding, Level
from guardrail.nouns import nouns_of
from guardrail.rule import Only, Rule
from guardrail_rules.circumstances import fresh, holder, weighed

_MERGE = (
    "MERGE INTO users u USING incoming i ON u.id = i.id WHEN MATCHED THEN UPDATE SET name = i.name "
)


class MergeDeletesBySource(Rule):
    """A MERGE, or a folder made like another, deletes whatever its source doesn't have.

    ## Why it matters

    `WHEN NOT MATCHED BY SOURCE THEN DELETE` makes the target a copy of the source. An empty or
    half-loaded source (a failed export, a filter too many) then deletes all the rest. So does a
    copy that deletes what is missing (`delete_missing=True`), onto an archive that keeps more than
    the folder in which things pass.

    ## Do this instead

    Limit the delete: add a condition to the clause (`NOT MATCHED BY SOURCE AND u.batch = …`), copy
    without the switch that deletes, and check that the source is complete before it runs.

    Or mark the rows as deleted, and remove them later, after somebody has seen how many they are.
    """

    name = "merge-deletes-by-source"
    category = Category.UNSCOPED_WRITE
    level = Level.WARNING
    judges = (DataChange,)
    only = (Only(DataChange, verbs=(Verb.DELETE, Verb.MERGE)),)

    bad = (
        sql(_MERGE + "WHEN NOT MATCHED BY SOURCE THEN DELETE;", dialect="tsql"),
        sql(_MERGE + "WHEN NOT MATCHED BY SOURCE THEN DELETE", version=17),
        python(f"cursor.execute('{_MERGE}WHEN NOT MATCHED BY SOURCE THEN DELETE')"),
        python(
            """\
            from fsspec.generic import rsync

            rsync("file:///buffer/scans", "s3://shop/archive/scans", delete_missing=True)
            """
        ),
    )
    good = (
        sql(_MERGE + "WHEN NOT MATCHED THEN INSERT (id) VALUES (i.id);", dialect="tsql"),
        sql(_MERGE + "WHEN NOT MATCHED BY SOURCE AND u.batch = 7 THEN DELETE;", dialect="tsql"),
        sql(
            _MERGE + "WHEN NOT MATCHED BY SOURCE THEN DELETE",
            given="CREATE TEMP TABLE users (id int, name text)",
            version=17,
        ),
        python(
            """\
            from fsspec.generic import rsync

            rsync("file:///build/site", "s3://www.shop.example/site", delete_missing=True)
            """
        ),
    )

    def judge(self, change: DataChange, context: Context) -> Iterator[Finding]:
        """A delete of what the source of a MERGE lacks."""
        if not change.by_source or change.verb not in (Verb.DELETE, Verb.MERGE):
            return
        if change.scope in (Scope.FILTERED, Scope.KEYED):
            return
        if not fresh(change.target, change, context):
            one = nouns_of(change.dialect).one
            message = f"every {one} of {holder(change)} that the source lacks is deleted"
            yield from weighed(self, change, context, message)
