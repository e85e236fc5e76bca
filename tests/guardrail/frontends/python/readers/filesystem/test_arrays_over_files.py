"""Arrays, tables and data sets that are written over the file of which they are a part."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, FileChange, Verb

START = """
import geopandas, joblib, numpy as np, pandas as pd, polars as pl, torch, xarray as xr
import pyarrow.parquet as pq
from pyarrow import dataset
import awswrangler as wr
"""


def lost(code: str) -> bool:
    """Whether a file is written over with a part of what was read from it."""
    found = items(START + code, "lab/clean.py")
    return any(one.partly for one in found if isinstance(one, FileChange))


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("held = np.load('/data/a.npy')", "np.save('/data/a.npy', held[held > 3])"),
        ("held = joblib.load('/data/a.bin')", "joblib.dump(held[:9], '/data/a.bin')"),
        ("held = torch.load('/data/a.pt')", "torch.save(held[:9], '/data/a.pt')"),
        ("held = pq.read_table('/data/a.pq')", "pq.write_table(held.slice(0, 9), '/data/a.pq')"),
        ("held = xr.open_dataset('/data/a.nc')", "held.sel(time=7).to_netcdf('/data/a.nc')"),
        ("held = xr.open_zarr('/data/a')", "held.isel(x=7).to_zarr('/data/a', mode='w')"),
        ("held = pd.read_pickle('/data/a.pkl')", "held[held.age > 7].to_pickle('/data/a.pkl')"),
        ("held = pd.read_hdf('/data/a.h5', 'x')", "held.to_hdf('/data/a.h5', key='x', mode='w')"),
        ("held = geopandas.read_file('/data/a.gpkg')", "held.head(9).to_file('/data/a.gpkg')"),
        ("held = pd.read_csv('/data/a.csv', usecols=['id'])", "held.to_csv('/data/a.csv')"),
        ("held = pd.read_csv('/data/a.csv', nrows=99)", "held.to_csv('/data/a.csv')"),
        ("held = pl.read_csv('/data/a.csv', n_rows=99)", "held.write_csv('/data/a.csv')"),
        (
            "held = pq.read_table('/data/a.pq', columns=['id'])",
            "pq.write_table(held, '/data/a.pq')",
        ),
    ],
)
def test_a_part_takes_the_place_of_all(read: str, written: str) -> None:
    assert lost(f"{read}\n{written}\n")
    assert not lost(f"{read}\n{written.replace('/data/a', '/data/b')}\n")


@pytest.mark.parametrize(
    "code",
    [
        "held = np.load('/data/a.npy')\nnp.save('/data/a.npy', held / 2)",
        "held = pd.read_csv('/data/a.csv', usecols=None)\nheld.to_csv('/data/a.csv')",
        "held = pd.read_csv('/data/a.csv', skiprows=1)\nheld.to_csv('/data/a.csv')",
        "held = xr.open_zarr('/data/a')\nheld.sel(x=7).to_zarr('/data/a', append_dim='t')",
        "held = pd.read_hdf('/data/a.h5', 'x')\nheld.to_hdf('/data/a.h5', key='y')",
    ],
)
def test_what_was_there_stays(code: str) -> None:
    assert not lost(code)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("wr.s3.to_parquet(a, 's3://shop/orders/', dataset=True, mode='overwrite')", True),
        ("wr.s3.to_parquet(a, 's3://shop/day=7/', dataset=True, mode='overwrite')", False),
        ("wr.s3.to_parquet(a, 's3://shop/orders/', dataset=True, mode='append')", False),
        ("dataset.write_dataset(a, 's3://shop', existing_data_behavior='delete_matching')", True),
        ("dataset.write_dataset(a, 's3://shop', existing_data_behavior='error')", False),
    ],
)
def test_data_sets_of_a_lake(code: str, told: bool) -> None:
    found = [one for one in items(START + code) if isinstance(one, DataChange)]
    assert [one.verb for one in found] == ([Verb.OVERWRITE] if told else [])
