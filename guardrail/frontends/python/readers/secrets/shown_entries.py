"""Secrets that are left in a dictionary of which a comprehension takes some entries.

`{k: v for k, v in config.items() if not k.startswith("ssl_")}` still holds the password.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.readers.secrets.secret_names import fields_of, is_key
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.made_by import made_by
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.telling import SHOWING_CALLS
from guardrail.patterns import late

_ENTRIES = ".items()"
_MOST = 100
_PAIR = 2
_SIGNS = {"in": True, "not in": False, "==": True, "!=": False}
_ASKING = ("startswith", "endswith")
_FILLED = late(r"\w+(?:\s+is\s+not\s+None)?")
"""A condition that leaves out what is empty, and no more."""
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
        if all(
            _FILLED.fullmatch(reading.module.code(one)) or _holds(reading, one, names[0], key)
            for one in conditions
        ):
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
    holds = _holds(reading, condition, names[0], key)
    shown = [one for one, when in ((first, True), (last, False)) if holds in (None, when)]
    # Of a condition that nobody can read here, one of the two is what hides it.
    hides = [names[1] not in reading.module.code(one) for one in shown]
    return any(hides) if holds is None else all(hides)


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
    made = made_by(reading, value)
    if made is not None and made.type == "dictionary":
        yield from (key for key, _ in reading.builder.flow.pairs(made)[:_MOST])


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


def _holds(reading: Reading, condition: Node, name: str, key: str) -> bool | None:
    """Whether a condition on the name of an entry holds for a key, `None` where that isn't told."""
    node = unwrapped(condition)
    parts = reading.module.children(node)[0]
    if node.type == "not_operator" and parts:
        inner = _holds(reading, parts[-1], name, key)
        return None if inner is None else not inner
    if node.type == "comparison_operator" and len(parts) == _PAIR:
        between = reading.module.plain[parts[0].end_byte : parts[1].start_byte]
        holds = _SIGNS.get(" ".join(between.split()))
        known = _texts(reading, parts[1])
        if holds is None or reading.module.name(parts[0]) != name or not known:
            return None
        return (key in known) is holds
    if node.type != "call":
        return None
    call = call_of(reading.module, node, "")
    asked = [text for one in call.positional[:1] for text in _texts(reading, one)]
    if reading.module.code(call.function) not in [f"{name}.{one}" for one in _ASKING] or not asked:
        return None
    begins = reading.module.code(call.function).endswith(_ASKING[0])
    return any(key.startswith(one) if begins else key.endswith(one) for one in asked)


def _texts(reading: Reading, node: Node) -> list[str]:
    """The texts that are written out in an expression: one, or those of a list."""
    elements = reading.builder.flow.elements(node)
    return [text for one in elements or [node] if (text := reading.known(one))]
