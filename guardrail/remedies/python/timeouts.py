"""The remedy `lock-timeout` in the migrations of Django and Alembic."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.remedies.place import Made, Place
from guardrail.remedies.python import alembic, django
from guardrail.remedies.python.tree import around, call_at, code, margin
from guardrail.remedies.sql.timeouts import PATIENCE


def lock_timeout(place: Place) -> Made | None:
    """`SET LOCAL lock_timeout` first of all."""
    text = place.text
    if not place.is_python or "lock_timeout " in text or "lock_timeout=" in text:
        return None
    call = call_at(place.text, place.span.start, place.span.end)
    if call is None:
        return None
    sql = f"SET LOCAL lock_timeout = '{PATIENCE}'"
    if django.is_django(place.text):
        return _django(place, call, sql)
    return _alembic(place, call, sql) if alembic.is_alembic(place.text) else None


def _django(place: Place, call: Node, sql: str) -> Made | None:
    """An operation before the others, where the migration is one transaction."""
    outermost = call
    migration = django.migration_at(place, outermost)
    while migration is None and outermost.parent is not None:
        above = around(outermost.parent, "call")
        if above is None:
            return None
        outermost = above
        migration = django.migration_at(place, outermost)
    if migration is None or django.atomic_value(place, migration):
        return None
    first = migration.operations[0]
    gap = margin(place.text, first.start_byte)
    words = f'migrations.RunSQL("{sql}", migrations.RunSQL.noop),\n{gap}'
    if place.text[first.start_byte - len(gap) : first.start_byte] != gap:
        return None
    return Made((place.edit(first.start_byte, first.start_byte, words),))


def _alembic(place: Place, call: Node, sql: str) -> Made | None:
    """A statement at the top of the function. An autocommit block would end what is local."""
    owner = around(call, "function_definition")
    body = owner.child_by_field_name("body") if owner is not None else None
    if body is None or "autocommit_block" in code(place.text, body):
        return None
    first = body.named_children[0]
    statements = [c for c in body.named_children if c.type != "comment"]
    if statements and statements[0].type == "expression_statement":
        inner = statements[0].named_child(0) if statements[0].named_child_count else None
        if inner is not None and inner.type == "string":
            first = statements[1] if len(statements) > 1 else first
    gap = margin(place.text, first.start_byte)
    words = f'op.execute("{sql}")\n{gap}'
    return Made((place.edit(first.start_byte, first.start_byte, words),))
