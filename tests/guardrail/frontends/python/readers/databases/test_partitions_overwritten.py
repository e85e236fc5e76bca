"""Frames written over a partitioned table: all of it, or the partitions that the frame has."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

MODE = "spark.sql.sources.partitionOverwriteMode"


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        (f"spark.conf.set('{MODE}', 'dynamic')", Scope.FILTERED),
        (f"spark.conf.set('{MODE}', 'DYNAMIC')", Scope.FILTERED),
        (f"SETTINGS = {{'{MODE}': 'dynamic'}}", Scope.FILTERED),
        (f"spark.sql('SET {MODE} = dynamic')", Scope.FILTERED),
        (f"spark.conf.set('{MODE}', 'static')", Scope.NONE),
        ("pass", Scope.NONE),
    ],
)
@pytest.mark.parametrize(
    "write",
    [
        "partitionBy('day').parquet('s3://shop/visits')",
        "partitionBy('day').parquet(f'{BASE}/visits')",
        "partitionBy('day').saveAsTable('visits')",
        "insertInto('visits')",
    ],
)
def test_the_session_says_what_is_written_over(write: str, said: str, scope: Scope) -> None:
    code = (
        "import os\nfrom pyspark.sql import SparkSession\n"
        "BASE = os.environ.get('BASE', 's3://shop')\n"
        f"spark = SparkSession.builder.getOrCreate()\n{said}\n"
        f"spark.table('new').write.mode('overwrite').{write}\n"
    )
    found = [one for one in items(code) if isinstance(one, DataChange)]
    assert [one.scope for one in found] == [scope]


def test_what_isn_t_parted_is_written_over_as_a_whole() -> None:
    code = (
        "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\n"
        f"spark.conf.set('{MODE}', 'dynamic')\n"
        "spark.table('new').write.mode('overwrite').parquet('s3://shop/visits')\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, DataChange)]
    assert found.scope is Scope.NONE


@pytest.mark.parametrize(
    ("steps", "scope"),
    [
        ("out = frame.write.mode('overwrite').partitionBy('day')", Scope.FILTERED),
        (
            "out = frame.write\nout = out.partitionBy('day')\nout = out.mode('overwrite')",
            Scope.FILTERED,
        ),
        ("out = parted(frame).mode('overwrite')", Scope.FILTERED),
        ("out = frame.write.mode('overwrite')", Scope.NONE),
        ("parted(frame).save('elsewhere')\nout = frame.write.mode('overwrite')", Scope.NONE),
    ],
)
@pytest.mark.parametrize("write", ["parquet('s3://shop/visits')", "saveAsTable('visits')"])
def test_a_writer_is_parted_in_steps(steps: str, write: str, scope: Scope) -> None:
    code = (
        "from pyspark.sql import SparkSession\n"
        "def parted(frame):\n    return frame.write.partitionBy('day')\n"
        f"spark = SparkSession.builder.config('{MODE}', 'dynamic').getOrCreate()\n"
        f"frame = spark.table('new')\n{steps}\nout.{write}\n"
    )
    found = [
        one for one in items(code) if isinstance(one, DataChange) and one.target != "elsewhere"
    ]
    assert [one.scope for one in found] == [scope]


def test_what_a_comment_says_of_the_session_sets_nothing() -> None:
    code = (
        "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\n"
        f"# {MODE} = dynamic would keep the other days\n"
        "spark.table('new').write.mode('overwrite').partitionBy('day').parquet('s3://shop/visits')\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, DataChange)]
    assert found.scope is Scope.NONE
