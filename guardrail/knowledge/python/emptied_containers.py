"""Files of many entries that are emptied as they are opened: HDF5, NetCDF, workbooks, archives.

Sources: h5py 3.16 (`File`: "w" creates the file, truncating it if it exists), PyTables 3.11
(`open_file`), netCDF4 1.7 (`Dataset`), pandas 3.1 (`HDFStore` and `DataFrame.to_hdf`, "a" by
default, `ExcelWriter`, "w" by default), xarray 2026 (`to_netcdf`, "w" by default), Zarr 3.1
(`open`, `open_group`); `zipfile`, `tarfile`, `shelve` and `dbm` of Python 3.13 ("n": always create
a new, empty database).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import FIRST, Argument, BeginsAnew, Row

_MODE = Argument(1, "mode")
_MODE_BY_NAME = Argument(-1, "mode")
_FLAG = Argument(1, "flag")
_RECORD = "def record(name, data):\n    "

ROWS: tuple[Row, ...] = (
    BeginsAnew(
        names=("h5py.File",),
        path=FIRST,
        mode=_MODE,
        beside=("h5py",),
        unproved="the library isn't installed for tests",
        example="import h5py\n"
        + _RECORD
        + "with h5py.File('scans.h5', 'w') as file:\n        file.create_group(name)",
    ),
    BeginsAnew(
        names=("tables.open_file",),
        path=FIRST,
        mode=_MODE,
        beside=("tables",),
        unproved="the library isn't installed for tests",
        example="import tables\n"
        + _RECORD
        + "with tables.open_file('a.h5', 'w') as file:\n        file.create_array('/', name, data)",
    ),
    BeginsAnew(
        names=("netCDF4.Dataset",),
        path=FIRST,
        mode=_MODE,
        beside=("netCDF4",),
        unproved="the library isn't installed for tests",
        example="import netCDF4\n"
        + _RECORD
        + "with netCDF4.Dataset('scans.nc', 'w') as file:\n        file.createVariable(name, 'f4')",
    ),
    BeginsAnew(
        names=("pandas.HDFStore",),
        path=FIRST,
        mode=_MODE,
        beside=("pandas",),
        unproved="the library isn't installed for tests",
        example="import pandas\n"
        + _RECORD
        + "with pandas.HDFStore('scans.h5', mode='w') as file:\n        file[name] = data",
    ),
    BeginsAnew(
        names=("pandas.ExcelWriter",),
        path=FIRST,
        mode=_MODE_BY_NAME,
        always=True,
        beside=("pandas",),
        unproved="the library isn't installed for tests",
        example="import pandas\n"
        + _RECORD
        + "with pandas.ExcelWriter('a.xlsx') as f:\n        data.to_excel(f, sheet_name=name)",
    ),
    BeginsAnew(
        names=("zarr.open", "zarr.open_group"),
        path=Argument(0, "store"),
        mode=_MODE_BY_NAME,
        beside=("zarr",),
        unproved="the library isn't installed for tests",
        example="import zarr\n"
        + _RECORD
        + "with zarr.open_group('scans.zarr', mode='w') as file:\n        file.create_group(name)",
    ),
    BeginsAnew(
        names=("zipfile.ZipFile",),
        path=FIRST,
        mode=_MODE,
        beside=("zipfile",),
        unproved="",
        example="import zipfile\n"
        + _RECORD
        + "with zipfile.ZipFile('scans.zip', 'w') as file:\n        file.writestr(name, data)",
    ),
    BeginsAnew(
        names=("tarfile.open",),
        path=FIRST,
        mode=_MODE,
        values=("w", "w:gz", "w:bz2", "w:xz", "w|gz"),
        beside=("tarfile",),
        unproved="",
        example="import tarfile\n"
        + _RECORD
        + "with tarfile.open('a.tar.gz', 'w:gz') as file:\n        file.add(data, arcname=name)",
    ),
    BeginsAnew(
        names=("shelve.open",),
        path=FIRST,
        mode=_FLAG,
        values=("n",),
        beside=("shelve",),
        unproved="",
        example="import shelve\n"
        + _RECORD
        + "with shelve.open('/srv/scans', flag='n') as file:\n        file[name] = data",
    ),
    BeginsAnew(
        names=("dbm.open",),
        path=FIRST,
        mode=_FLAG,
        values=("n",),
        beside=("dbm",),
        unproved="",
        example="import dbm\n"
        + _RECORD
        + "with dbm.open('/srv/scans', 'n') as file:\n        file[name] = data",
    ),
    BeginsAnew(
        names=(".to_hdf",),
        path=Argument(0, "path_or_buf"),
        mode=_MODE_BY_NAME,
        entry=Argument(1, "key"),
        beside=("pandas",),
        unproved="what makes frames isn't seen",
        example="import pandas\n" + _RECORD + "data.to_hdf('scans.h5', key=name, mode='w')",
    ),
    BeginsAnew(
        names=(".to_netcdf",),
        path=Argument(0, "path"),
        mode=Argument(1, "mode"),
        always=True,
        entry=Argument(3, "group"),
        beside=("xarray",),
        unproved="what makes data sets of xarray isn't seen",
        example="import xarray\n" + _RECORD + "data.to_netcdf('scans.nc', group=name)",
    ),
)
