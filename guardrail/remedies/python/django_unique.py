"""The remedy `unique-by-index` in Django's migrations.

The index is built by SQL outside the transaction, under the name that Django gives the constraint,
and the constraint is made of it; the operation itself only tells the models' state. What else an
`AlterField` changes is still done by one, without the uniqueness.

Sources: Django 5.2, `_create_index_name`, `names_digest` and `_unique_constraint_name`
(django/db/backends/base/schema.py, django/db/backends/utils.py), and PostgreSQL's
`_create_like_index_sql` (django/db/backends/postgresql/schema.py).
"""

from __future__ import annotations

import hashlib
import re

from msgspec import Struct
from tree_sitter import Node

from guardrail.effects import SchemaChange
from guardrail.model import Confidence
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.place import Made, Place
from guardrail.remedies.python import django
from guardrail.remedies.python.tree import argument, arguments_of, call_at, code, constant, margin
from guardrail.remedies.sql.constraints import LONGEST_NAME, written_name

_LIKE = {
    **dict.fromkeys(("CharField", "EmailField", "URLField", "FileField"), "varchar_pattern_ops"),
    "TextField": "text_pattern_ops",
}
_PLAIN = frozenset(
    {
        "BigIntegerField",
        "BooleanField",
        "DateField",
        "DateTimeField",
        "DecimalField",
        "DurationField",
        "FloatField",
        "GenericIPAddressField",
        "IntegerField",
        "PositiveBigIntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "SmallIntegerField",
        "TimeField",
        "UUIDField",
    }
)
"""Fields whose unique constraint comes with a second index for LIKE, and those with none."""

_NOT_PLAIN = frozenset({"db_index", "db_collation", "primary_key", "db_tablespace"})


class Wanted(Struct, frozen=True):
    """A unique constraint to be made. `first` is done before, `like` is for the second index."""

    change: SchemaChange
    name: str
    first: str = ""
    like: str = ""


def unique_by_index(place: Place) -> Made | None:
    """A unique index outside the transaction, and the constraint of it."""
    change = place.change
    if not place.is_python or not django.is_django(place.text) or change is None:
        return None
    call = call_at(place.text, place.span.start, place.span.end)
    function = call.child_by_field_name("function") if call is not None else None
    if call is None or function is None or change.confidence is Confidence.LOW:
        return None
    kind = code(place.text, function).rpartition(".")[2]
    if kind == "AddConstraint":
        return _made(place, call, Wanted(change, _of_constraint(place, call)))
    if kind == "AlterField" and len(change.columns) == 1:
        field = argument(call, 2, "field")
        without = _without_unique(place, call, field)
        like = _like(place, field)
        name = given_name(change.table, change.columns, "_uniq")
        if without is None or like is None:
            return None
        return _made(place, call, Wanted(change, name, without, like))
    return None


def given_name(table: str, columns: tuple[str, ...], suffix: str) -> str:
    """The name that Django gives, "" where it would have to be cut."""
    digest = hashlib.md5("".join((table, *columns)).encode(), usedforsecurity=False).hexdigest()
    name = f"{table}_{'_'.join(columns)}_{digest[:8]}{suffix}"
    return name if len(name) <= LONGEST_NAME and re.match(r"[a-z]", name) else ""


def _of_constraint(place: Place, call: Node) -> str:
    """The name of a unique constraint over whole columns, "" where there is more to it."""
    constraint = argument(call, 1, "constraint")
    kind = constraint.child_by_field_name("function") if constraint is not None else None
    given = arguments_of(constraint) if constraint is not None and kind is not None else None
    if kind is None or given is None or given[0] or set(given[1]) != {"fields", "name"}:
        return ""
    known = code(place.text, kind).rpartition(".")[2] == "UniqueConstraint"
    return constant(place.text, given[1]["name"]) if known else ""


def _without_unique(place: Place, call: Node, field: Node | None) -> str | None:
    """The operation without the uniqueness of its field."""
    given = arguments_of(field) if field is not None and field.type == "call" else None
    value = given[1].get("unique") if given is not None else None
    if value is None or value.parent is None or code(place.text, value) != "True":
        return None
    start, end = value.parent.start_byte - call.start_byte, value.parent.end_byte - call.start_byte
    text = code(place.text, call)
    comma = re.compile(r"\s*,\s*").match(text, end)
    if comma:
        return text[:start] + text[comma.end() :]
    return re.sub(r",\s*\Z", "", text[:start]) + text[end:]


def _like(place: Place, field: Node | None) -> str | None:
    """The class of operators of the second index, "" where there is none."""
    function = field.child_by_field_name("function") if field is not None else None
    given = arguments_of(field) if field is not None and function is not None else None
    if function is None or given is None or _NOT_PLAIN & set(given[1]):
        return None
    name = code(place.text, function).rpartition(".")[2]
    return _LIKE.get(name, "" if name in _PLAIN else None)


def _made(place: Place, call: Node, wanted: Wanted) -> Made | None:
    migration = django.migration_at(place, call)
    if migration is None or not wanted.name or not wanted.change.columns:
        return None
    if django.atomic_value(place, migration) not in ("", "False"):
        return None
    if any(each.start_byte > call.end_byte for each in migration.operations):
        return None
    gap = margin(place.text, call.start_byte)
    operation = _operation(code(place.text, call), wanted, gap)
    if not operation:
        return None
    if migration.alone:
        edits = [place.edit(call.start_byte, call.end_byte, operation)]
        if not django.atomic_value(place, migration):
            edits.append(django.not_atomic(place, migration))
        return Made((*edits, *django.migrations_imported(place)))
    slug = slug_of("unique", *wanted.change.columns)
    file = django.following(place, slug, f"{gap}{operation},\n", bare=True)
    if file is None:
        return None
    note = "moved to the migration that follows"
    return Made((django.removed(place, call),), (file,), note=note)


def _operation(written: str, wanted: Wanted, gap: str) -> str:
    """The operation in its steps, "" where one has no name.

    What an `AlterField` does to the column's other indexes comes first: it would drop the new one.
    """
    change = wanted.change
    table, index = django.table_named(change.table), written_name(wanted.name)
    columns = ", ".join(map(written_name, change.columns))
    built = [(index, f"UNIQUE INDEX CONCURRENTLY {index} ON {table} ({columns})")]
    if wanted.like:
        other = written_name(given_name(change.table, change.columns, "_like"))
        if other == '""':
            return ""
        built.append((other, f"INDEX CONCURRENTLY {other} ON {table} ({columns} {wanted.like})"))
    deeper = f"{gap}        "
    add = f"ALTER TABLE {table} ADD CONSTRAINT {index} UNIQUE USING INDEX {index}"
    drop = f"ALTER TABLE {table} DROP CONSTRAINT {index}"
    steps = [
        *([wanted.first.replace("\n", "\n        ")] if wanted.first else []),
        *(
            django.runs(f"CREATE {each}", f"DROP INDEX CONCURRENTLY IF EXISTS {own}", deeper)
            for own, each in built
        ),
        django.runs(add, drop, deeper),
    ]
    state = written.replace("\n", "\n        ")
    inside = "".join(f"{deeper}{each},\n" for each in steps)
    return (
        "migrations.SeparateDatabaseAndState(\n"
        f"{gap}    database_operations=[\n{inside}{gap}    ],\n"
        f"{gap}    state_operations=[\n{deeper}{state},\n{gap}    ],\n{gap})"
    )
