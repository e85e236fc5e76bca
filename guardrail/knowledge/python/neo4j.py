"""The Neo4j driver: Cypher that is run.

Source: the documentation of the Neo4j Python driver 6.4, "API Documentation" (`Driver`, `Session`,
`Transaction`); transactions are mostly parameters of functions, known by what they run.
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Gives, Kind, Makes, RunsQuery, Spelt
from guardrail.knowledge.python.rows import Argument, Row

_DRIVER, _SESSION, _TRANSACTION = "neo4j driver", "neo4j session", "neo4j transaction"
_GRAPH = "neo4j graph"
_BESIDE = (
    "neo4j",
    "langchain_neo4j",
    "DETACH",
    "detach",
    "GraphDatabase",
    "tx",
    "MATCH",
    "CONSTRAINT",
)
CYPHER_LIKE = r"\s*(?://[^\n]*\s*)*(?i:MATCH|OPTIONAL|MERGE|CREATE|DROP|CALL|UNWIND|WITH|FOREACH|LOAD|GRANT)\b"
"""How a text begins that is Cypher."""
_START = "from neo4j import GraphDatabase\ndriver = GraphDatabase.driver(uri, auth=auth)\n"

KINDS: tuple[Kind, ...] = (
    Spelt(names=("neo4j_driver",), kind=_DRIVER),
    Makes(
        names=("neo4j.GraphDatabase.driver", "neo4j.AsyncGraphDatabase.driver"),
        kind=_DRIVER,
        proxy="functions",
    ),
    Makes(names=("neo4j.Driver", "neo4j.AsyncDriver"), kind=_DRIVER),
    Makes(names=("neo4j.Session", "neo4j.AsyncSession"), kind=_SESSION),
    Makes(
        names=(
            "neo4j.Transaction",
            "neo4j.ManagedTransaction",
            "neo4j.AsyncTransaction",
            "neo4j.AsyncManagedTransaction",
        ),
        kind=_TRANSACTION,
    ),
    Makes(names=("langchain_neo4j.Neo4jGraph",), kind=_GRAPH),
    Gives(kind=_DRIVER, member="session()", gives=_SESSION),
    Gives(kind=_SESSION, member="begin_transaction()", gives=_TRANSACTION),
)

ROWS: tuple[Row, ...] = (
    RunsQuery(
        names=(".run",),
        on=(_SESSION, _TRANSACTION),
        unmistakable=True,
        language="cypher",
        text=Argument(0, "query"),
        like=CYPHER_LIKE,
        store="cypher",
        beside=_BESIDE,
        example=_START + "with driver.session() as session:\n"
        "    session.run('MATCH (n:User) DETACH DELETE n')",
        twin=_START + "with driver.session() as session:\n"
        "    session.run('MATCH (n:User {id: $id}) DETACH DELETE n', id=7)",
    ),
    RunsQuery(
        names=(".execute_query",),
        on=(_DRIVER,),
        unmistakable=True,
        language="cypher",
        text=Argument(0, "query_"),
        like=CYPHER_LIKE,
        store="cypher",
        beside=_BESIDE,
        example=_START + "driver.execute_query('MATCH (n) DETACH DELETE n')",
        twin=_START + "driver.execute_query('MATCH (n) WHERE n.gone DETACH DELETE n')",
    ),
    RunsQuery(
        names=(".query",),
        on=(_GRAPH,),
        language="cypher",
        text=Argument(0, "query"),
        like=CYPHER_LIKE,
        store="cypher",
        beside=_BESIDE,
        example="from langchain_neo4j import Neo4jGraph\n"
        "graph = Neo4jGraph()\ngraph.query('MATCH (n) DETACH DELETE n')",
        twin="from langchain_neo4j import Neo4jGraph\n"
        "graph = Neo4jGraph()\ngraph.query('MATCH (n) RETURN n')",
    ),
)
