"""The remedy `batched` in Django's migrations: an update of every row, so many keys at a time.

Each batch commits by itself, so the migration is taken out of its transaction, or the step moves to
one of its own. Only what may be done twice is done so: values that don't come from the fields that
they are put in.

Source: Django 5.2's documentation of migrations ("Non-atomic migrations") and of `RunPython`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.patterns import late
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.place import Made, Place
from guardrail.remedies.python import django
from guardrail.remedies.python.tree import argument, arguments_of, around, call_at, code, margin

ROWS = 1000
"""Rows of a batch: an IN with so many keys is still planned in no time."""

_EVERY = late(
    r"""(?:[\w.]+|\w+\.get_model\([^()\n]*\))\.objects(?:\.using\([\w."']+\))?(?:\.all\(\))?"""
)
_TEMPLATE = """\
pks = {rows}.order_by("pk").values_list("pk", flat=True)
{gap}batch = list(pks[:{size}])
{gap}while batch:
{gap}    {rows}.filter(pk__in=batch).update{given}
{gap}    batch = list(pks.filter(pk__gt=batch[-1])[:{size}])"""


def batched(place: Place) -> Made | None:
    """The update in batches, each in a transaction of its own."""
    if not place.is_python or not django.is_django(place.text):
        return None
    call = call_at(place.text, place.span.start, place.span.end)
    statement = call.parent if call is not None else None
    owner = around(statement, "function_definition") if statement is not None else None
    if call is None or statement is None or owner is None:
        return None
    written = _in_batches(place.text, call, margin(place.text, statement.start_byte))
    step = _step_of(place, owner)
    if written is None or step is None or not _only_this(place.text, owner, statement):
        return None
    migration, operation = step
    name = owner.child_by_field_name("name")
    if name is None or re.search(r"\b(?:pks|batch)\b", code(place.text, owner)):
        return None
    value = django.atomic_value(place, migration)
    if value == "False" or (migration.alone and not value):
        edits = [place.edit(call.start_byte, call.end_byte, written)]
        edits += [django.not_atomic(place, migration)] if not value else []
        return Made(tuple(edits))
    if value or operation != migration.operations[-1]:
        return None
    return _moved(place, migration, owner, (call, written))


def _in_batches(text: str, call: Node, gap: str) -> str | None:
    """The statements that do the update in batches, `None` where it may not be done twice."""
    function, given = call.child_by_field_name("function"), arguments_of(call)
    if function is None or given is None or given[0] or not given[1]:
        return None
    rows, _, verb = code(text, function).rpartition(".")
    if verb != "update" or not _EVERY.fullmatch(rows) or "\n" in code(text, call):
        return None
    values = " ".join(code(text, value) for value in given[1].values())
    if any(re.search(rf"""["']{name}(?:__\w+)?["']""", values) for name in given[1]):
        return None
    arguments = call.child_by_field_name("arguments")
    assert arguments is not None
    return _TEMPLATE.format(
        rows=rows.removesuffix(".all()"), gap=gap, size=ROWS, given=code(text, arguments)
    )


def _only_this(text: str, owner: Node, statement: Node) -> bool:
    """Whether the function does nothing else that a transaction may have to hold together."""
    body = owner.child_by_field_name("body")
    if body is None or statement.parent != body:
        return False
    for each in body.named_children:
        first = each.named_child(0) if each.named_child_count else None
        plain = each.type == "comment" or each == statement
        if first is not None and each.type == "expression_statement":
            plain = plain or first.type == "string"
            value = first.child_by_field_name("right") if first.type == "assignment" else None
            plain = plain or (value is not None and _harmless(code(text, value)))
        if not plain:
            return False
    return True


def _harmless(value: str) -> bool:
    return bool(re.fullmatch(r"\w+\.get_model\([^()]*\)|[\w.]+|\"[^\"]*\"|'[^']*'", value))


def _step_of(place: Place, owner: Node) -> tuple[django.Migration, Node] | None:
    """The one operation that runs a function, and its migration."""
    name = owner.child_by_field_name("name")
    if name is None or owner.parent is None or owner.parent.type != "module":
        return None
    uses = [
        node
        for node in _identifiers(owner.parent)
        if code(place.text, node) == code(place.text, name) and node != name
    ]
    call = around(uses[0], "call") if len(uses) == 1 else None
    function = call.child_by_field_name("function") if call is not None else None
    if call is None or function is None or argument(call, 0, "code") != uses[0]:
        return None
    given = arguments_of(call)
    if given is None or "atomic" in given[1]:
        return None
    migration = django.migration_at(place, call)
    if migration is None or not code(place.text, function).endswith("RunPython"):
        return None
    return migration, call


def _identifiers(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.type == "identifier":
            yield node
        waiting += node.named_children


def _moved(
    place: Place, migration: django.Migration, owner: Node, update: tuple[Node, str]
) -> Made | None:
    """The function and its step in a migration of their own."""
    step = migration.here
    reverse = argument(step, 1, "reverse_code")
    if reverse is not None and not code(place.text, reverse).endswith("RunPython.noop"):
        return None
    call, written = update
    own = code(place.text, owner)
    start, end = call.start_byte - owner.start_byte, call.end_byte - owner.start_byte
    gap = margin(place.text, step.start_byte)
    name = owner.child_by_field_name("name")
    assert name is not None
    file = django.following(
        place,
        slug_of(code(place.text, name)),
        f"{gap}{code(place.text, step)},",
        before=own[:start] + written + own[end:],
        bare=True,
    )
    if file is None:
        return None
    stop = re.compile(r"\n*").match(place.text, owner.end_byte)
    gone = place.edit(owner.start_byte, stop.end() if stop else owner.end_byte, "")
    note = "moved to the migration that follows"
    return Made((gone, django.removed(place, step)), (file,), note=note)
