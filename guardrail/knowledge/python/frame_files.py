"""Files that data frames are written into, and read from: pandas and Polars.

Source: the API references of pandas 3.1 ("Input/output", `DataFrame.to_csv` and its relatives) and
of Polars 2.1 ("Input/output", `DataFrame.write_csv`, `LazyFrame.sink_parquet`); "Indexing" and
"Reshaping" of both for what leaves rows or columns out.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, WritesFrame, words

READERS = words(
    "read_csv read_table read_parquet read_json read_excel read_feather read_fwf read_orc"
    " read_ndjson read_ipc read_avro read_stata scan_csv scan_parquet scan_ndjson scan_ipc"
)
"""Functions that read a file into a frame, which is their first argument."""
REDUCING = words(
    "query dropna drop head tail sample filter select nlargest nsmallest drop_nulls limit slice"
    " truncate agg aggregate groupby group_by pivot_table gather_every get_group"
)
"""Methods that leave rows or columns of a frame out."""
ADDING = words(
    "concat append merge join join_asof vstack hstack extend union combine_first update merge_asof"
    " merge_ordered align_frames"
)
"""What puts a frame together with others: what was there may be all among it."""
INDEXERS = words("loc iloc")

_FRAME = "import {0}\nframe = {0}.{1}('people.csv')\n"
_READ = tuple(sorted(READERS))


def _written(name: str, argument: str, package: str) -> Row:
    read = _FRAME.format(package, "read_csv")
    kept = "frame.query('age > 17')" if package == "pandas" else "frame.head(100)"
    return WritesFrame(
        names=(f".{name}",),
        path=Argument(0, argument),
        beside=_READ,
        unproved="what it is called on is only known to be a frame by what was read",
        example=f"{read}{kept}.{name}('people.csv')",
    )


ROWS: tuple[Row, ...] = (
    *(
        _written(name, argument, "pandas")
        for name, argument in (
            ("to_csv", "path_or_buf"),
            ("to_json", "path_or_buf"),
            ("to_parquet", "path"),
            ("to_feather", "path"),
            ("to_orc", "path"),
            ("to_excel", "excel_writer"),
            ("to_stata", "path"),
        )
    ),
    *(
        _written(name, "file" if name.startswith("write") else "path", "polars")
        for name in (
            *("write_csv", "write_parquet", "write_json", "write_ndjson", "write_ipc"),
            *("write_avro", "sink_csv", "sink_parquet", "sink_ndjson", "sink_ipc"),
        )
    ),
)
