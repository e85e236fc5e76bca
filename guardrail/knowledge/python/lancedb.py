"""LanceDB: rows deleted by a condition that always holds, tables dropped and written over.

Source: the reference of lancedb 0.40 (`DBConnection.create_table(mode="overwrite")`,
`drop_table`, `drop_all_tables`, `Table.delete`, `Table.update`: without `where` every row) and
"Merge insert" (`when_not_matched_by_source_delete`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import Argument, Row
from guardrail.knowledge.python.true_conditions import TRUE_TEXTS

_DATABASE, _TABLE, _MERGE = "lance database", "lance table", "lance merge"
_BESIDE = ("lancedb",)
_NAME = Argument(0, "name")
_EVERY_LIKE = TRUE_TEXTS
_HISTORY = "the table's older versions"
_AT_ONCE = (
    "timedelta(0)",
    "datetime.timedelta(0)",
    "timedelta()",
    r"~~^(?:datetime\.|dt\.)?timedelta\(\s*\w+\s*=\s*0\s*\)$",
)
_START = "import lancedb\ndb = lancedb.connect('s3://acme/lance')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("lancedb.connect", "lancedb.connect_async"), kind=_DATABASE, proxy="functions"),
    Makes(
        names=(
            "lancedb.DBConnection",
            "lancedb.AsyncConnection",
            "lancedb.db.DBConnection",
            "lancedb.db.LanceDBConnection",
            "lancedb.db.AsyncConnection",
        ),
        kind=_DATABASE,
    ),
    Makes(
        names=("lancedb.table.Table", "lancedb.table.LanceTable", "lancedb.table.AsyncTable"),
        kind=_TABLE,
    ),
    Makes(names=("lancedb.merge.LanceMergeInsertBuilder",), kind=_MERGE),
    Gives(
        kind=_DATABASE,
        member="open_table() create_table()",
        gives=_TABLE,
        named=_NAME,
    ),
    Gives(kind=_DATABASE, member="[]", gives=_TABLE),
    Gives(kind=_TABLE, member="merge_insert()", gives=_MERGE),
    Gives(
        kind=_MERGE,
        member="when_matched_update_all() when_not_matched_insert_all()",
        gives=_MERGE,
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".create_table",),
        on=(_DATABASE,),
        when=(("mode", ("overwrite",)),),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        target=_NAME,
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.create_table('docs', rows, mode='overwrite')",
        twin=_START + "db.create_table('docs', rows, exist_ok=True)",
    ),
    ChangesObject(
        names=(".drop_table",),
        on=(_DATABASE,),
        what=ObjectKind.TABLE,
        target=_NAME,
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.drop_table('docs')",
        twin=_START + "db.open_table('docs')",
    ),
    ChangesObject(
        names=(".drop_all_tables", ".drop_database"),
        on=(_DATABASE,),
        what=ObjectKind.SCHEMA,
        target="all tables of LanceDB",
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.drop_all_tables()",
        twin=_START + "db.table_names()",
    ),
    ChangesObject(
        names=(".drop_columns",),
        on=(_TABLE,),
        what=ObjectKind.COLUMN,
        target=Argument(0, "columns"),
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.open_table('docs').drop_columns(['plan'])",
        twin=_START + "db.open_table('docs').add_columns({'plan': '0'})",
    ),
    ChangesData(
        names=(".delete",),
        on=(_TABLE,),
        filter=Argument(0, "where"),
        every_like=_EVERY_LIKE,
        refuses=True,
        verb=Verb.DELETE,
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.open_table('docs').delete('true')",
        twin=_START + "db.open_table('docs').delete('id = 7')",
    ),
    ChangesData(
        names=(".update",),
        on=(_TABLE,),
        filter=Argument(-1, "where"),
        every_like=_EVERY_LIKE,
        verb=Verb.UPDATE,
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.open_table('docs').update(values={'plan': 'x'})",
        twin=_START + "db.open_table('docs').update(where='id = 7', values={'plan': 'x'})",
    ),
    ChangesData(
        names=(".cleanup_old_versions",),
        on=(_TABLE,),
        when=((Argument(0, "older_than"), _AT_ONCE), ("delete_unverified", ("True",))),
        verb=Verb.DELETE,
        target=_HISTORY,
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.open_table('docs').cleanup_old_versions(timedelta(0),"
        " delete_unverified=True)",
        twin=_START + "db.open_table('docs').cleanup_old_versions(timedelta(days=14),"
        " delete_unverified=True)",
    ),
    ChangesData(
        names=(".optimize",),
        on=(_TABLE,),
        when=(("cleanup_older_than", _AT_ONCE), ("delete_unverified", ("True",))),
        verb=Verb.DELETE,
        target=_HISTORY,
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.open_table('docs').optimize(cleanup_older_than=timedelta(0),"
        " delete_unverified=True)",
        twin=_START + "db.open_table('docs').optimize(cleanup_older_than=timedelta(days=7))",
    ),
    ChangesData(
        names=(".add",),
        on=(_TABLE,),
        when=((Argument(1, "mode"), ("overwrite",)),),
        verb=Verb.OVERWRITE,
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.open_table('docs').add(rows, mode='overwrite')",
        twin=_START + "db.open_table('docs').add(rows, mode='append')",
    ),
    ChangesData(
        names=(".when_not_matched_by_source_delete",),
        on=(_MERGE,),
        filter=Argument(0, "condition"),
        by_source=True,
        verb=Verb.DELETE,
        store="lancedb",
        beside=_BESIDE,
        example=_START + "db.open_table('docs').merge_insert('id')"
        ".when_matched_update_all().when_not_matched_by_source_delete()",
        twin=_START + "db.open_table('docs').merge_insert('id')"
        ".when_matched_update_all().when_not_matched_by_source_delete('source = 7')",
    ),
)
