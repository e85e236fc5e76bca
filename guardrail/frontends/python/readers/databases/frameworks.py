"""What calls do in the ways of Django, Alembic and SQLAlchemy: to rows, to schemas, elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.effects import ObjectKind, SchemaChange
from guardrail.frontends.python.alembic.operations import alembic_operation, inserted_rows
from guardrail.frontends.python.django.editors import edited_schema
from guardrail.frontends.python.django.operations import operation_effects
from guardrail.frontends.python.django.run_sql import sql_elsewhere
from guardrail.frontends.python.django.tables import app_of, tables_for
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.metadata import sqlalchemy_schema
from guardrail.frontends.python.readers.databases.querysets import changes_queryset, rewrites_rows
from guardrail.frontends.python.readers.databases.session_queries import changes_query
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python import rows
from guardrail.knowledge.python.django_orm import EDITOR
from guardrail.model import Confidence
from guardrail.spanmap import HOLE_WORD
from guardrail.stream import Item

_NAMED = (ObjectKind.TABLE, ObjectKind.COLUMN)


def changes_rows(reading: Reading, call: Call, row: rows.ChangesRows) -> list[Item] | None:
    """What a call of an object-relational mapper does to rows; `None` for nothing."""
    if row.rows is not rows.NOWHERE:
        return rewrites_rows(reading, call, row)
    if row.mapper == "django":
        return changes_queryset(reading, call, row.verb)
    return changes_query(reading, call, row.verb)


def changes_schema(reading: Reading, call: Call, row: rows.ChangesSchema) -> Sequence[Said] | None:
    """What an operation or an editor does to a schema; `None` for nothing."""
    if row.framework == "alembic":
        return alembic_operation(reading, call, row)
    if row.framework == EDITOR:
        return edited_schema(reading, call, row)
    if row.framework == "django":
        found = operation_effects(
            reading, call, row, tables_for(reading, app_of(reading.source.path))
        )
        return [_only_made(item) for item in found if not _nameless(item)]
    return sqlalchemy_schema(reading, call, row)


def _nameless(item: Item) -> bool:
    """Whether an operation outside of any migration has no name either: code that makes them."""
    if not isinstance(item, SchemaChange):
        return False
    if item.kind is ObjectKind.EXTENSION:
        names = [item.name]
    else:
        names = [item.table, item.name] if item.kind in _NAMED else [item.table]
    return any(not name or HOLE_WORD in name for name in names)


def _only_made(item: Item) -> Item:
    """An operation that is made here, and runs only if some migration takes it."""
    if not isinstance(item, SchemaChange):
        return item
    return replace(item, confidence=min(item.confidence, Confidence.MEDIUM))


def runs_elsewhere(reading: Reading, call: Call, row: rows.Runs) -> list[Item] | None:
    """What an operation of migrations runs that is called outside of any; `None` for nothing."""
    if row.what == "sql":
        return sql_elsewhere(reading, call)
    return inserted_rows(reading, call) if row.what == "rows" else None
