"""What a condition or a setting has said already is told, but stops nobody."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python, sql
from guardrail.model import Level


@pytest.mark.parametrize(
    ("option", "expected"),
    [(".option('replaceWhere', f\"day = '{day}'\")", Level.INFO), ("", Level.ERROR)],
)
def test_rows_that_a_condition_names_may_be_replaced(option: str, expected: Level) -> None:
    code = (
        "from pyspark.sql import SparkSession\n"
        "spark = SparkSession.builder.getOrCreate()\n"
        "frame = spark.read.parquet(source)\n"
        f"frame.write.format('delta').mode('overwrite'){option}.saveAsTable('visits')\n"
    )
    assert level("replaced-table", python(code)) is expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [("s3://acme-exports/users/", Level.WARNING), ("s3://{bucket}/users/", Level.INFO)],
)
def test_a_bucket_of_the_settings_is_no_place_that_the_code_chooses(
    place: str, expected: Level
) -> None:
    unload = f"UNLOAD ('SELECT id FROM users') TO '{place}' IAM_ROLE 'r'"
    code = f'import redshift_connector as db\ndb.connect().cursor().execute(f"{unload}")'
    assert level("data-sent-out", python(code)) is expected


@pytest.mark.parametrize(
    ("statement", "expected"), [("DETACH", Level.INFO), ("DROP", Level.WARNING)]
)
def test_a_view_that_is_detached_is_there_still(statement: str, expected: Level) -> None:
    text = f"{statement} VIEW stats.hourly_mv"
    assert level("dropped-view", sql(text, dialect="clickhouse")) is expected


@pytest.mark.parametrize(
    ("run", "rule"),
    [
        ("subprocess.run(f\"ping {request.json['host']}\", shell=True)", "injected-command"),
        ("eval(request.json['formula'])", "injected-code"),
    ],
)
def test_what_a_request_runs_is_told_by_one_rule(run: str, rule: str) -> None:
    code = (
        "import subprocess\nfrom flask import Flask, request\napp = Flask('shop')\n\n"
        f"@app.post('/run')\ndef answer():\n    return str({run})\n"
    )
    told = [one for one in ("injected-command", "injected-code") if level(one, python(code))]
    assert told == [rule]
