"""Files that data frames and arrays are written into, and read from: pandas, Polars and others.

Source: the API references of pandas 3.1 ("Input/output", `DataFrame.to_csv` and its relatives) and
of Polars 2.1 ("Input/output", `DataFrame.write_csv`, `LazyFrame.sink_parquet`); "Indexing" and
"Reshaping" of both for what leaves rows or columns out; xarray 2026, GeoPandas 1.1 (`to_file`),
NumPy 2.4 (`save`), joblib 1.5 (`dump`), PyTorch 2.9 (`save`), PyArrow 21 (`parquet.write_table`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, WritesFrame, words

READERS = words(
    "read_csv read_table read_parquet read_json read_excel read_feather read_fwf read_orc"
    " read_ndjson read_ipc read_avro read_stata scan_csv scan_parquet scan_ndjson scan_ipc"
    " read_pickle read_hdf read_file open_dataset open_dataarray open_zarr load_dataset"
    " load_dataarray numpy.load np.load joblib.load torch.load"
)
"""Functions that read a file into a frame, which is their first argument.

Those stand with their module that others call so too.
"""
LIMITING = words("usecols columns nrows n_rows filters row_groups bbox key")
"""Arguments by which they read a part of the file alone."""
REDUCING = words(
    "query dropna drop head tail sample filter select nlargest nsmallest drop_nulls limit slice"
    " truncate agg aggregate groupby group_by pivot_table gather_every get_group sel isel drop_vars"
    " drop_sel drop_isel drop_columns"
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


def _given(name: str, path: Argument, frame: Argument, package: str, kept: str) -> Row:
    """A function that is given the frame, or the array, and the file."""
    read = "pyarrow.parquet.read_table" if "pyarrow" in package else f"{package}.load"
    call = "{0}, 'a.bin'" if path.position else "'a.bin', {0}"
    return WritesFrame(
        names=(name,),
        path=path,
        frame=frame,
        beside=(package.partition(".")[0],),
        unproved="the library isn't installed for tests",
        example=f"import {package}\nframe = {read}('a.bin')\n{name}({call.format(kept)})",
    )


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
            ("to_pickle", "path"),
            ("to_file", "filename"),
        )
    ),
    *(
        WritesFrame(
            names=(f".{name}",),
            path=Argument(0, "path" if name == "to_netcdf" else "store"),
            anew=() if name == "to_netcdf" else ("w",),
            beside=("xarray",),
            unproved="what makes data sets of xarray isn't seen",
            example="import xarray\ndata = xarray.open_dataset('a.nc')\n"
            f"data.sel(time='2026').{name}('a.nc', mode='w')",
        )
        for name in ("to_netcdf", "to_zarr")
    ),
    WritesFrame(
        names=(".to_hdf",),
        path=Argument(0, "path_or_buf"),
        anew=("w",),
        beside=("pandas",),
        unproved="what makes frames isn't seen",
        example="import pandas\nframe = pandas.read_hdf('a.h5', 'days')\n"
        "frame.to_hdf('a.h5', key='days', mode='w')",
    ),
    _given("numpy.save", Argument(0, "file"), Argument(1, "arr"), "numpy", "frame[frame > 3]"),
    _given("joblib.dump", Argument(1, "filename"), Argument(0, "value"), "joblib", "frame[:9]"),
    _given("torch.save", Argument(1, "f"), Argument(0, "obj"), "torch", "frame[:9]"),
    _given(
        "pyarrow.parquet.write_table",
        Argument(1, "where"),
        Argument(0, "table"),
        "pyarrow.parquet",
        "frame.slice(0, 9)",
    ),
    *(
        _written(name, "file" if name.startswith("write") else "path", "polars")
        for name in (
            *("write_csv", "write_parquet", "write_json", "write_ndjson", "write_ipc"),
            *("write_avro", "sink_csv", "sink_parquet", "sink_ndjson", "sink_ipc"),
        )
    ),
)
