"""neomodel and py2neo: graphs of Neo4j emptied.

Source: the documentation of neomodel 7.0 (`clear_neo4j_database`, `db.cypher_query`, "NodeSet") and
of py2neo 2021.2 (`Graph.delete_all`, `Graph.run`, `Graph.evaluate`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    Extends,
    Gives,
    Is,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.neo4j import CYPHER_LIKE
from guardrail.knowledge.python.rows import Argument, Row

_DATABASE, _MODEL, _NODES = "neomodel database", "neomodel class", "neomodel nodes"
_NODE, _GRAPH = "neomodel node", "py2neo graph"
_BESIDE = ("neomodel", "py2neo")
_PY2NEO = "py2neo is no longer published"
_ALL = "the Neo4j database"
_START = "from neomodel import StructuredNode, db\nclass Person(StructuredNode):\n    pass\n"
_OLD = "from py2neo import Graph\ngraph = Graph('bolt://graph.acme.io')\n"

KINDS: tuple[Kind, ...] = (
    Is(names=("neomodel.db", "neomodel.adb"), kind=_DATABASE),
    Makes(names=("neomodel.sync_.database.Database",), kind=_DATABASE),
    Extends(
        names=("neomodel.StructuredNode", "neomodel.AsyncStructuredNode"),
        kind=_MODEL,
        instances=_NODE,
    ),
    Makes(names=("neomodel.sync_.match.NodeSet",), kind=_NODES),
    Makes(names=("py2neo.Graph", "py2neo.database.Graph"), kind=_GRAPH, unproved=_PY2NEO),
    Gives(kind=_GRAPH, member="begin() auto()", gives="py2neo transaction"),
    Gives(kind=_MODEL, member="nodes", gives=_NODES),
    Gives(kind=_NODES, member="filter() exclude() has()", gives=_NODES, narrows=True),
    Gives(kind=_NODES, member="all() order_by()", gives=_NODES),
    Gives(
        kind=_NODES,
        member="get() get_or_none() first() first_or_none()",
        gives=_NODE,
        one=True,
    ),
    Gives(kind=_NODES, member="for", gives=_NODE),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".clear_neo4j_database",),
        on=(_DATABASE,),
        verb=Verb.DELETE,
        target=_ALL,
        store="cypher",
        beside=_BESIDE,
        example=_START + "db.clear_neo4j_database()",
        twin=_START + "db.install_all_labels()",
    ),
    ChangesData(
        names=(
            "neomodel.clear_neo4j_database",
            "neomodel.util.clear_neo4j_database",
            "neomodel.core.clear_neo4j_database",
        ),
        verb=Verb.DELETE,
        target=_ALL,
        store="cypher",
        beside=_BESIDE,
        unproved="a function of version 5",
        example="from neomodel import clear_neo4j_database, db\nclear_neo4j_database(db)",
        twin="from neomodel import install_all_labels\ninstall_all_labels()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_NODE,),
        verb=Verb.DELETE,
        store="cypher",
        beside=_BESIDE,
        example=_START + "for one in Person.nodes.all():\n    one.delete()",
        twin=_START + "for one in Person.nodes.filter(stale=True):\n    one.delete()",
    ),
    ChangesData(
        names=(".delete_all",),
        on=(_GRAPH,),
        verb=Verb.DELETE,
        target=_ALL,
        store="cypher",
        beside=_BESIDE,
        unproved=_PY2NEO,
        example=_OLD + "graph.delete_all()",
        twin=_OLD + "graph.delete(node)",
    ),
    RunsQuery(
        names=(".run", ".evaluate", ".query", ".update"),
        on=(_GRAPH, "py2neo transaction"),
        language="cypher",
        text=Argument(0, "cypher"),
        like=CYPHER_LIKE,
        store="cypher",
        beside=_BESIDE,
        unproved=_PY2NEO,
        example=_OLD + "graph.run('MATCH (n) DETACH DELETE n')",
        twin=_OLD + "graph.run('MATCH (n) RETURN n')",
    ),
    RunsQuery(
        names=(".cypher_query",),
        on=(_DATABASE,),
        unmistakable=True,
        language="cypher",
        text=Argument(0, "query"),
        like=CYPHER_LIKE,
        store="cypher",
        beside=_BESIDE,
        example=_START + "db.cypher_query('MATCH (n:Person) DETACH DELETE n')",
        twin=_START + "db.cypher_query('MATCH (n:Person) RETURN n')",
    ),
)
