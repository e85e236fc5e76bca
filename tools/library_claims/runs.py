"""Which calls a test runs for real: by library, the calls and the file that runs them."""

from __future__ import annotations

_STORES = "tests/knowledge_python/run_stores.py"
_DJANGO = "tests/knowledge_python/django_project/shop/migrations"
_OPERATIONS = (
    "CreateModel",
    "DeleteModel",
    "RenameModel",
    "AlterModelTable",
    "AddField",
    "RemoveField",
    "AlterField",
    "RenameField",
    "AddIndex",
    "RemoveIndex",
    "RenameIndex",
    "AddConstraint",
    "RemoveConstraint",
    "AlterUniqueTogether",
    "RunSQL",
    "SeparateDatabaseAndState",
)
_POSTGRES = (
    "AddIndexConcurrently",
    "RemoveIndexConcurrently",
    "AddConstraintNotValid",
    "ValidateConstraint",
)

RUN: dict[str, dict[str, str]] = {
    "peewee": {".execute": _STORES},
    "pony": {".delete": _STORES},
    "piccolo": {".delete": _STORES},
    "tortoise": {".delete": _STORES},
    "mongoengine": {".delete": _STORES, ".drop_collection": _STORES},
    "redis": {".flushall": _STORES, ".flushdb": _STORES, ".delete": _STORES},
    "chromadb": {".delete": _STORES, ".delete_collection": _STORES},
    "qdrant": {".delete": _STORES, ".delete_collection": _STORES},
    "django_migrations": {f"django.db.migrations.{name}": _DJANGO for name in _OPERATIONS},
    "django_postgres_operations": {
        f"django.contrib.postgres.operations.{name}": _DJANGO for name in _POSTGRES
    },
}
