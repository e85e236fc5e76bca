"""Files that a program writes into a bucket for everybody to read."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange
from guardrail.frontends.python.readers.clouds.managed import EVERYBODY

CODE = """\
import awswrangler as wr
import fsspec
import pandas as pd

OPTIONS = {{"s3_additional_kwargs": {{"ACL": "{acl}"}}}}

def export(frame: pd.DataFrame, day: str) -> None:
    {line}  # public-read is for what the website shows
"""


@pytest.mark.parametrize(
    "line",
    [
        "frame.to_csv(f's3://shop/{day}.csv', storage_options=OPTIONS)",
        "frame.to_parquet('s3://shop/a.parquet', storage_options={**OPTIONS, 'anon': False})",
        "fsspec.open('s3://shop/a.csv', 'w', **OPTIONS)",
        "wr.s3.to_csv(frame, path='s3://shop/a.csv', **OPTIONS)",
    ],
)
def test_an_access_list_among_the_options_of_a_file(line: str) -> None:
    shown, kept = (items(CODE.format(acl=acl, line=line)) for acl in ("public-read", "private"))
    assert [one.whom for one in shown if isinstance(one, PrivilegeChange)] == [(EVERYBODY,)]
    assert [one for one in kept if isinstance(one, PrivilegeChange)] == []
