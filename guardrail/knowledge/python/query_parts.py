"""Texts that libraries put into queries of their own as they are: SQL, JavaScript, filters.

Source: Django 5.2, "QuerySet API reference" (`extra`) and "Query expressions" (`RawSQL`);
Peewee 4.5 (`SQL`), Tortoise 0.25 (`RawSQL`), Pony 0.7 (`raw_sql`);
SQLAlchemy 2.0, "Column Elements and Expressions" (`text`, `literal_column`); MongoDB 8, "$where",
"$function", with PyMongo 4.20 (`Collection.find`, `Cursor.where`); Elasticsearch 8, "How to write
scripts"; PyMilvus 3.0, `MilvusClient.query`, "Filtering templating"; LanceDB's "Filtering",
InfluxDB's "Parameterized queries", PostgREST's logical operators (`or_`), the conditions that are
texts of Spark, Snowpark, Delta Lake and PyIceberg, DynamoDB's PartiQL and Redis' EVAL.
azure-cosmos 4.17 (`query_items`), python-arango 8 (`AQL.execute`), gremlinpython 3.8 (`submit`),
surrealdb 2.0 (`query`), FalkorDB 1.8 (`Graph.query`), azure-kusto-data 6 (`KustoClient.execute`),
lxml 6 (`xpath`), Elasticsearch 8 (`esql.query`, `sql.query`, "Scripting"), boto3 1.40
(`select_object_content`, `start_query`, `query` of Timestream), Pony 0.7 (`Database.select`,
`Entity.select_by_sql`) and MongoEngine 0.29 (`__raw__`, `exec_js`).
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, TakesPart

_MILVUS = "import pymilvus\nfrom flask import request\ndef pick(client):\n    client"
_PARTIQL = ("boto3", "aioboto3")
_INFLUX = ("influxdb_client", "influxdb")
_COSMOS = ("azure.cosmos",)
_ARANGO = ("arango", "arangoasync")
_GREMLIN = ("gremlin_python",)
_SURREAL = ("surrealdb",)
_GRAPHS = ("falkordb", "redisgraph", "redis.commands.graph")
_PONY = ("pony.orm", "from pony import orm")
_KUSTO = ("azure.kusto",)
_XML = ("lxml",)
_SEARCH = ("elasticsearch", "opensearchpy")
_SCRIPTED = (
    *(".find", ".find_one", ".count_documents", ".distinct", ".delete_many", ".delete_one"),
    *(".update_many", ".update_one", ".find_one_and_update", ".find_one_and_delete"),
)

_TEXTS: tuple[tuple[tuple[str, ...], int, str, tuple[str, ...]], ...] = (
    ((".delete", ".count_rows", ".update"), 0, "where", ("lancedb",)),
    ((".where", ".count_rows"), 0, "", ("lancedb",)),
    ((".query", ".query_data_frame", ".query_stream", ".query_raw"), 0, "query", _INFLUX),
    ((".or_",), 0, "filters", ("supabase", "postgrest")),
    ((".filter", ".where", ".selectExpr"), 0, "", ("pyspark", "snowpark")),
    ((".delete",), 0, "predicate", ("deltalake",)),
    ((".update",), -1, "predicate", ("deltalake",)),
    ((".delete", ".update"), 0, "condition", ("delta.tables",)),
    ((".scan",), 0, "row_filter", ("pyiceberg",)),
    ((".delete",), 0, "delete_filter", ("pyiceberg",)),
    ((".execute_statement",), -1, "Statement", _PARTIQL),
    ((".eval",), 0, "script", ("redis",)),
    ((".query_items",), 0, "query", _COSMOS),
    ((".execute",), 0, "query", _ARANGO),
    ((".submit", ".submit_async"), 0, "message", _GREMLIN),
    ((".query",), 0, "query", _SURREAL),
    ((".query", ".ro_query"), 0, "q", _GRAPHS),
    ((".execute", ".execute_query"), 1, "query", _KUSTO),
    ((".xpath",), 0, "_path", _XML),
    ((".query",), -1, "query", _SEARCH),
    ((".select_object_content",), -1, "Expression", _PARTIQL),
    ((".start_query",), -1, "queryString", _PARTIQL),
    ((".query",), -1, "QueryString", _PARTIQL),
    ((".select", ".select_by_sql", ".get_by_sql"), 0, "sql", _PONY),
    ((".exec_js",), 0, "code", ("mongoengine",)),
)
"""Methods, which argument of theirs is such a text, and beside which packages they count."""

_OWN_STATEMENTS = (
    *(_INFLUX, _PARTIQL, _COSMOS, _ARANGO, _GREMLIN, _SURREAL, _GRAPHS, _KUSTO, _XML, _SEARCH),
    _PONY,
)
"""Whose whole statements no other row reads as SQL."""

ROWS: tuple[Row, ...] = (
    TakesPart(
        names=(".extra",),
        text=Argument(1, "where"),
        beside=("django",),
        example="from django.db import models\n"
        "def named(users, name):\n    return users.extra(where=[f\"name = '{name}'\"])",
    ),
    *(
        TakesPart(
            names=(".extra",),
            text=Argument(place, argument),
            statement=True,
            beside=("django",),
            example="from django.db import models\n"
            f"def named(users, name):\n    return users.extra({argument}={given})",
        )
        for place, argument, given in (
            (0, "select", "{'x': f\"name = '{name}'\"}"),
            (4, "order_by", "[f\"-name = '{name}'\"]"),
        )
    ),
    *(
        TakesPart(
            names=(name,),
            text=Argument(0, "sql"),
            statement=True,
            example=f"import {name.rpartition('.')[0]}\n"
            f"def named(name):\n    return {name}(f\"name = '{{name}}'\")",
        )
        for name in (
            "django.db.models.expressions.RawSQL",
            "peewee.SQL",
            "tortoise.expressions.RawSQL",
            "pony.orm.raw_sql",
        )
    ),
    TakesPart(
        names=(
            "sqlalchemy.text",
            "sqlalchemy.sql.text",
            "sqlalchemy.sql.expression.text",
            "sqlalchemy.literal_column",
        ),
        text=Argument(0, "text"),
        beside=("sqlalchemy",),
        example="from sqlalchemy import text\n"
        "def named(name):\n    return text(f\"name = '{name}'\")",
    ),
    TakesPart(
        names=_SCRIPTED,
        text=Argument(0, "filter"),
        key="$where",
        beside=("$where",),
        unproved="methods of this name are those of texts and files too",
        example="def named(users, name):\n"
        "    return users.find({'$where': f\"this.name == '{name}'\"})",
    ),
    TakesPart(
        names=(".aggregate", *_SCRIPTED),
        text=Argument(0, "pipeline"),
        key="body",
        beside=("$function", "$accumulator"),
        unproved="methods of this name are those of texts and files too",
        example="def named(users, name):\n    return users.aggregate([{'$match': {'$expr': "
        "{'$function': {'body': f\"this.name == '{name}'\", 'args': [], 'lang': 'js'}}}}])",
    ),
    *(
        TakesPart(
            names=(".update_by_query", ".update", ".search", ".put_script", ".reindex"),
            text=Argument(-1, argument),
            key="source",
            asked=True,
            beside=("elasticsearch", "opensearchpy"),
            unproved="methods of this name are those of other clients too",
            example="import elasticsearch\nfrom flask import request\ndef tag(es):\n"
            f"    es.update_by_query(index='docs', {argument}={{'source': "
            "f\"ctx._source.tag = '{request.args['tag']}'\"})",
        )
        for argument in ("script", "body")
    ),
    *(
        TakesPart(
            names=(".search", ".msearch", ".count", ".async_search", ".delete_by_query"),
            text=Argument(-1, argument),
            key="source",
            asked=True,
            beside=("elasticsearch", "opensearchpy"),
            unproved="methods of this name are those of other clients too",
            example="import elasticsearch\nfrom flask import request\ndef find(es):\n"
            f"    es.search(index='docs', {argument}={{'script': {{'source': "
            "f\"doc['tag'].value == '{request.args['tag']}'\"}})",
        )
        for argument in ("query", "script_fields", "sort", "aggs", "runtime_mappings")
    ),
    TakesPart(
        names=(".objects",),
        text=Argument(-1, "__raw__"),
        key="$where",
        beside=("__raw__",),
        unproved="it is an attribute of each class of documents",
        example="def named(Device, name):\n"
        "    return Device.objects(__raw__={'$where': f\"this.name == '{name}'\"})",
    ),
    TakesPart(
        names=(".where",),
        text=Argument(0, "code"),
        beside=("pymongo", "motor"),
        unproved="methods of this name are those of other queries too",
        example="import pymongo\n"
        "def named(users, name):\n"
        "    return users.find().where(f\"this.name == '{name}'\")",
    ),
    *(
        TakesPart(
            names=names,
            text=Argument(place, argument),
            asked=True,
            beside=("pymilvus",),
            unproved="methods of this name are those of other clients too",
            example=f"{_MILVUS}{names[0]}({argument}=f'name == \"{{request.args[0]}}\"')",
        )
        for names, place, argument in (
            ((".delete", ".query", ".search"), -1, "filter"),
            ((".delete", ".query"), 0, "expr"),
            ((".search",), -1, "expr"),
        )
    ),
    *(
        TakesPart(
            names=names,
            text=Argument(place, argument),
            asked=True,
            statement=beside in _OWN_STATEMENTS,
            beside=beside,
            unproved="methods of this name are those of other objects too",
            example=f"import {beside[0]}\nfrom flask import request\ndef pick(one):\n"
            f"    one{names[0]}({argument or ''}{'=' if argument else ''}"
            "f'name = \\'{request.args[0]}\\'')",
        )
        for names, place, argument, beside in _TEXTS
    ),
)
