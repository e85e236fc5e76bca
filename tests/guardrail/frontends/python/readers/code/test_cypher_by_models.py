"""Cypher that a language model writes as the argument of a tool, and sessions for reading alone."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

_TOOL = """\
import neo4j
from mcp.server.fastmcp import FastMCP
from neo4j import GraphDatabase, RoutingControl

mcp = FastMCP("graph")
driver = GraphDatabase.driver(URL, auth=AUTH)
QUERIES = {"parts": "MATCH (p:Part) RETURN p"}

@mcp.tool()
def ask(cypher: str, params: dict | None = None) -> list:
"""
_RUN = "        return session.run(cypher, params or {}).data()\n"


@pytest.mark.parametrize(
    "body",
    [
        "    with driver.session(database='supply') as session:\n" + _RUN,
        "    return driver.execute_query(cypher, params).records\n",
        (
            "    with driver.session() as session:\n"
            "        return session.execute_write(lambda tx: tx.run(cypher).data())\n"
        ),
    ],
)
def test_a_tool_that_runs_whatever_cypher_it_is_given_is_told(body: str) -> None:
    told = [one for one in items(_TOOL + body) if isinstance(one, CodeRun)]
    assert [one.what for one in told] == ["Cypher that a language model writes"]


@pytest.mark.parametrize(
    "body",
    [
        "    with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:\n" + _RUN,
        "    with driver.session(default_access_mode='READ') as session:\n" + _RUN,
        "    return driver.execute_query(cypher, routing_=RoutingControl.READ).records\n",
        (
            "    with driver.session() as session:\n"
            "        return session.execute_read(lambda tx: tx.run(cypher).data())\n"
        ),
        (
            "    with driver.session() as session:\n"
            "        return session.run(QUERIES[cypher], params or {}).data()\n"
        ),
    ],
)
def test_sessions_for_reading_and_named_queries_are_not(body: str) -> None:
    assert not [one for one in items(_TOOL + body) if isinstance(one, CodeRun)]
