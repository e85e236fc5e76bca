"""Data frames that are written over the file they were read from."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

START = """\
import argparse
from pathlib import Path
import pandas as pd
import polars as pl
RAW = Path("data/raw")
CLEAN = Path("data/clean")
MASTER = RAW / "gauges.csv"
KEPT = ["name", "due"]
"""


def partly(code: str) -> list[str]:
    """The files that are written over with a part of themselves."""
    found = items(START + code)
    return [one.path for one in found if isinstance(one, FileChange) and one.partly]


@pytest.mark.parametrize(
    "cut",
    [
        'df[df["due"] < today]',
        "df[KEPT]",
        'df[["name", "due"]]',
        "df.loc[df.due < today]",
        "df.query('due < 3').sort_values('due')",
        "df.dropna().reset_index(drop=True)",
        'df[df["due"].isin(names)]',
        "df.drop(columns=['phone'])",
        "df.head(100)",
    ],
)
def test_what_is_left_out_is_lost(cut: str) -> None:
    code = f"df = pd.read_csv(MASTER)\nless = {cut}\nless.to_csv({{0}}, index=False)\n"
    assert partly(code.format("MASTER")) == ["data/raw/gauges.csv"]
    assert not partly(code.format('CLEAN / "gauges.csv"'))


@pytest.mark.parametrize(
    "whole",
    [
        "df.sort_values('due')",
        "df.assign(due=today)",
        "pd.concat([df, new]).drop_duplicates('name', keep='last')",
        "pd.concat([df[df['due'] < today], new])",
        "df.merge(new, on='name').query('due < 3')",
        "pd.DataFrame(rows)",
    ],
)
def test_what_holds_all_that_was_there_loses_nothing(whole: str) -> None:
    assert not partly(f"df = pd.read_csv(MASTER)\nmore = {whole}\nmore.to_csv(MASTER)\n")


FUNCTIONS = """\
def clean(frame):
    frame = frame[frame["age"] > 17]
    return frame[KEPT]

def process(path: Path, folder: Path) -> None:
    clean(pd.read_csv(path)).to_csv({target}, index=False)

def main():
    for path in sorted(RAW.glob("wave_*.csv")):
        process(path, {given})
"""


@pytest.mark.parametrize(
    ("target", "given", "lost"),
    [
        ("folder / path.name", "RAW", True),
        ("path", "CLEAN", True),
        ("str(path)", "CLEAN", True),
        ("folder / path.name", "CLEAN", False),
        ('folder / f"{path.stem}_clean.csv"', "RAW", False),
        ('path.with_suffix(".clean.csv")', "RAW", False),
        ('folder / "all.csv"', "RAW", False),
    ],
)
def test_files_of_a_folder_one_after_the_other(target: str, given: str, lost: bool) -> None:
    assert bool(partly(FUNCTIONS.format(target=target, given=given))) is lost


@pytest.mark.parametrize(("folder", "lost"), [("RAW", True), ("CLEAN", False)])
def test_frames_that_are_kept_by_their_names(folder: str, lost: bool) -> None:
    code = (
        "waves = {p.name: pd.read_csv(p) for p in sorted(RAW.glob('*.csv'))}\n"
        "adults = {name: df[df['age'] > 17] for name, df in waves.items()}\n"
        f"for name, df in adults.items():\n    df.to_csv({folder} / name)\n"
    )
    assert bool(partly(code)) is lost


@pytest.mark.parametrize(
    ("before", "lost"), [("pass", True), ("shutil.copy2(path, path.with_suffix('.bak'))", False)]
)
def test_a_copy_that_is_made_before_keeps_it(before: str, lost: bool) -> None:
    code = (
        "import shutil\ndef sample(path: Path) -> None:\n"
        f"    frame = pl.read_parquet(path).sample(fraction=0.02)\n    {before}\n"
        "    frame.write_parquet(path, compression='zstd')\n"
    )
    assert bool(partly(code)) is lost


@pytest.mark.parametrize("how", ["mode='a'", "index=False"])
def test_what_is_added_loses_nothing(how: str) -> None:
    code = f"df = pd.read_csv(MASTER).head(3)\ndf.to_csv(MASTER, {how})\n"
    assert bool(partly(code)) is (how != "mode='a'")


def test_files_that_a_program_keeps_for_itself_are_its_own() -> None:
    code = "df = pd.read_csv('{0}').dropna()\ndf.to_csv('{0}')\n"
    assert partly(code.format("/srv/shop/orders.csv"))
    assert not partly(code.format("/srv/shop/cache/orders.csv"))


@pytest.mark.parametrize(
    ("target", "lost"),
    [
        ("args.path", True),
        ("args.out or args.path", True),
        ("args.out if args.out else args.path", True),
        ("args.out", False),
    ],
)
def test_files_that_options_name(target: str, lost: bool) -> None:
    code = (
        "args = argparse.ArgumentParser().parse_args()\n"
        "frame = pd.read_parquet(args.path)\n"
        f"frame[frame['country'] == 'LV'].to_parquet({target})\n"
    )
    assert bool(partly(code)) is lost


@pytest.mark.parametrize(("target", "lost"), [("self.path", True), ("self.kept", False)])
def test_files_and_frames_that_objects_hold(target: str, lost: bool) -> None:
    code = (
        "class Register:\n"
        "    def __init__(self, path, kept):\n"
        "        self.path = path\n"
        "        self.kept = kept\n"
        "        self.frame = pd.read_csv(path)\n"
        "    def prune(self):\n"
        "        kept = self.frame[self.frame['active']]\n"
        f"        kept.to_csv({target}, index=False)\n"
    )
    assert bool(partly(code)) is lost


@pytest.mark.parametrize(("folder", "lost"), [("/data/incoming", True), ("/data/clean", False)])
def test_files_of_a_pattern_by_their_names(folder: str, lost: bool) -> None:
    code = (
        "import glob, os\n"
        "for name in glob.glob('/data/incoming/*.csv'):\n"
        "    df = pd.read_csv(name).dropna(subset=['id'])\n"
        f"    df.to_csv(os.path.join('{folder}', os.path.basename(name)), index=False)\n"
    )
    assert bool(partly(code)) is lost
