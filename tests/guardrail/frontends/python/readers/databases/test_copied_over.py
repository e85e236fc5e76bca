"""Files that DuckDB copies a table over that was made of a part of them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

CODE = """\
import duckdb

con = duckdb.connect()
con.execute("CREATE OR REPLACE TEMP TABLE picked AS SELECT * FROM {read}", {bound})
con.execute("COPY picked TO '{to}' (FORMAT parquet)")
"""
RAW = "/data/raw/a.parquet"


@pytest.mark.parametrize(
    ("read", "bound", "to", "lost"),
    [
        (f"read_parquet('{RAW}') WHERE station = 1", "[]", RAW, True),
        ("read_parquet(?) WHERE station = ?", f"['{RAW}', 1]", RAW, True),
        (f"'{RAW}' USING SAMPLE 5 PERCENT", "[]", RAW, True),
        (f"read_parquet('{RAW}') WHERE station = 1", "[]", "/data/derived/a.parquet", False),
        (f"read_parquet('{RAW}') ORDER BY day", "[]", RAW, False),
        (f"read_parquet('{RAW}') WHERE a UNION SELECT * FROM more", "[]", RAW, False),
    ],
)
def test_a_part_is_written_over_the_whole(read: str, bound: str, to: str, lost: bool) -> None:
    found = items(CODE.format(read=read, bound=bound, to=to))
    assert any(isinstance(one, FileChange) and one.partly for one in found) is lost
