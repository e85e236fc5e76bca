"""pandas and Polars: frames written over a table.

Sources: pandas documentation, `DataFrame.to_sql` and `DataFrame.to_gbq` (`if_exists`); pandas-gbq,
`to_gbq`; Polars, `DataFrame.write_database` (`if_table_exists`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, ReplacesTable, Row

ROWS: tuple[Row, ...] = (
    ReplacesTable(
        names=(".to_sql",),
        table=Argument(0, "name"),
        when="if_exists",
        values=("replace", "delete_rows"),
        example='frame.to_sql("users", engine, if_exists="replace")',
    ),
    ReplacesTable(
        names=(".write_database",),
        table=Argument(0, "table_name"),
        when="if_table_exists",
        values=("replace",),
        example='frame.write_database("users", url, if_table_exists="replace")',
    ),
    ReplacesTable(
        names=(".adbc_ingest",),
        table=Argument(0, "table_name"),
        when="mode",
        values=("replace",),
        unproved="no driver of ADBC is installed",
        example='cursor.adbc_ingest("users", frame, mode="replace")',
    ),
    ReplacesTable(
        names=("pandas_gbq.to_gbq", "pandas_gbq.gbq.to_gbq"),
        table=Argument(1, "destination_table"),
        when="if_exists",
        values=("replace",),
        example=('import pandas_gbq\npandas_gbq.to_gbq(frame, "shop.users", if_exists="replace")'),
    ),
    ReplacesTable(
        names=(".to_gbq",),
        table=Argument(0, "destination_table"),
        when="if_exists",
        values=("replace",),
        beside=("to_gbq",),
        example='frame.to_gbq("shop.users", if_exists="replace")',
    ),
)
