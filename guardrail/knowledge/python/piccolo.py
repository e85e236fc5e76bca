"""Piccolo: forced deletes and updates of whole tables, tables dropped.

Source: the documentation of Piccolo 1.38, "Query Types" (Delete, Update, Alter, Raw) and
`piccolo.table.drop_db_tables`. Without a `where`, delete and update refuse to run unless `force`
is given.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Extends,
    Gives,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_TABLE, _ROW = "piccolo table", "piccolo row"
_DELETE, _UPDATE, _ALTER = "piccolo delete", "piccolo update", "piccolo alter"
_BESIDE = ("piccolo", "force")
_FORCED = (("force", ("True",)),)
_START = "from piccolo.table import Table\nclass Band(Table):\n    pass\nasync def clean():\n    "

KINDS: tuple[Kind, ...] = (
    Extends(names=("piccolo.table.Table",), kind=_TABLE, instances=_ROW),
    Makes(names=("piccolo.query.Delete",), kind=_DELETE),
    Makes(names=("piccolo.query.methods.Update",), kind=_UPDATE),
    Makes(names=("piccolo.query.Alter",), kind=_ALTER),
    Gives(kind=_TABLE, member="delete()", gives=_DELETE),
    Gives(kind=_TABLE, member="update()", gives=_UPDATE),
    Gives(kind=_TABLE, member="alter()", gives=_ALTER),
    Gives(kind=_DELETE, member="where()", gives=_DELETE, narrows=True),
    Gives(kind=_DELETE, member="returning() run() run_sync()", gives=_DELETE),
    Gives(kind=_UPDATE, member="where()", gives=_UPDATE, narrows=True),
    Gives(kind=_UPDATE, member="values() returning() run() run_sync()", gives=_UPDATE),
    Gives(kind=_ALTER, member="drop_table() drop_column() rename_column()", gives=_ALTER),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_TABLE,),
        when=_FORCED,
        onward=True,
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "await Band.delete(force=True)",
        twin=_START + "await Band.delete(force=True).where(Band.name == 'Rustaceans')",
    ),
    ChangesData(
        names=(".update",),
        on=(_TABLE,),
        when=_FORCED,
        onward=True,
        verb=Verb.UPDATE,
        store="",
        beside=_BESIDE,
        example=_START + "await Band.update({Band.popularity: 0}, force=True)",
        twin=_START + "await Band.update({Band.popularity: 0}).where(Band.name == 'Rustaceans')",
    ),
    ChangesData(
        names=(".delete",),
        on=(_TABLE,),
        refuses=True,
        onward=True,
        verb=Verb.DELETE,
        store="",
        beside=("piccolo",),
        example=_START + "await Band.delete().where((Band.name != 'a') | (Band.name != 'b'))",
        twin=_START + "await Band.delete().where((Band.name != 'a') & (Band.name != 'b'))",
    ),
    ChangesData(
        names=(".update",),
        on=(_TABLE,),
        refuses=True,
        onward=True,
        verb=Verb.UPDATE,
        store="",
        beside=("piccolo",),
        example=_START
        + "await Band.update({Band.x: 0}).where((Band.name != 'a') | (Band.name != 'b'))",
        twin=_START
        + "await Band.update({Band.x: 0}).where((Band.name != 'a') & (Band.name != 'b'))",
    ),
    RunsQuery(
        names=(".raw",),
        on=(_TABLE,),
        language="sql",
        text=Argument(0, "sql"),
        like="",
        store="",
        beside=("piccolo",),
        example=_START + "await Band.raw('DELETE FROM band')",
        twin=_START + "await Band.raw('SELECT name FROM band')",
    ),
    ChangesObject(
        names=(".drop_table",),
        on=(_ALTER,),
        what=ObjectKind.TABLE,
        store="",
        beside=("piccolo", "alter"),
        example=_START + "await Band.alter().drop_table(cascade=True)",
        twin=_START + "await Band.alter().set_null(Band.name, True)",
    ),
    ChangesObject(
        names=(".drop_column",),
        on=(_ALTER,),
        what=ObjectKind.COLUMN,
        target=FIRST,
        store="",
        beside=("piccolo", "alter"),
        unproved="the parameter is a column or its name",
        example=_START + "await Band.alter().drop_column('popularity')",
        twin=_START + "await Band.alter().set_null(Band.name, True)",
    ),
    ChangesObject(
        names=("piccolo.table.drop_db_tables", "piccolo.table.drop_db_tables_sync"),
        what=ObjectKind.TABLE,
        target=FIRST,
        store="",
        unproved="its parameters are *tables",
        beside=("piccolo",),
        example="from piccolo.table import drop_db_tables_sync\ndrop_db_tables_sync(Band, Concert)",
        twin="from piccolo.table import create_db_tables_sync\n"
        "create_db_tables_sync(Band, Concert)",
    ),
)
