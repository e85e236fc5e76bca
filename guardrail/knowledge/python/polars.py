"""Polars: tables of Delta Lake and Iceberg that a frame is written over.

Source: the API reference of Polars 2.1, `DataFrame.write_delta` (modes; what is left of a table
is said by the options of the writer) and `DataFrame.write_iceberg`. `write_database` is among the
data frames.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Inside, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_FRAME, _LAZY = "polars frame", "polars lazy frame"
_START = "import polars as pl\nframe = pl.read_parquet('new.parquet')\n"
_SAME = (
    "filter() select() with_columns() sort() unique() drop() rename() head() tail() join() cast()"
    " drop_nulls() fill_null() explode() with_row_index()"
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("polars.DataFrame", "polars.dataframe.frame.DataFrame"), kind=_FRAME),
    Makes(
        names=tuple(
            f"polars.{function}"
            for function in (
                "read_csv",
                "read_parquet",
                "read_json",
                "read_ndjson",
                "read_excel",
                "read_delta",
                "read_database",
                "read_database_uri",
                "from_pandas",
                "from_arrow",
                "from_dicts",
                "from_dict",
                "concat",
            )
        ),
        kind=_FRAME,
        proxy="a function",
    ),
    Makes(
        names=("polars.scan_csv", "polars.scan_parquet", "polars.scan_delta"),
        kind=_LAZY,
        proxy="a function",
    ),
    Makes(names=("polars.LazyFrame",), kind=_LAZY),
    Gives(kind=_FRAME, member=_SAME, gives=_FRAME),
    Gives(kind=_FRAME, member="lazy()", gives=_LAZY),
    Gives(kind=_LAZY, member=_SAME, gives=_LAZY),
    Gives(kind=_LAZY, member="collect()", gives=_FRAME),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".write_delta",),
        on=(_FRAME,),
        verb=Verb.OVERWRITE,
        target=Argument(0, "target"),
        when=((Argument(-1, "mode"), ("overwrite",)),),
        filter=Inside(Argument(-1, "delta_write_options"), "predicate"),
        store="delta",
        unmistakable=True,
        beside=("polars",),
        example=_START + "frame.write_delta('s3://shop/users', mode='overwrite')",
        twin=_START + "frame.write_delta('s3://shop/users', mode='append')",
    ),
    ChangesData(
        names=(".write_iceberg",),
        on=(_FRAME,),
        verb=Verb.OVERWRITE,
        target=Argument(0, "target"),
        when=((Argument(1, "mode"), ("overwrite",)),),
        store="iceberg",
        unmistakable=True,
        beside=("polars",),
        example=_START + "frame.write_iceberg('shop.users', mode='overwrite')",
        twin=_START + "frame.write_iceberg('shop.users', mode='append')",
    ),
)
