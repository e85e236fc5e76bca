"""Texts that libraries put into queries of their own as they are: SQL, JavaScript, filters.

Source: Django 5.2, "QuerySet API reference" (`extra`) and "Query expressions" (`RawSQL`);
SQLAlchemy 2.0, "Column Elements and Expressions" (`text`, `literal_column`); MongoDB 8, "$where",
"$function", with PyMongo 4.20 (`Collection.find`, `Cursor.where`); Elasticsearch 8, "How to write
scripts"; PyMilvus 3.0, `MilvusClient.query`,
"Filtering templating".
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, TakesPart

_MILVUS = "import pymilvus\nfrom flask import request\ndef pick(client):\n    client"
_SCRIPTED = (
    *(".find", ".find_one", ".count_documents", ".distinct", ".delete_many", ".delete_one"),
    *(".update_many", ".update_one", ".find_one_and_update", ".find_one_and_delete"),
)

ROWS: tuple[Row, ...] = (
    TakesPart(
        names=(".extra",),
        text=Argument(1, "where"),
        beside=("django",),
        example="from django.db import models\n"
        "def named(users, name):\n    return users.extra(where=[f\"name = '{name}'\"])",
    ),
    TakesPart(
        names=("django.db.models.expressions.RawSQL",),
        text=Argument(0, "sql"),
        example="from django.db.models.expressions import RawSQL\n"
        "def named(name):\n    return RawSQL(f\"name = '{name}'\", ())",
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
)
