"""Files of many entries that are opened so that nothing stays in them, for each entry."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

RECORD = """
import dbm, h5py, netCDF4, pandas, shelve, tables, tarfile, time, xarray, zarr, zipfile
from datetime import datetime

def record(name, data):
    {opened}
        {put}
"""
OPENED = 'with h5py.File("/data/scans.h5", "w") as file:'


def begun(code: str) -> list[str]:
    """The files that are emptied for each entry."""
    found = items(code, "lab/record.py")
    return [one.path for one in found if isinstance(one, FileChange) and one.begun]


@pytest.mark.parametrize(
    ("opened", "put", "kept"),
    [
        ('h5py.File("/data/a.h5", "w")', "file.create_group(name)", ('"w"', '"a"')),
        ('h5py.File("/data/a.h5", mode="w")', "file[name] = data", ('"w"', '"r+"')),
        (
            'tables.open_file("/data/a.h5", "w")',
            "file.create_array('/', name, data)",
            ('"w"', '"a"'),
        ),
        ('netCDF4.Dataset("/data/a.nc", "w")', "file.createVariable(name, 'f4')", ('"w"', '"a"')),
        ('pandas.HDFStore("/data/a.h5", mode="w")', "file[name] = data", ('"w"', '"a"')),
        (
            'pandas.ExcelWriter("/data/a.xlsx", mode="w")',
            "data.to_excel(file, sheet_name=name)",
            ('"w"', '"a"'),
        ),
        ('zarr.open_group("/data/a.zarr", mode="w")', "file.create_array(name)", ('"w"', '"a"')),
        ('zipfile.ZipFile("/data/a.zip", "w")', "file.writestr(name, data)", ('"w"', '"a"')),
        ('tarfile.open("/data/a.tar", "w")', "file.add(data, arcname=name)", ('"w"', '"a"')),
        ('shelve.open("/data/a", "n")', "file[name] = data", ('"n"', '"c"')),
        ('dbm.open("/data/a", "n")', "file[name] = data", ('"n"', '"c"')),
    ],
)
def test_the_last_entry_stays(opened: str, put: str, kept: tuple[str, str]) -> None:
    code = RECORD.format(opened=f"with {opened} as file:", put=put)
    assert len(begun(code)) == 1
    assert begun(code.replace(*kept)) == []


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ('data.to_hdf("/data/a.h5", key=name, mode="w")', True),
        ('data.to_hdf("/data/a.h5", key=name)', False),
        ('data.to_hdf("/data/a.h5", key="scans", mode="w")', False),
        ('data.to_netcdf("/data/a.nc", group=name)', True),
        ('data.to_netcdf("/data/a.nc", mode="a", group=name)', False),
        ('data.to_netcdf(f"/data/{name}.nc")', False),
    ],
)
def test_a_call_that_opens_and_writes(call: str, told: bool) -> None:
    assert bool(begun(RECORD.format(opened="if name:", put=call))) is told


@pytest.mark.parametrize(
    ("opened", "put", "told"),
    [
        (OPENED, 'file.create_group(f"scan_{name}")', True),
        (OPENED, 'file.create_group(f"scan_{int(time.time())}")', True),
        (OPENED, "file[datetime.now().isoformat()] = data", True),
        (OPENED, 'file["frames"] = data', False),
        (OPENED, "for key in data:\n            file[key] = data[key]", False),
        (OPENED, "while data.more():\n            file[str(time.time())] = data.read()", False),
        (OPENED.replace('"/data/scans.h5"', 'f"/data/{name}.h5"'), "file[name] = data", False),
        (OPENED.replace('"/data/scans.h5"', "data.path"), "file[name] = data", False),
        (OPENED.replace("/data/", "/tmp/"), "file[name] = data", False),
    ],
)
def test_what_is_put_into_it(opened: str, put: str, told: bool) -> None:
    assert bool(begun(RECORD.format(opened=opened, put=put))) is told


@pytest.mark.parametrize(
    ("calls", "told"),
    [
        ("", True),
        ("record('a', 1)\nrecord('b', 2)", True),
        ("for name in names:\n    record(name, 1)", True),
        ("record('a', 1)", False),
    ],
)
def test_one_call_loses_nothing(calls: str, told: bool) -> None:
    code = RECORD.format(opened=OPENED, put="file[name] = data") + calls
    assert bool(begun(code)) is told


@pytest.mark.parametrize(
    ("path", "put", "told"),
    [
        ('"/data/scans.h5"', 'file[f"scan_{number}"] = frames', True),
        ('"/data/scans.h5"', "file.create_dataset(str(number), data=frames)", True),
        ('f"/data/{number}.h5"', 'file[f"scan_{number}"] = frames', False),
        ('"/data/scans.h5"', 'file["last"] = frames', False),
    ],
)
def test_each_turn_of_a_loop_begins_anew(path: str, put: str, told: bool) -> None:
    code = (
        "import h5py\nfor number, frames in enumerate(scans()):\n"
        f'    with h5py.File({path}, "w") as file:\n        {put}\n'
    )
    assert bool(begun(code)) is told


READ = """
import h5py, zipfile
with h5py.File("/data/scans.h5") as file:
    {read}
with h5py.File({path}, "w") as file:
    file["frames"] = frames / 2
"""


@pytest.mark.parametrize(
    ("read", "path", "told"),
    [
        ('frames = file["frames"][:]', '"/data/scans.h5"', True),
        ('frames = file["frames"][:]', '"/data/halved.h5"', False),
        ("held = {name: file[name][:] for name in file}", '"/data/scans.h5"', False),
        ('held = dict(file.items()); frames = held["frames"]', '"/data/scans.h5"', False),
    ],
)
def test_what_was_not_read_before_is_gone(read: str, path: str, told: bool) -> None:
    found = items(READ.format(read=read, path=path), "lab/record.py")
    assert any(one.partly for one in found if isinstance(one, FileChange)) is told


SCANS = """
import h5py, time

class Scans:
    mode = "w"

    def __init__(self, campaign):
        self.path = f"/data/{campaign}.h5"

    def __enter__(self):
        self.file = h5py.File(self.path, self.mode)
        return self

    def add(self, name, frames):
        self.file.create_dataset(NAME, data=frames)

"""


@pytest.mark.parametrize(
    ("name", "use", "told"),
    [
        ("str(time.time())", "with Scans(campaign) as out:\n    out.add('', frames)\n", True),
        (
            "str(time.time())",
            "with Scans(c) as out:\n    while more():\n        out.add('', f)\n",
            False,
        ),
        ("name", "with Scans(c) as out:\n    out.add('energies', frames)\n", False),
        ("str(time.time())", "", False),
    ],
)
def test_a_class_that_opens_it(name: str, use: str, told: bool) -> None:
    assert bool(begun(SCANS.replace("NAME", name) + use)) is told


EXISTING = """
import h5py
import zarr
from contextlib import contextmanager
from pathlib import Path

ARCHIVE = Path("/data/runs.zarr")

@contextmanager
def opened(scan, mode="{mode}"):
    path = Path("/data") / f"{{scan}}.h5"
    {asked}
    file = h5py.File(path, mode)
    yield file

def archive(path):
    return zarr.open_group(str(path), mode="{mode}")

def save(scan, run):
    with opened(scan) as file:
        file["labels"] = 1

def append(run):
    root = archive(ARCHIVE)
    {looked}
    root.create_group("last")
"""
NOT_THERE = "if not path.exists(): raise FileNotFoundError(path)"


@pytest.mark.parametrize(
    ("asked", "looked", "mode", "why"),
    [
        (NOT_THERE, "pass", "w", ["though the code wants it to be there"]),
        ("pass", "if run in root: raise KeyError", "w", ["before the code asks what is in it"]),
        (NOT_THERE, "if run in root: raise KeyError", "a", []),
        ("if path.exists(): raise FileExistsError(path)", "pass", "w", []),
        ("pass", "for one in run:\n        if one in root: continue", "w", []),
        ("pass", "root['a'] = 1\n    if run in root: raise KeyError", "w", []),
    ],
)
def test_what_is_there_was_to_stay(asked: str, looked: str, mode: str, why: list[str]) -> None:
    found = items(EXISTING.format(asked=asked, looked=looked, mode=mode), "lab/record.py")
    assert [one.begun for one in found if isinstance(one, FileChange) and one.begun] == why
