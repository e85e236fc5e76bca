"""Snowpark and Snowflake's connector: tables written over, rows deleted, tables dropped.

Source: the API reference of snowflake-snowpark-python 1.56 (`Session`, `Table`, `DataFrameWriter`;
a condition that is absent means every row) and of snowflake-connector-python 4.8 (`write_pandas`).
Cursors and connections are with the other drivers.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Condition,
    Gives,
    Is,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import Argument, Row, RunsText
from guardrail.knowledge.python.true_conditions import TRUE_COLUMNS

_SESSION, _TABLE, _FRAME = "snowpark session", "snowpark table", "snowpark frame"
_WRITER, _BUILDER = "snowpark writer", "snowpark builder"
_OVERWRITING = (f"{_WRITER} overwrite", f"{_WRITER} truncate")
# What a `write` is called that nothing else is known of.
_ANY_OVERWRITING = ("spark writer overwrite", "spark writer Overwrite")
_MODES = ("overwrite", "truncate")
_BESIDE = ("snowpark", "snowflake")
_START = (
    "from snowflake.snowpark import Session\n"
    "session = Session.builder.configs(settings).create()\n"
    "table = session.table('users')\n"
)
_PANDAS = "from snowflake.connector.pandas_tools import write_pandas\n"

_TEMPORARY: tuple[Condition, ...] = (
    ("table_type", ("temp", "temporary")),
    ("create_temp_table", ("True",)),
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("snowflake.snowpark.Session",), kind=_SESSION),
    Makes(
        names=("snowflake.snowpark.context.get_active_session",),
        kind=_SESSION,
        proxy="a function",
    ),
    Is(names=("snowflake.snowpark.Session.builder",), kind=_BUILDER),
    Gives(kind=_BUILDER, member="configs() config() app_name() appName()", gives=_BUILDER),
    Gives(kind=_BUILDER, member="create() getOrCreate()", gives=_SESSION),
    Gives(kind=_SESSION, member="table()", gives=_TABLE, named=Argument(0, "name")),
    Gives(kind=_SESSION, member="sql() create_dataframe() createDataFrame()", gives=_FRAME),
    Makes(names=("snowflake.snowpark.Table",), kind=_TABLE),
    Makes(names=("snowflake.snowpark.DataFrame",), kind=_FRAME),
    *(
        Gives(
            kind=kind,
            member=(
                "select() filter() where() with_column() with_columns() drop() distinct() union()"
                " union_all() join() sort() order_by() limit() to_df()"
            ),
            gives=_FRAME,
        )
        for kind in (_TABLE, _FRAME)
    ),
    Gives(kind=_TABLE, member="write", gives=_WRITER),
    Gives(kind=_FRAME, member="write", gives=_WRITER),
    Makes(names=("snowflake.snowpark.DataFrameWriter",), kind=_WRITER),
    Gives(kind=_WRITER, member="mode()", gives=_WRITER, by=Argument(0, "save_mode")),
    *(
        Gives(kind=kind, member="option() options() partition_by()", gives=kind)
        for kind in (_WRITER, *_OVERWRITING)
    ),
)

ROWS: tuple[Row, ...] = (
    RunsText(
        names=(".sql",),
        language="sql",
        text=Argument(0, "query"),
        receivers=(_SESSION,),
        dialect="snowflake",
        beside=_BESIDE,
        example=_START + 'session.sql("TRUNCATE TABLE users").collect()',
    ),
    ChangesData(
        names=(".delete",),
        on=(_TABLE,),
        verb=Verb.DELETE,
        filter=Argument(0, "condition"),
        every_like=TRUE_COLUMNS,
        store="snowflake",
        beside=_BESIDE,
        example=_START + "table.delete()",
        twin=_START + "table.delete(table['id'] == 7)",
    ),
    ChangesData(
        names=(".update",),
        on=(_TABLE,),
        verb=Verb.UPDATE,
        filter=Argument(1, "condition"),
        every_like=TRUE_COLUMNS,
        store="snowflake",
        beside=_BESIDE,
        example=_START + "table.update({'active': False})",
        twin=_START + "table.update({'active': False}, table['id'] == 7)",
    ),
    ChangesObject(
        names=(".drop_table",),
        on=(_TABLE,),
        what=ObjectKind.TABLE,
        store="snowflake",
        beside=_BESIDE,
        example=_START + "table.drop_table()",
        twin=_START + "table.collect()",
    ),
    ChangesData(
        names=(".save_as_table", ".saveAsTable"),
        on=(_WRITER, *_OVERWRITING),
        verb=Verb.OVERWRITE,
        target=Argument(0, "table_name"),
        when=((Argument(-1, "mode"), _MODES),),
        spared=_TEMPORARY,
        store="snowflake",
        beside=_BESIDE,
        example=_START + "table.filter('a > 1').write.save_as_table('old', mode='overwrite')",
        twin=_START + "table.filter('a > 1').write.save_as_table('old', mode='append')",
    ),
    ChangesData(
        names=(".save_as_table", ".saveAsTable"),
        on=(*_OVERWRITING, *_ANY_OVERWRITING),
        verb=Verb.OVERWRITE,
        target=Argument(0, "table_name"),
        when=((Argument(-1, "mode"), ("-",)),),
        spared=_TEMPORARY,
        store="snowflake",
        unproved="the save mode is part of the kind",
        beside=_BESIDE,
        example=_START + "table.filter('a > 1').write.mode('overwrite').save_as_table('old')",
        twin=_START + "table.filter('a > 1').write.mode('append').save_as_table('old')",
    ),
    ChangesData(
        names=(".insert_into", ".insertInto"),
        on=(_WRITER,),
        verb=Verb.OVERWRITE,
        target=Argument(0, "table_name"),
        when=((Argument(1, "overwrite"), ("True",)),),
        store="snowflake",
        beside=_BESIDE,
        example=_START + "table.filter('a > 1').write.insert_into('old', overwrite=True)",
        twin=_START + "table.filter('a > 1').write.insert_into('old')",
    ),
    ChangesData(
        names=(".write_pandas",),
        on=(_SESSION,),
        verb=Verb.OVERWRITE,
        target=Argument(1, "table_name"),
        when=((Argument(-1, "overwrite"), ("True",)),),
        store="snowflake",
        beside=_BESIDE,
        example=_START + "session.write_pandas(frame, 'users', overwrite=True)",
        twin=_START + "session.write_pandas(frame, 'users')",
    ),
    ChangesData(
        names=("snowflake.connector.pandas_tools.write_pandas",),
        verb=Verb.OVERWRITE,
        target=Argument(2, "table_name"),
        when=((Argument(-1, "overwrite"), ("True",)),),
        store="snowflake",
        beside=_BESIDE,
        example=_PANDAS + "write_pandas(connection, frame, 'users', overwrite=True)",
        twin=_PANDAS + "write_pandas(connection, frame, 'users', auto_create_table=True)",
    ),
)
