"""A user and a password that a library is given together, as a pair or one after the other.

Source: the documentation of the Neo4j driver 6 (`auth=`, `basic_auth`), elasticsearch-py 9 and
opensearch-py 3 (`basic_auth=`, `http_auth=`), cassandra-driver 3.30 (`PlainTextAuthProvider`),
trino 0.340 (`BasicAuthentication`), requests 2.34, httpx 0.28 and aiohttp 3 (basic authentication).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Connects, Row

_SECOND = (Argument(1, "password"),)

ROWS: tuple[Row, ...] = (
    Connects(
        names=("neo4j.GraphDatabase.driver", "neo4j.AsyncGraphDatabase.driver"),
        passwords=(),
        url=Argument(0, "uri"),
        pairs=(Argument(-1, "auth"),),
        beside=("neo4j",),
        example="from neo4j import GraphDatabase\n"
        'GraphDatabase.driver("neo4j://graph.acme.io", auth=("neo4j", "kW4!xq92Lm"))',
    ),
    Connects(
        names=("neo4j.basic_auth",),
        passwords=_SECOND,
        url=Argument(-1),
        beside=("neo4j",),
        example='import neo4j\nneo4j.basic_auth("neo4j", "kW4!xq92Lm")',
    ),
    Connects(
        names=("elasticsearch.Elasticsearch", "elasticsearch.AsyncElasticsearch"),
        passwords=(),
        url=Argument(0, "hosts"),
        pairs=(Argument(-1, "basic_auth"), Argument(-1, "http_auth")),
        beside=("elasticsearch",),
        example="from elasticsearch import Elasticsearch\n"
        'Elasticsearch("https://es.acme.io:9200", basic_auth=("elastic", "kW4!xq92Lm"))',
    ),
    Connects(
        names=("opensearchpy.OpenSearch", "opensearchpy.AsyncOpenSearch"),
        passwords=(),
        url=Argument(0, "hosts"),
        pairs=(Argument(-1, "http_auth"),),
        beside=("opensearchpy",),
        example="from opensearchpy import OpenSearch\n"
        'OpenSearch("https://os.acme.io", http_auth=("admin", "kW4!xq92Lm"))',
    ),
    Connects(
        names=("cassandra.auth.PlainTextAuthProvider",),
        passwords=_SECOND,
        url=Argument(-1),
        example="from cassandra.auth import PlainTextAuthProvider\n"
        'PlainTextAuthProvider("app", "kW4!xq92Lm")',
    ),
    Connects(
        names=("trino.auth.BasicAuthentication",),
        passwords=_SECOND,
        url=Argument(-1),
        example="from trino.auth import BasicAuthentication\n"
        'BasicAuthentication("etl", "kW4!xq92Lm")',
    ),
    Connects(
        names=("requests.auth.HTTPBasicAuth", "httpx.BasicAuth", "aiohttp.BasicAuth"),
        passwords=_SECOND,
        url=Argument(-1),
        example='import httpx\nhttpx.BasicAuth("svc", "kW4!xq92Lm")',
    ),
)
