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
_MESSAGES = Nouns("message", "messages", "queue")
_FOUND = Nouns("document", "documents", "index")
_ENTRIES = Nouns("entry", "entries", "cache")

FOLDERS = "folders"
"""The store of rows that lie in the files of a folder, outside of the database that writes them."""

STORES: dict[str, Nouns] = {
    **dict.fromkeys(
        ("mongodb", "firestore", "astra", "arangodb", "couchdb", "typesense"), _DOCUMENTS
    ),
    **dict.fromkeys(("s3", "minio", "gcs", "aws"), _OBJECTS),
    **dict.fromkeys(("redis", "upstash", "redis-om"), _KEYS),
    **dict.fromkeys(("celery", "huey", "rq", "dramatiq"), _TASKS),
    **dict.fromkeys(("elasticsearch", "meilisearch", "whoosh", "vespa", "marqo"), _FOUND),
    **dict.fromkeys(("consul", "etcd", "zookeeper"), Nouns("key", "keys", "prefix")),
    **dict.fromkeys(("cache", "memcached"), _ENTRIES),
    "files of clouds": Nouns("file", "files", "folder"),
    FOLDERS: Nouns("file", "files", "folder"),
    "airtable": Nouns("record", "records", "table"),
    "algolia": Nouns("record", "records", "index"),
    "azure blobs": _BLOBS,
    "chroma": Nouns("record", "records", "collection"),
    "couchbase": Nouns("document", "documents", "bucket"),
    "cosmos": Nouns("item", "items", "container"),
    "cypher": Nouns("node", "nodes", "graph"),
    "dynamodb": Nouns("item", "items", "table"),
    "firebase": Nouns("value", "values", "branch"),
    "gremlin": Nouns("vertex or edge", "vertices and edges", "graph"),
    "influxdb": Nouns("point", "points", "bucket"),
    "kafka": Nouns("record", "records", "topic"),
    "mlflow": Nouns("version or run", "versions and runs", "model"),
    "nats": Nouns("message", "messages", "stream"),
    "notion": Nouns("page", "pages", "database"),
    "openai": Nouns("file or store", "files and stores", "project"),
    "milvus": Nouns("entity", "entities", "collection"),
    "pinecone": _VECTORS,
    "qdrant": Nouns("point", "points", "collection"),
    "rabbitmq": _MESSAGES,
    "slack": Nouns("message, file or channel", "messages, files or channels", "workspace"),
    "turbopuffer": Nouns("document", "documents", "namespace"),
    "stripe": Nouns("subscription", "subscriptions", "account"),
    "stripe goods": Nouns("object", "objects", "account"),
    "braintree": Nouns("subscription", "subscriptions", "account"),
    "payments": Nouns("payment", "payments", "account"),
    "ldap": Nouns("entry", "entries", "directory"),
    "twilio": Nouns("record", "records", "account"),
    "zarr": Nouns("array", "arrays", "store"),
    "wandb": Nouns("run", "runs", "project"),
    "weaviate": Nouns("object", "objects", "collection"),
}
"""By the name under which an effect's `dialect` gives the store; all others hold rows."""


def nouns_of(dialect: str) -> Nouns:
    """The words for what a store holds."""
    return STORES.get(dialect, ROWS)
