"""The remedy `not-valid` in the migrations of Django and Alembic."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.model import Edit
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.place import Made, Place
from guardrail.remedies.python import alembic, django
from guardrail.remedies.python.imports import imported
from guardrail.remedies.python.tree import (
    appended,
    argument,
    arguments_of,
    call_at,
    code,
    constant,
    string_at,
)
from guardrail.remedies.sql.constraints import not_valid as in_sql
from guardrail.remedies.sql.constraints import written_name
from guardrail.remedies.sql.editing import plain
from guardrail.remedies.sql.scan import Unclear, altered_table, statements_of

_NOTE = "validated in the migration that follows"
_ALEMBIC = ("op.create_foreign_key", "op.create_check_constraint")


def not_valid(place: Place) -> Made | None:
    """The constraint unvalidated here, and validated in the migration that follows."""
    if not place.is_python:
        return None
    call = call_at(place.text, place.span.start, place.span.end)
    function = call.child_by_field_name("function") if call is not None else None
    if call is None or function is None:
        return None
    name = code(place.text, function)
    if name.rpartition(".")[2] in ("RunSQL", "execute"):
        return _embedded(place)
    if django.is_django(place.text):
        return _django(place, call, function)
    if alembic.is_alembic(place.text) and name in _ALEMBIC:
        return _alembic(place, call)
    return None


def _embedded(place: Place) -> Made | None:
    """SQL in a string that holds this statement alone."""
    made = in_sql(place)
    content = string_at(place.text, place.span.start, place.span.end)
    if made is None or content is None:
        return made
    try:
        statements = statements_of(place.text, content.start_byte, content.end_byte)
    except Unclear:
        return made
    if len(statements) != 1:
        return made
    table, at = altered_table(statements[0])
    words = statements[0].words[at : at + 2]
    if not table or words != ("ADD", "CONSTRAINT"):
        return made
    name = statements[0].tokens[at + 2].text
    sql = f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}"
    if "'" in sql or "\\" in sql:
        return made
    return _validated(place, made.edits, slug_of("validate", plain(name)), sql) or made


def _validated(place: Place, edits: tuple[Edit, ...], slug: str, sql: str) -> Made | None:
    """The edits, and a migration that runs one statement."""
    text = f"'{sql}'" if '"' in sql else f'"{sql}"'
    if django.is_django(place.text):
        runs = f"        migrations.RunSQL({text}, migrations.RunSQL.noop),"
        file = django.following(place, slug, runs)
    elif alembic.is_alembic(place.text):
        file = alembic.following(place, slug, [f"op.execute({text})"], [])
    else:
        return None
    return Made(edits, (file,), note=_NOTE) if file is not None else None


def _alembic(place: Place, call: Node) -> Made | None:
    given = arguments_of(call)
    added = appended(place.text, call, "postgresql_not_valid=True")
    if given is None or added is None or "postgresql_not_valid" in given[1]:
        return None
    edits = (place.edit(added[0], added[0], added[1]),)
    name = constant(place.text, argument(call, 0, "constraint_name"))
    table = constant(place.text, argument(call, 1, "source_table")) or constant(
        place.text, argument(call, 1, "table_name")
    )
    schema = constant(place.text, given[1].get("source_schema") or given[1].get("schema"))
    if not name or not table or alembic.statement_of(place, call) is None:
        return Made(edits)
    whole = ".".join(written_name(part) for part in (schema, table) if part)
    sql = f"ALTER TABLE {whole} VALIDATE CONSTRAINT {written_name(name)}"
    return _validated(place, edits, slug_of("validate", name), sql) or Made(edits)


def _django(place: Place, call: Node, function: Node) -> Made | None:
    """`AddConstraintNotValid` of a check, and `ValidateConstraint`."""
    migration = django.migration_at(place, call)
    constraint = argument(call, 1, "constraint")
    model = argument(call, 0, "model_name")
    if migration is None or constraint is None or model is None or constraint.type != "call":
        return None
    kind = constraint.child_by_field_name("function")
    given = arguments_of(constraint)
    if kind is None or given is None or not code(place.text, kind).endswith("CheckConstraint"):
        return None
    name = given[1].get("name")
    if not code(place.text, function).endswith("AddConstraint") or not constant(place.text, name):
        return None
    edits = [place.edit(function.start_byte, function.end_byte, "AddConstraintNotValid")]
    line = imported(place, django.OPERATIONS, "AddConstraintNotValid")
    edits += [line] if line is not None else []
    assert name is not None
    runs = (
        "        ValidateConstraint(\n"
        f"            model_name={code(place.text, model)},\n"
        f"            name={code(place.text, name)},\n        ),"
    )
    extra = (f"from {django.OPERATIONS} import ValidateConstraint",)
    slug = slug_of("validate", constant(place.text, name))
    file = django.following(place, slug, runs, imports=extra)
    return Made(tuple(edits), (file,), note=_NOTE) if file is not None else None
