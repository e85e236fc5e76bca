"""Delta Lake's tables, from Spark and without it: rows deleted, tables written over, history lost.

Source: the API reference of delta-spark 4.4 (`DeltaTable`) and of deltalake 1.6 (`DeltaTable`,
`write_deltalake`): a predicate that is absent means every row, and `vacuum` removes for good the
files that older versions of the table are read from.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row
from guardrail.knowledge.python.true_conditions import TRUE_COLUMNS

_SPARK, _PLAIN = "delta table", "deltalake table"
_BESIDE = ("delta", "DeltaTable")
_EVERY = ("None", "true", "TRUE", "1 = 1", "1=1")
_MERGE, _BUILDER = "delta merge", "delta builder"
_HISTORY = "the table's older versions"
_START = "from delta.tables import DeltaTable\ntable = DeltaTable.forName(spark, 'users')\n"
_RUST = "from deltalake import DeltaTable\ntable = DeltaTable('s3://shop/users')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("delta.tables.DeltaTable", "delta.DeltaTable"), kind=_SPARK),
    *(
        Makes(
            names=(f"delta.tables.DeltaTable.{method}", f"delta.DeltaTable.{method}"),
            kind=_SPARK,
            named=Argument(1, named),
            proxy="a method of the class",
        )
        for method, named in (("forName", "tableOrViewName"), ("forPath", "path"))
    ),
    Gives(kind=_SPARK, member="alias()", gives=_SPARK),
    Makes(
        names=tuple(
            f"{package}.DeltaTable.{method}"
            for package in ("delta.tables", "delta")
            for method in ("replace", "createOrReplace")
        ),
        kind=_BUILDER,
        proxy="a method of the class",
    ),
    Gives(kind=_BUILDER, member="tableName()", gives=_BUILDER, named=Argument(0, "identifier")),
    Gives(
        kind=_BUILDER,
        member="addColumn() addColumns() partitionedBy() clusterBy() property() comment()"
        " location()",
        gives=_BUILDER,
    ),
    Makes(
        names=("delta.tables.DeltaMergeBuilder", "deltalake.table.TableMerger"),
        kind=_MERGE,
    ),
    Gives(kind=_SPARK, member="merge()", gives=_MERGE),
    Gives(
        kind=_MERGE,
        member="whenMatchedUpdate() whenMatchedUpdateAll() whenMatchedDelete()"
        " whenNotMatchedInsert() whenNotMatchedInsertAll() whenNotMatchedBySourceUpdate()",
        gives=_MERGE,
    ),
    Gives(kind=_PLAIN, member="merge()", gives=_MERGE),
    Gives(
        kind=_MERGE,
        member="when_matched_update() when_matched_update_all() when_matched_delete()"
        " when_not_matched_insert() when_not_matched_insert_all()"
        " when_not_matched_by_source_update()",
        gives=_MERGE,
    ),
    Makes(names=("deltalake.DeltaTable",), kind=_PLAIN, named=Argument(0, "table_uri")),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".execute",),
        on=(_BUILDER,),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        store="delta",
        beside=("DeltaTable",),
        unproved="what it is called on is made by methods of the class",
        example="from delta.tables import DeltaTable\n"
        "DeltaTable.replace(spark).tableName('users').addColumn('id', 'INT').execute()",
        twin="from delta.tables import DeltaTable\n"
        "DeltaTable.createIfNotExists(spark).tableName('users').addColumn('id', 'INT').execute()",
    ),
    ChangesData(
        names=(".whenNotMatchedBySourceDelete",),
        on=(_MERGE,),
        verb=Verb.DELETE,
        filter=Argument(0, "condition"),
        every=_EVERY,
        every_like=TRUE_COLUMNS,
        by_source=True,
        store="delta",
        beside=_BESIDE,
        example=_START + "table.alias('t').merge(rows.alias('s'), 't.id = s.id')"
        ".whenMatchedUpdateAll().whenNotMatchedBySourceDelete().execute()",
        twin=_START + "table.alias('t').merge(rows.alias('s'), 't.id = s.id')"
        ".whenNotMatchedBySourceDelete(\"t.day = '2020-01-01'\").execute()",
    ),
    ChangesData(
        names=(".when_not_matched_by_source_delete",),
        on=(_MERGE,),
        verb=Verb.DELETE,
        filter=Argument(0, "predicate"),
        every=_EVERY,
        every_like=TRUE_COLUMNS,
        by_source=True,
        store="delta",
        beside=("deltalake",),
        example=_RUST + "table.merge(rows, 'target.id = source.id')"
        ".when_matched_update_all().when_not_matched_by_source_delete().execute()",
        twin=_RUST + "table.merge(rows, 'target.id = source.id')"
        ".when_not_matched_by_source_delete('target.day = 7').execute()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_SPARK,),
        verb=Verb.DELETE,
        filter=Argument(0, "condition"),
        every=_EVERY,
        every_like=TRUE_COLUMNS,
        store="delta",
        beside=_BESIDE,
        example=_START + "table.delete()",
        twin=_START + "table.delete(\"day < '2020-01-01'\")",
    ),
    ChangesData(
        names=(".update",),
        on=(_SPARK,),
        verb=Verb.UPDATE,
        filter=Argument(0, "condition"),
        every=_EVERY,
        every_like=TRUE_COLUMNS,
        store="delta",
        beside=_BESIDE,
        example=_START + "table.update(set={'active': 'false'})",
        twin=_START + "table.update('id = 7', {'active': 'false'})",
    ),
    ChangesData(
        names=(".vacuum",),
        on=(_SPARK,),
        verb=Verb.DELETE,
        target=_HISTORY,
        when=((Argument(0, "retentionHours"), ("0", "0.0")),),
        store="delta",
        beside=_BESIDE,
        example=_START + "table.vacuum(0)",
        twin=_START + "table.vacuum(168)",
    ),
    ChangesData(
        names=(".delete",),
        on=(_PLAIN,),
        verb=Verb.DELETE,
        filter=Argument(0, "predicate"),
        every=_EVERY,
        every_like=TRUE_COLUMNS,
        parses=True,
        store="delta",
        beside=("deltalake",),
        example=_RUST + "table.delete()",
        twin=_RUST + "table.delete('id = 7')",
    ),
    ChangesData(
        names=(".update",),
        on=(_PLAIN,),
        verb=Verb.UPDATE,
        filter=Argument(2, "predicate"),
        every=_EVERY,
        every_like=TRUE_COLUMNS,
        parses=True,
        store="delta",
        beside=("deltalake",),
        example=_RUST + "table.update(updates={'active': 'false'})",
        twin=_RUST + "table.update(updates={'active': 'false'}, predicate='id = 7')",
    ),
    ChangesData(
        names=(".vacuum",),
        on=(_PLAIN,),
        verb=Verb.DELETE,
        target=_HISTORY,
        when=(
            (Argument(0, "retention_hours"), ("0",)),
            (Argument(1, "dry_run"), ("False",)),
        ),
        store="delta",
        beside=("deltalake",),
        example=_RUST + "table.vacuum(0, dry_run=False, enforce_retention_duration=False)",
        twin=_RUST + "table.vacuum(0)",
    ),
    ChangesData(
        names=("deltalake.write_deltalake", "deltalake.writer.write_deltalake"),
        verb=Verb.OVERWRITE,
        target=FIRST,
        when=((Argument(-1, "mode"), ("overwrite",)),),
        filter=Argument(-1, "predicate"),
        every=_EVERY,
        every_like=TRUE_COLUMNS,
        parses=True,
        store="delta",
        beside=("deltalake",),
        example=(
            "from deltalake import write_deltalake\n"
            "write_deltalake('s3://shop/users', frame, mode='overwrite')"
        ),
        twin=(
            "from deltalake import write_deltalake\n"
            "write_deltalake('s3://shop/users', frame, mode='append')"
        ),
    ),
)
