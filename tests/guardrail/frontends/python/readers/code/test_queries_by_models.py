"""Queries that a model or a request writes, run by clients of services rather than cursors."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import CodeRun

START = """
from cloudflare import Cloudflare
from fastapi import FastAPI
from google.cloud import bigquery
from mcp.server.fastmcp import FastMCP

mcp, app = FastMCP("orders"), FastAPI()
warehouse, flare = bigquery.Client(), Cloudflare(api_token=TOKEN)

def of_warehouse(sql: str):
    return [dict(row) for row in warehouse.query(sql).result()]

def of_edge(sql: str, params=None):
    return flare.d1.database.query("d", account_id="a", sql=sql, params=params or []).result
"""


def runs(code: str) -> list[str]:
    """What runs that can't be read here."""
    return [one.what for one in items(START + code) if isinstance(one, CodeRun)]


@pytest.mark.parametrize(
    "call",
    [
        "warehouse.query(sql).result()",
        "warehouse.query_and_wait(sql)",
        "flare.d1.database.raw('d', account_id='a', sql=sql)",
        "of_warehouse(sql)",
        "of_edge(sql)",
        "of_edge(sql=sql, params=[])",
    ],
)
def test_a_tool_that_runs_what_the_model_writes_is_told(call: str) -> None:
    tool = "@mcp.tool()\ndef search({0}: str):\n    {1}return {2}\n"
    assert runs(tool.format("sql", "", call)) == ["SQL that a language model writes"]
    written = "sql = 'SELECT id FROM orders WHERE email = @mail'\n    "
    assert runs(tool.format("mail", written, call)) == []
    looked = "check_allowed(sql)\n    if sql not in ALLOWED:\n        raise ValueError(sql)\n    "
    assert runs(tool.format("sql", looked, call)) == []


def test_a_request_that_is_a_query_is_told_as_well() -> None:
    code = "@app.post('/query')\ndef query(sql: str):\n    return warehouse.query(sql).result()\n"
    assert runs(code) == ["SQL that is text from a request"]


def test_what_runs_on_the_edge_is_read() -> None:
    line = "flare.d1.database.query('d', account_id='a', sql='DELETE FROM orders')"
    assert any("DELETE FROM orders" in one for one in shown(START + line))


@pytest.mark.parametrize(
    ("opened", "written"),
    [
        ('sqlite3.connect(f"file:{PATH}?mode={MODE}", uri=True)', False),
        ("sqlite3.connect(READING, uri=True)", False),
        ('sqlite3.connect("file:" + PATH + "?mode=" + MODE, uri=True)', False),
        ("psycopg.connect(DSN, options=OPTIONS)", False),
        ('sqlite3.connect(f"file:{PATH}?mode={BOTH}", uri=True)', True),
        ("sqlite3.connect(WRITING, uri=True)", True),
        ("psycopg.connect(DSN, options=PLAIN)", True),
    ],
)
def test_a_connection_is_for_reading_wherever_that_is_written(opened: str, written: bool) -> None:
    constants = (
        "import os, sqlite3, psycopg\nPATH, MODE, BOTH = '/srv/sales.db', 'ro', 'rw'\n"
        "READING, WRITING = 'file:/srv/a.db?mode=ro', 'file:/srv/a.db?mode=rw'\n"
        "DSN = os.environ['DSN']\nOPTIONS = '-c default_transaction_read_only=on'\n"
        "PLAIN = '-c statement_timeout=5000'\n"
    )
    tool = "@mcp.tool()\ndef search(sql: str):\n    return {}.execute(sql).fetchall()\n"
    assert bool(runs(constants + tool.format(opened))) is written
