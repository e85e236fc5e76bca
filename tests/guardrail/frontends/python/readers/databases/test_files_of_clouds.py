"""Files of a bucket that a file system of fsspec lists and takes away, all or some of them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = "import s3fs\nfs = s3fs.S3FileSystem()\n"


def emptied(code: str) -> bool:
    """Whether every file of a folder is told to be deleted."""
    return any(
        isinstance(one, DataChange) and one.scope in (Scope.NONE, Scope.TAUTOLOGY)
        for one in items(START + code)
    )


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("fs.find('shop')", True),
        ("fs.find('shop/exports')", True),
        ("fs.ls('s3://shop/exports/')", True),
        ("fs.glob('shop/**/*.parquet')", True),
        ("fs.glob('shop/exports/*')", True),
        ("fs.find('shop/tmp/7')", False),
        ("fs.glob('shop/exports/2019-*.parquet')", False),
        ("fs.find('shop/exports/day=2026-01-01')", False),
        ("fs.find('shop/exports', prefix='old-')", False),
        ("fs.find(folder)", False),
        ("fs.glob(f'{folder}/part-*.parquet')", False),
    ],
)
def test_what_is_listed_is_deleted(listed: str, told: bool) -> None:
    assert emptied(f"fs.rm({listed})\n") is told
    assert emptied(f"for path in {listed}:\n    fs.rm_file(path)\n") is told


def test_what_a_condition_picks_or_what_was_fetched_before_is_no_harm() -> None:
    loop = "for path in fs.ls('shop/exports'):\n"
    assert emptied(f"{loop}    fs.rm(path)\n")
    assert not emptied(f"{loop}    if path.endswith('.tmp'):\n        fs.rm(path)\n")
    assert not emptied(f"{loop}    fs.download(path, FOLDER)\n    fs.rm(path)\n")
