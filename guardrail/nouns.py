"""What people call the things that a store holds: rows of a table, documents of a collection."""

from __future__ import annotations

from msgspec import Struct


class Nouns(Struct, frozen=True):
    """The words for one thing, for several, and for what holds them."""

    one: str
    many: str
    holder: str


ROWS = Nouns("row", "rows", "table")

_DOCUMENTS = Nouns("document", "documents", "collection")
_OBJECTS = Nouns("object", "objects", "bucket")
_BLOBS = Nouns("blob", "blobs", "container")
_KEYS = Nouns("key", "keys", "database")
_VECTORS = Nouns("vector", "vectors", "index")
_TASKS = Nouns("task", "tasks", "queue")

STORES: dict[str, Nouns] = {
    **dict.fromkeys(("mongodb", "firestore", "astra"), _DOCUMENTS),
    **dict.fromkeys(("s3", "minio", "gcs", "aws"), _OBJECTS),
    **dict.fromkeys(("redis", "upstash"), _KEYS),
    **dict.fromkeys(("celery", "huey", "rq"), _TASKS),
    "azure blobs": _BLOBS,
    "cache": Nouns("entry", "entries", "cache"),
    "chroma": Nouns("record", "records", "collection"),
    "cosmos": Nouns("item", "items", "container"),
    "cypher": Nouns("node", "nodes", "graph"),
    "dynamodb": Nouns("item", "items", "table"),
    "elasticsearch": Nouns("document", "documents", "index"),
    "firebase": Nouns("value", "values", "branch"),
    "milvus": Nouns("entity", "entities", "collection"),
    "pinecone": _VECTORS,
    "qdrant": Nouns("point", "points", "collection"),
    "turbopuffer": Nouns("document", "documents", "namespace"),
    "weaviate": Nouns("object", "objects", "collection"),
}
"""By the name under which an effect's `dialect` gives the store; all others hold rows."""


def nouns_of(dialect: str) -> Nouns:
    """The words for what a store holds."""
    return STORES.get(dialect, ROWS)
