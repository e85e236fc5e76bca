"""A change of all rows that other ways to the same call narrow says that no condition is added."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.frontends.python.readers.databases.narrowed import NOT_NARROWED, narrowed_among
from guardrail.stream import Embedded

SQL = """\
import psycopg2
cursor = psycopg2.connect("dbname=shop").cursor()

def purge(before=None):
    text = "DELETE FROM carts"
    if before:
        text += " WHERE updated < %s"
    cursor.execute(text, (before,))
"""
CYPHER = """\
from neo4j import GraphDatabase
session = GraphDatabase.driver("neo4j://db.corp").session()

def purge(batch=None):
    parts = ["MATCH (n)"]
    if batch:
        parts.append("WHERE n.batch = $batch")
    parts.append("DETACH DELETE n")
    session.run(" ".join(parts), batch=batch)
"""
BY_A_FUNCTION = CYPHER.replace("session.run(", "return (").replace(", batch=batch)", ")") + (
    "\ndef run(batch):\n    session.run(purge(batch=batch), batch=batch)\n"
)


@pytest.mark.parametrize("code", [SQL, CYPHER, BY_A_FUNCTION], ids=["SQL", "Cypher", "function"])
def test_what_another_way_narrows_says_so(code: str) -> None:
    sources = [one.source for one in items(code) if isinstance(one, Embedded)]
    guarded = {
        " ".join(one.text.split()): NOT_NARROWED in one.surroundings.guards for one in sources
    }
    assert {"WHERE" not in text for text, told in guarded.items() if told} == {True}
    assert {"WHERE" in text for text, told in guarded.items() if not told} == {True}


@pytest.mark.parametrize(
    ("texts", "text", "told"),
    [
        (["DELETE FROM t", "DELETE FROM t WHERE a = 1"], "DELETE FROM t", True),
        (["DELETE FROM t", "DELETE FROM t WHERE a = 1"], "DELETE FROM t WHERE a = 1", False),
        (["DELETE FROM t", "DELETE FROM t WHERE 1 = 1"], "DELETE FROM t", False),
        (["DELETE FROM t", "DELETE FROM u"], "DELETE FROM t", False),
        (["DELETE FROM t"], "DELETE FROM t", False),
        (["TRUNCATE t", "DELETE FROM t WHERE a = 1"], "TRUNCATE t", False),
    ],
)
def test_only_whole_changes_that_a_condition_narrows(
    texts: list[str], text: str, told: bool
) -> None:
    assert bool(narrowed_among(texts, text)) is told
