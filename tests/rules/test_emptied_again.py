"""What is emptied again and again: tables of work in progress, in production too, and of trials."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python
from guardrail.model import Level

RULES = load().classes
LISTED = """\
import argparse, asyncio, os, asyncpg

async def tables(conn, schema):
    rows = await conn.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1", schema)
    return [f'"{{schema}}"."{{row["tablename"]}}"' for row in rows]

async def reset(conn, schema):
    names = await tables(conn, schema)
    await conn.execute(f"TRUNCATE {{', '.join(names)}}")

async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--schema", default="{0}")
    args = parser.parse_args()
    conn = await asyncpg.connect(os.environ["PROD_DATABASE_URL"])
    await reset(conn, args.schema)

if __name__ == "__main__":
    asyncio.run(main())
"""
WRITTEN = """\
import os, psycopg
conn = psycopg.connect(os.environ["PROD_DATABASE_URL"])
conn.execute(f"TRUNCATE {0}.rows")
"""
KEYSPACE = """\
from cassandra.cluster import Cluster
cluster = Cluster(["cass-1.dc1.local"])
session = cluster.connect()
for table in cluster.metadata.keyspaces["{0}"].tables:
    session.execute(f"TRUNCATE {0}.{{table}}")
"""


def loudest(code: str) -> Level:
    """How loudly the rule of what is truncated speaks of a program."""
    found = judge_example(RULES["truncated-table"], python(code))
    return max((one.level for one in found), default=Level.OFF)


@pytest.mark.parametrize("code", [LISTED, WRITTEN])
@pytest.mark.parametrize(
    ("schema", "loud"),
    [
        *((one, True) for one in ("public", "shop", "sales", "backstage", "ab_test")),
        *((one, False) for one in ("import_stage", "staging", "tmp_load", "shop_loadtest")),
    ],
)
def test_the_schema_says_what_its_tables_are_for(code: str, schema: str, loud: bool) -> None:
    assert (loudest(code.format(schema)) is Level.ERROR) is loud


@pytest.mark.parametrize(
    ("keyspace", "loud"),
    [
        *((one, True) for one in ("ratings_prod", "ratings", "ab_tests", "lab_test")),
        *((one, False) for one in ("ratings_loadtest", "load_test", "perf_tests", "shop_e2e")),
    ],
)
def test_a_keyspace_of_trials_is_there_to_be_emptied(keyspace: str, loud: bool) -> None:
    assert (loudest(KEYSPACE.format(keyspace)) >= Level.WARNING) is loud
