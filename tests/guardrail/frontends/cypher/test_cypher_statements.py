"""What Cypher deletes, sets and drops, and which nodes it reaches."""

from __future__ import annotations

import pytest

from guardrail.effects import DataChange, PrivilegeChange, SchemaChange, Scope, Verb
from guardrail.frontends.cypher import read
from guardrail.model import Source
from guardrail.settings import Settings

ALL, SOME, ONE = Scope.NONE, Scope.FILTERED, Scope.KEYED


def changes(text: str) -> list[DataChange]:
    found = read(Source("graph/clean.cypher", "cypher", text), Settings())
    return [item for item in found if isinstance(item, DataChange)]


@pytest.mark.parametrize(
    ("text", "verb", "target", "scope"),
    [
        ("MATCH (n) DETACH DELETE n", Verb.DELETE, "the graph", ALL),
        ("match (u:User) detach delete u", Verb.DELETE, "User", ALL),
        ("MATCH (a)-[r:LIKES]->(b) DELETE r", Verb.DELETE, "LIKES", ALL),
        ("MATCH (n) CALL { WITH n DELETE n } IN TRANSACTIONS", Verb.DELETE, "the graph", ALL),
        ("MATCH (n) WHERE true DELETE n", Verb.DELETE, "the graph", Scope.TAUTOLOGY),
        ("MATCH (n) WHERE n.id IS NOT NULL DELETE n", Verb.DELETE, "the graph", Scope.TAUTOLOGY),
        ("MATCH (n) WHERE id(n) >= 0 DETACH DELETE n", Verb.DELETE, "the graph", Scope.TAUTOLOGY),
        (
            "MATCH (u:User) WHERE u.createdAt < datetime() DELETE u",
            Verb.DELETE,
            "User",
            Scope.TAUTOLOGY,
        ),
        (
            "MATCH (u:User) WHERE u.deletedAt IS NOT NULL DELETE u",
            Verb.DELETE,
            "User",
            Scope.FILTERED,
        ),
        (
            "MATCH (u:User) WHERE u.expiresAt < datetime() DELETE u",
            Verb.DELETE,
            "User",
            Scope.FILTERED,
        ),
        ("MATCH (u:User) SET u.active = false", Verb.UPDATE, "User", ALL),
        ("MATCH (u:User) REMOVE u.email", Verb.UPDATE, "User", ALL),
        ("MATCH (u:User {id: $id}) DETACH DELETE u", Verb.DELETE, "User", ONE),
        ("MATCH (u:User) WHERE u.gone // all\nDELETE u", Verb.DELETE, "User", SOME),
        ("MATCH (u:User {plan: 'old'}) SET u.plan = 'new'", Verb.UPDATE, "User", SOME),
        ("MATCH (u:User) gr_hole_0 DELETE u", Verb.DELETE, "User", Scope.UNKNOWN),
        ("MATCH (u:gr_hole_0) DETACH DELETE u", Verb.DELETE, "gr_hole_0", ALL),
        ("MATCH (u:gr_hole_0) gr_hole_1 DELETE u", Verb.DELETE, "gr_hole_0", Scope.UNKNOWN),
    ],
)
def test_which_nodes_a_statement_changes(text: str, verb: Verb, target: str, scope: Scope) -> None:
    (change,) = changes(text)
    assert (change.verb, change.target, change.scope) == (verb, target, scope)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n) RETURN count(n)",
        "RETURN 'MATCH (n) DETACH DELETE n'",
        "// MATCH (n) DETACH DELETE n",
        "MERGE (u:User {id: 7}) ON MATCH SET u.seen = 1",
        "CREATE (u:User) SET u.name = 'a'",
    ],
)
def test_what_reads_or_adds_changes_nothing(text: str) -> None:
    assert changes(text) == []


def test_a_limit_leaves_whichever_come_first() -> None:
    (change,) = changes("MATCH (n) WITH n LIMIT 100 DETACH DELETE n")
    assert change.bounded


def test_statements_handed_to_apoc_are_read_as_one() -> None:
    (change,) = changes("CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DETACH DELETE n', {})")
    assert change.scope is ALL


def test_what_is_dropped() -> None:
    text = "DROP DATABASE shop; DROP CONSTRAINT user_id IF EXISTS"
    found = read(Source("graph/clean.cypher", "cypher", text), Settings())
    assert [(item.kind, item.name) for item in found if isinstance(item, SchemaChange)] == [
        ("database", "shop"),
        ("constraint", "user_id"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("GRANT ROLE admin TO app", ["receiver app"]),
        ("GRANT ALL DBMS PRIVILEGES ON DBMS TO `ops`", ["receiver ops"]),
        ("GRANT ROLE reader TO app", []),
        ("GRANT MATCH {*} ON GRAPH shop TO reader", []),
    ],
)
def test_who_gets_every_right(text: str, told: list[str]) -> None:
    found = read(Source("graph/rights.cypher", "cypher", text), Settings())
    assert [one.whom[0] for one in found if isinstance(one, PrivilegeChange)] == told


def test_a_database_is_made_in_the_place_of_another() -> None:
    found = read(Source("a.cypher", "cypher", "CREATE OR REPLACE DATABASE shop"), Settings())
    (change,) = [one for one in found if isinstance(one, SchemaChange)]
    assert (change.verb, change.name, change.replace) == (Verb.CREATE, "shop", True)
