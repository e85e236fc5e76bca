"""Tools of data work: Spark's writers, workflows that hold SQL and shell, programs as functions."""

from __future__ import annotations

import pytest
from reading_python import items, shown, texts

from guardrail.effects import DataChange, Scope, Verb
from guardrail.stream import Embedded


def overwritten(code: str) -> list[tuple[str, Scope]]:
    """What a program writes over, and how much of it."""
    return [
        (one.target, one.scope)
        for one in items(code)
        if isinstance(one, DataChange) and one.verb is Verb.OVERWRITE
    ]


@pytest.mark.parametrize(
    "chain",
    [
        'mode("overwrite").saveAsTable("users")',
        'mode("Overwrite").saveAsTable("users")',
        'format("delta").mode("overwrite").partitionBy("day").saveAsTable("users")',
        'mode("overwrite").option("overwriteSchema", "true").saveAsTable("users")',
        'saveAsTable("users", mode="overwrite")',
        'insertInto("users", overwrite=True)',
        'insertInto("users", True)',
    ],
)
def test_a_writer_that_takes_the_place_of_a_table(chain: str) -> None:
    ((name, scope),) = overwritten(f"def save(frame):\n    frame.write.{chain}\n")
    assert name == "users"
    assert scope in (Scope.NONE, Scope.TAUTOLOGY)


@pytest.mark.parametrize(
    ("chain", "told"),
    [
        ('mode("overwrite").parquet("s3://shop/users")', True),
        ('parquet("abfss://shop@lake.example/users", mode="overwrite")', True),
        ('mode("overwrite").option("header", True).csv("dbfs:/users")', True),
        ('mode("overwrite").json("/mnt/users")', True),
        ('mode("append").parquet("s3://shop/users")', False),
        ('parquet("s3://shop/users")', False),
        ('mode("overwrite").parquet("out/users")', False),
        ('mode("overwrite").parquet("/tmp/users")', False),
        ('mode("overwrite").parquet(path)', False),
    ],
)
def test_files_are_told_where_others_read_them_too(chain: str, told: bool) -> None:
    start = "from pyspark.sql import DataFrame\ndef save(frame: DataFrame, path):\n"
    code = f"{start}    frame.write.{chain}\n"
    assert bool(overwritten(code)) is told


@pytest.mark.parametrize(
    "chain",
    [
        'mode("append").saveAsTable("users")',
        'saveAsTable("users")',
        'mode("ignore").saveAsTable("users")',
        'insertInto("users")',
        'mode(how).saveAsTable("users")',
    ],
)
def test_a_writer_that_adds(chain: str) -> None:
    assert overwritten(f"def save(frame):\n    frame.write.{chain}\n") == []


def test_an_option_that_names_the_part_that_is_written_over() -> None:
    chain = 'mode("overwrite").option("replaceWhere", "day = 3").saveAsTable("users")'
    ((name, scope),) = overwritten(f"frame.write.{chain}\n")
    assert name == "users"
    assert scope in (Scope.FILTERED, Scope.KEYED)


def test_the_dialect_is_the_one_of_the_tool_that_runs_the_text() -> None:
    code = (
        "from airflow.providers.postgres.hooks.postgres import PostgresHook\n"
        'PostgresHook("shop").run("TRUNCATE users")\n'
        'spark.sql("TRUNCATE TABLE users")\n'
    )
    spoken = [one.source.surroundings.dialect for one in items(code) if isinstance(one, Embedded)]
    assert spoken == ["postgres", "databricks"]


def test_each_command_of_a_list_is_a_command_line() -> None:
    code = (
        "from prefect_shell import ShellOperation\n"
        'ShellOperation(commands=["cd /srv", "rm -rf data"]).run()\n'
    )
    assert texts(code, "shell") == ["cd /srv", "rm -rf data"]


@pytest.mark.parametrize(
    "code",
    [
        'import sh\nsh.rm("-rf", "/srv/my data")',
        'from sh import rm\nrm("-rf", "/srv/my data")',
        'from plumbum.cmd import rm\nrm("-rf", "/srv/my data")',
        'from plumbum import local\nlocal.cmd.rm("-rf", "/srv/my data")',
    ],
)
def test_a_program_called_as_a_function(code: str) -> None:
    assert texts(code, "shell") == ["rm -rf '/srv/my data'"]


def test_hooks_give_clients_of_their_libraries() -> None:
    code = """
        from airflow.providers.google.cloud.hooks.bigquery import BigQueryHook
        from airflow.providers.redis.hooks.redis import RedisHook

        def load(name):
            BigQueryHook().get_client().query(f"TRUNCATE TABLE `shop.{name}`").result()
            RedisHook("cache").get_conn().flushall()
        """
    assert [line for line in shown(code) if not line.startswith(("[", "]"))] == [
        "sql: TRUNCATE TABLE `shop.{name}`",
        "DataChange dialect=redis verb=truncate target=every database of Redis scope=none",
    ]
