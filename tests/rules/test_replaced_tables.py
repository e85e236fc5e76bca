"""How loudly a table is told that is replaced: one of work in progress, one made of others."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python, sql
from guardrail.model import Level

RULES = load().classes

MONGO = "from pymongo import MongoClient\nshop = MongoClient().shop\n"
SNOW = "from snowflake.snowpark import Session\ndef f(session: Session, frame):\n    "
SPARK = "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\n"
BIG = "from google.cloud import bigquery\nclient = bigquery.Client()\n"
JOB = "job_config=bigquery.LoadJobConfig(write_disposition='WRITE_TRUNCATE')"


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("import pandas\nframe.to_sql('users', e, if_exists='replace')", Level.ERROR),
        ("import pandas\nframe.to_sql('users_staging', e, if_exists='replace')", Level.INFO),
        ("import pandas\nframe.to_sql('users_sample', e, if_exists='replace')", Level.INFO),
        ("import pandas\nframe.to_sql(f'users_{day}', e, if_exists='replace')", Level.WARNING),
        ("import pandas\nframe.to_sql(f'staging_{day}', e, if_exists='replace')", Level.INFO),
        (MONGO + "shop.orders.aggregate([{'$out': 'customers'}])", Level.WARNING),
        (MONGO + "shop.orders.aggregate([{'$out': 'daily_totals'}])", Level.INFO),
        (MONGO + "shop.orders.aggregate([{'$out': 'orders'}])", Level.ERROR),
        (MONGO + "shop.orders.aggregate([{'$out': 'orders_new'}])", Level.INFO),
        ("import pandas\nframe.to_sql('users_new', e, if_exists='replace')", Level.INFO),
        ("import pandas\nframe.to_sql('users_last_day', e, if_exists='replace')", Level.INFO),
        ("import pandas\nframe.to_sql('users_next', e, if_exists='replace')", Level.INFO),
        ("import pandas\nframe.to_sql('next_of_kin', e, if_exists='replace')", Level.ERROR),
        ("import pandas\nframe.to_sql('last_days', e, if_exists='replace')", Level.ERROR),
        ("import pandas\nframe.to_sql('news', e, if_exists='replace')", Level.ERROR),
        ("import pandas\nframe.to_sql('users_v2', e, if_exists='replace')", Level.ERROR),
        (MONGO + "shop.orders_new.rename('orders', dropTarget=True)", Level.INFO),
        (MONGO + "shop.invoices.rename('orders', dropTarget=True)", Level.WARNING),
        (
            SNOW + "session.table('A').write.mode('overwrite').save_as_table('B')",
            Level.ERROR,
        ),
        (
            SNOW + "session.table('A').write.mode('overwrite')"
            ".save_as_table('B', table_type='temporary')",
            None,
        ),
        (SPARK + "spark.table('a').write.mode('overwrite').parquet('s3://b/c')", Level.ERROR),
        (
            SPARK + "def f(day):\n"
            "    spark.table('a').write.mode('overwrite').parquet(f's3://b/c/dt={day}')",
            None,
        ),
        (BIG + f"client.load_table_from_uri('gs://a', 'shop.users', {JOB})", Level.ERROR),
        (BIG + f"client.load_table_from_uri('gs://a', 'shop.users_tmp', {JOB})", None),
    ],
)
def test_what_is_replaced(code: str, level: Level | None) -> None:
    found = judge_example(RULES["replaced-table"], python(code))
    assert [one.level for one in found] == ([] if level is None else [level])


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("CREATE OR REPLACE DATABASE shop_stg CLONE shop_prod", Level.INFO),
        ("CREATE OR REPLACE SCHEMA shop.dev CLONE shop.core", Level.INFO),
        ("CREATE OR REPLACE TABLE stg.core.users CLONE prod.core.users", Level.INFO),
        ("CREATE OR REPLACE DATABASE shop_prod CLONE shop_stg", Level.ERROR),
        ("CREATE OR REPLACE DATABASE shop_stg CLONE shop_dev", Level.ERROR),
        ("CREATE OR REPLACE SCHEMA prod.dev CLONE prod.core", Level.ERROR),
        ("CREATE OR REPLACE DATABASE shop_stg", Level.ERROR),
    ],
)
def test_what_stands_beside_production_is_made_anew_of_it(statement: str, expected: Level) -> None:
    found = judge_example(RULES["replaced-table"], sql(statement, dialect="snowflake"))
    assert [one.level for one in found] == [expected]
