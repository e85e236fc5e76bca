"""Secrets that are left in a dictionary of which a comprehension takes some entries.

`{k: v for k, v in config.items() if not k.startswith("ssl_")}` still holds the password.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.readers.secrets.entries_changed import put_further
from guardrail.frontends.python.readers.secrets.entry_conditions import all_hold, holds
from guardrail.frontends.python.readers.secrets.secret_names import fields_of, is_key
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.made_by import made_by
from guardrail.knowledge.python.telling import SHOWING_CALLS

_ENTRIES = ".items()"
_MOST = 100
_PAIR = 2
_RECORDS = frozenset(("asdict", "vars", "model_dump", "dict", "to_dict", "_asdict"))


def secrets_left(reading: Reading, comprehension: Node) -> Iterator[str]:
    """The keys of secrets that a comprehension over the entries of a dictionary leaves in it."""
    parts = reading.module.children(comprehension)[0]
    clause = next((one for one in parts if one.type == "for_in_clause"), None)
    left, over = (
        (clause.child_by_field_name(part) for part in ("left", "right"))
        if clause is not None
        else (None, None)
    )
    names = [reading.module.name(one) for one in reading.module.children(left)[0]] if left else []
    if len(names) != _PAIR or over is None or not reading.module.code(over).endswith(_ENTRIES):
        return
    if names[1] not in reading.module.code(parts[0]).replace(names[0], "", 1):
        return
    conditions = [reading.module.children(one)[0][0] for one in parts if one.type == "if_clause"]
    for key in _keys(reading, over):
        if not is_key(key) or _is_masked(reading, parts[0], names, key):
            continue
        if all_hold(reading, conditions, names, key):
            yield key


def _is_masked(reading: Reading, entry: Node, names: list[str], key: str) -> bool:
    """Whether something else is shown for a key: `{k: "***" if k in SECRET else v for …}`."""
    value = entry.child_by_field_name("value") if entry.type == "pair" else entry
    if value is not None and value.type == "call":
        called = reading.names.dotted(value)[:-2]
        return called.rpartition(".")[2] not in SHOWING_CALLS
    if value is None or value.type != "conditional_expression":
        return False
    first, condition, last = reading.module.children(value)[0][:3]
    known = holds(reading, condition, names, key)
    shown = [one for one, when in ((first, True), (last, False)) if known in (None, when)]
    # Of a condition that nobody can read here, one of the two is what hides it.
    hides = [names[1] not in reading.module.code(one) for one in shown]
    return any(hides) if known is None else all(hides)


def entries_left(reading: Reading, clause: Node) -> list[Node] | None:
    """The values that a comprehension leaves in a dictionary; `None` where keys aren't known."""
    left, over = (clause.child_by_field_name(part) for part in ("left", "right"))
    if left is None or over is None or clause.parent is None:
        return None
    if not reading.module.code(over).endswith(_ENTRIES):
        return None
    function = over.child_by_field_name("function")
    held = function.child_by_field_name("object") if function is not None else None
    value = (reading.builder.flow.value(held) or held) if held is not None else None
    if value is None or held is None:
        return None
    if record_of(reading, value) is not None:
        return []  # whose fields are known by their names alone
    entries = _entries(reading, value)
    if held.type == "identifier":
        entries += put_further(reading, held)
    if not entries:
        return None
    names = [reading.module.name(one) for one in reading.module.children(left)[0]]
    asked = [one for one in reading.module.children(clause.parent)[0] if one.type == "if_clause"]
    conditions = [reading.module.children(one)[0][0] for one in asked]
    return [one for key, one in entries if all_hold(reading, conditions, names, key)]


def _keys(reading: Reading, entries: Node) -> Iterator[str]:
    """The keys of the dictionary whose entries an expression gives."""
    function = entries.child_by_field_name("function")
    held = function.child_by_field_name("object") if function is not None else None
    value = (reading.builder.flow.value(held) or held) if held is not None else None
    if value is None:
        return
    record = record_of(reading, value)
    if record is not None:
        yield from fields_of(reading, record)
        return
    yield from (key for key, _ in _entries(reading, value))


def _entries(reading: Reading, value: Node) -> list[tuple[str, Node]]:
    """The entries of a dictionary that is written out, or that a function of the module gives."""
    made = made_by(reading, value)
    made = reading.builder.flow.value(made) or made
    return reading.builder.flow.pairs(made)[:_MOST] if made.type == "dictionary" else []


def record_of(reading: Reading, node: Node) -> Node | None:
    """The object whose fields a dictionary has: of `asdict(settings)`, of `settings.__dict__`."""
    if node.type == "attribute":
        name = node.child_by_field_name("attribute")
        whole = name is not None and reading.module.name(name) == "__dict__"
        return node.child_by_field_name("object") if whole else None
    if node.type != "call":
        return None
    call = reading.call(node)
    if call.last not in _RECORDS or call.keywords:
        return None
    owner = call.function.child_by_field_name("object")
    return call.positional[0] if call.positional else owner
