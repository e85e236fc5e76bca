"""The remedy `concurrently` in the migrations of Django and Alembic."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.model import Edit
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.place import Made, Place
from guardrail.remedies.python import alembic, django
from guardrail.remedies.python.imports import imported
from guardrail.remedies.python.tree import (
    appended,
    arguments_of,
    call_at,
    code,
    constant,
    margin,
    string_at,
)
from guardrail.remedies.sql.concurrently import insertion
from guardrail.remedies.sql.scan import Unclear, statements_of

_DJANGO = {"AddIndex": "AddIndexConcurrently", "RemoveIndex": "RemoveIndexConcurrently"}
_ALEMBIC = ("op.create_index", "op.drop_index")


def concurrently(place: Place) -> Made | None:
    """The operation in its concurrent form, outside the transaction."""
    if not place.is_python:
        return None
    call = call_at(place.text, place.span.start, place.span.end)
    if call is None:
        return None
    if django.is_django(place.text):
        return _django(place, call)
    return _alembic(place, call) if alembic.is_alembic(place.text) else None


def outside(place: Place) -> Made | None:
    """What is concurrent already, outside the transaction."""
    if not place.is_python:
        return None
    call = call_at(place.text, place.span.start, place.span.end)
    if call is None:
        return None
    if alembic.is_alembic(place.text):
        statement = alembic.statement_of(place, call)
        moved = alembic.own_block(place, statement) if statement is not None else None
        return Made(tuple(moved)) if moved else None
    migration = django.migration_at(place, call) if django.is_django(place.text) else None
    if migration is None or django.atomic_value(place, migration):
        return None
    if migration.alone:
        return Made((django.not_atomic(place, migration),))
    return _moved(place, migration, code(place.text, call), (), "run")


def in_string(place: Place) -> tuple[list[Edit], str] | None:
    """The word inserted into SQL in a string that holds this statement alone, and what it does."""
    content = string_at(place.text, place.span.start, place.span.end)
    found = insertion(place.statement)
    if content is None or found is None:
        return None
    try:
        statements = statements_of(place.text, content.start_byte, content.end_byte)
    except Unclear:
        return None
    if len(statements) != 1:
        return None
    at, word, what = found
    start = place.span.start + at
    return [place.edit(start, start, word)], what


def _alembic(place: Place, call: Node) -> Made | None:
    statement = alembic.statement_of(place, call)
    function = call.child_by_field_name("function")
    if statement is None or function is None:
        return None
    name = code(place.text, function)
    if name in _ALEMBIC:
        given = arguments_of(call)
        added = appended(place.text, call, "postgresql_concurrently=True")
        if given is None or added is None or "postgresql_concurrently" in given[1]:
            return None
        edits = [place.edit(added[0], added[0], added[1])]
        what = "build"
    elif name == "op.execute":
        found = in_string(place)
        if found is None:
            return None
        edits, what = found
    else:
        return None
    moved = [] if what == "refresh" else alembic.own_block(place, statement)
    if moved is None:
        return None
    # A new line of the call is moved in as the others are.
    gap = "    " if moved else ""
    edits = [place.edit(e.start, e.end, e.text.replace("\n", f"\n{gap}")) for e in edits]
    return Made((*moved, *edits))


def _django(place: Place, call: Node) -> Made | None:
    migration = django.migration_at(place, call)
    function = call.child_by_field_name("function")
    if migration is None or function is None:
        return None
    name = code(place.text, function).rpartition(".")[2]
    extra: tuple[str, ...] = ()
    if name in _DJANGO:
        new = _DJANGO[name]
        edits: list[Edit] = [place.edit(function.start_byte, function.end_byte, new)]
        moved = new + place.text[function.end_byte : call.end_byte]
        extra = (f"from {django.OPERATIONS} import {new}",)
        what = "build" if name == "AddIndex" else "drop"
    elif name == "RunSQL":
        found = in_string(place)
        if found is None:
            return None
        edits, what = found
        at = edits[0].start
        moved = place.text[call.start_byte : at] + edits[0].text + place.text[at : call.end_byte]
    else:
        return None
    if what == "refresh" or django.atomic_value(place, migration) == "False":
        pass
    elif not migration.alone:
        return _moved(place, migration, moved, extra, what)
    elif django.atomic_value(place, migration):
        return None
    else:
        edits.append(django.not_atomic(place, migration))
    if extra:
        line = imported(place, django.OPERATIONS, _DJANGO[name])
        edits += [line] if line is not None else []
    return Made(tuple(edits))


def _moved(
    place: Place, migration: django.Migration, operation: str, extra: tuple[str, ...], what: str
) -> Made | None:
    """The operation in a migration of its own, where nothing after it here may need it."""
    after = [each for each in migration.operations if each.start_byte > migration.here.end_byte]
    if after and what == "build" and any("UNIQUE" in operation.upper() for _ in after):
        return None
    gap = margin(place.text, migration.here.start_byte)
    slug = slug_of(what, _subject(place, migration.here))
    made = django.following(place, slug, f"{gap}{operation},", imports=extra, bare=True)
    if made is None:
        return None
    note = "moved to the migration that follows"
    return Made((django.removed(place, migration.here),), (made,), note=note)


def _subject(place: Place, call: Node) -> str:
    """A word for the file's name: the index's own, or what it is of."""
    given = arguments_of(call)
    if given is None:
        return "index"
    positional, keywords = given
    names = [constant(place.text, node) for node in (keywords.get("name"), *positional[1:])]
    for node in (keywords.get("index"), *positional):
        inner = arguments_of(node) if node is not None and node.type == "call" else None
        names.append(constant(place.text, inner[1].get("name")) if inner else "")
    found = next((name for name in names if name), "")
    return found if found.isidentifier() else "index"
