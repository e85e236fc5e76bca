"""The remedy `not-null-by-check` in Django's migrations.

The check is written in SQL: Django's own operation names its argument differently before and after
5.1, and knows of the constraint in the models' state, where nobody wants it.

Source: Django 5.2, `BaseDatabaseSchemaEditor._alter_field` and `effective_default`
(django/db/backends/base/schema.py): a field with a default, or one that may be blank, has its
missing values filled before it is required.
"""

from __future__ import annotations

from guardrail.model import Confidence
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.place import Made, Place
from guardrail.remedies.python import django
from guardrail.remedies.python.tree import argument, arguments_of, call_at, code, margin
from guardrail.remedies.sql.constraints import named, written_name

_MORE = frozenset({"default", "db_default", "blank", "null", "primary_key", "unique"})
"""What fills missing values first, or builds an index that the remedy for it has to take out."""


def not_null_by_check(place: Place) -> Made | None:
    """A check that isn't validated here; the field is required in the migration that follows."""
    change = place.change
    if not place.is_python or not django.is_django(place.text) or change is None:
        return None
    call = call_at(place.text, place.span.start, place.span.end)
    function = call.child_by_field_name("function") if call is not None else None
    if call is None or function is None or not code(place.text, function).endswith("AlterField"):
        return None
    migration = django.migration_at(place, call)
    field = argument(call, 2, "field")
    given = arguments_of(field) if field is not None and field.type == "call" else None
    chosen = named(change.table, change.name, "given")
    if migration is None or given is None or chosen is None or _MORE & set(given[1]):
        return None
    if change.confidence is Confidence.LOW or _named_again(place, migration, call.end_byte):
        return None
    table = django.table_named(change.table)
    check = f"CHECK ({written_name(change.name)} IS NOT NULL) NOT VALID"
    add = f"ALTER TABLE {table} ADD CONSTRAINT {written_name(chosen)} {check}"
    drop = f"ALTER TABLE {table} DROP CONSTRAINT {written_name(chosen)}"
    validate = f"ALTER TABLE {table} VALIDATE CONSTRAINT {written_name(chosen)}"
    gap = margin(place.text, call.start_byte)
    steps = (
        django.runs(validate, "", gap),
        code(place.text, call),
        django.runs(drop, add, gap),
    )
    operations = "".join(f"{gap}{step},\n" for step in steps)
    file = django.following(place, slug_of("require", change.name), operations)
    if file is None:
        return None
    edits = (place.edit(call.start_byte, call.end_byte, django.runs(add, drop, gap)),)
    line = django.migrations_imported(place)
    note = "required in the migration that follows"
    return Made((*edits, *line), (file,), note=note)


def _named_again(place: Place, migration: django.Migration, end: int) -> bool:
    """Whether a later operation speaks of the field, so may need it as it is meant to be."""
    name = argument(migration.here, 1, "name")
    if name is None:
        return True
    word = code(place.text, name).strip("\"'")
    return any(
        operation.start_byte >= end and word in code(place.text, operation)
        for operation in migration.operations
    )
