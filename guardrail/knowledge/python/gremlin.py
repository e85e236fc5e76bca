"""gremlinpython: vertices and edges of a graph dropped.

Source: the reference of Apache TinkerPop 3.8, "Drop Step", "Has Step", and gremlin-python's
`traversal().with_remote` and `Client.submit`.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Row

_ANONYMOUS, _SOURCE, _WALK = "gremlin start", "gremlin source", "gremlin traversal"
_BESIDE = ("gremlin_python",)
_START = (
    "from gremlin_python.process.anonymous_traversal import traversal\n"
    "g = traversal().with_remote(connection)\n"
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("gremlin_python.process.anonymous_traversal.traversal",),
        kind=_ANONYMOUS,
        proxy="a function",
    ),
    Makes(
        names=("gremlin_python.process.graph_traversal.GraphTraversalSource",),
        kind=_SOURCE,
    ),
    Makes(names=("gremlin_python.process.graph_traversal.GraphTraversal",), kind=_WALK),
    Makes(
        names=("gremlin_python.driver.client.Client",),
        kind="gremlin client",
    ),
    Gives(
        kind=_ANONYMOUS,
        member="with_remote() withRemote() with_() with_graph() withGraph()",
        gives=_SOURCE,
    ),
    Gives(kind=_SOURCE, member="with_() with_strategies() with_side_effect()", gives=_SOURCE),
    Gives(kind=_SOURCE, member="V() E()", gives=_WALK, narrows=True),
    Gives(
        kind=_WALK,
        member="has() has_label() has_id() has_not() has_key() where() filter_() limit() range_()"
        " hasLabel() hasId() hasNot() not_() is_() and_() or_() sample() tail() coin()",
        gives=_WALK,
        narrows=True,
    ),
    Gives(
        kind=_WALK,
        member="out() in_() both() out_e() in_e() both_e() outE() inE() bothE() barrier() dedup()"
        " as_() side_effect() order() by() identity() fold() unfold()",
        gives=_WALK,
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".drop",),
        on=(_WALK,),
        verb=Verb.DELETE,
        target="the graph",
        store="gremlin",
        beside=_BESIDE,
        example=_START + "g.V().drop().iterate()",
        twin=_START + "g.V().has('person', 'gone', True).drop().iterate()",
    ),
    ChangesData(
        names=(".submit", ".submit_async"),
        on=("gremlin client",),
        filter=FIRST,
        every_like=(r"'g\.[VE]\(\)\.drop\(\)(\.iterate\(\))?'",),
        refuses=True,
        verb=Verb.DELETE,
        target="the graph",
        store="gremlin",
        beside=_BESIDE,
        example="from gremlin_python.driver.client import Client\n"
        "client = Client('wss://graph.acme.io/gremlin', 'g')\nclient.submit('g.V().drop()')",
        twin="from gremlin_python.driver.client import Client\n"
        "client = Client('wss://graph.acme.io/gremlin', 'g')\nclient.submit('g.V().count()')",
    ),
)
