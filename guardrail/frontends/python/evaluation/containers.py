"""What is in lists, tuples and dictionaries: by key, by place, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import calling, enumerations, made_objects
from guardrail.frontends.python.evaluation.values import (
    UNKNOWN,
    Entries,
    Frame,
    Known,
    Parts,
    Value,
)

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_WRITTEN = frozenset(("integer", "unary_operator", "true", "false", "none"))
LISTED = frozenset(("list", "tuple", "set", "expression_list"))
_MADE = frozenset(("list_comprehension", "set_comprehension", "generator_expression"))
_SAME = frozenset(
    (
        "reversed",
        "sorted",
        "list",
        "tuple",
        "set",
        "frozenset",
        "iter",
        "cycle",
        "deque",
        "as_completed",
    )
)
_MOST = 64
MISSING = "\0missing"


def text_of(evaluator: Evaluator, value: Value) -> str | None:
    """The text, the number or the truth that a value is, `None` where it is none or isn't known."""
    if not isinstance(value, Known):
        return None
    code = evaluator.module.code(value.node)
    if value.node.type == "string":
        return evaluator.reading.known(value.node) or None
    return code if value.node.type in _WRITTEN else None


def contents(evaluator: Evaluator, node: Node, frame: Frame | None) -> Iterator[Value]:
    """The lists and dictionaries that an expression may be, `None` for what is neither."""
    for value in evaluator.values(node, frame):
        yield content(evaluator, value)


def content(evaluator: Evaluator, value: Value) -> Value:
    """A value as a list or a dictionary, `None` where it is neither."""
    if not isinstance(value, Known):
        return value
    node, frame = value.node, value.frame
    if node.type == "dictionary":
        return _written(evaluator, node, frame)
    if node.type in LISTED:
        return Parts(tuple(_listed(evaluator, node, frame)))
    if node.type == "binary_operator" and evaluator.enter():
        joined = _joined(evaluator, node, frame)
        evaluator.leave()
        return joined
    if node.type == "call":
        fields = made_objects.fields_in_order(evaluator, value)
        if fields is not None:
            return Parts(tuple(fields.values()))
        if calling.last_name(evaluator, node) == "dict":
            return calling.keywords(evaluator, node, frame)
    if node.type in _MADE:
        return Parts(tuple((one,) for one in _iterated(evaluator, value)))
    return None


def _listed(evaluator: Evaluator, node: Node, frame: Frame | None) -> Iterator[Sequence[Value]]:
    for child in evaluator.module.children(node)[0][:_MOST]:
        if child.type == "list_splat":
            inner = evaluator.module.children(child)[0]
            yield from ((one,) for one in elements(evaluator, inner[0], frame))
        else:
            yield evaluator.values(child, frame)


def _written(evaluator: Evaluator, node: Node, frame: Frame | None) -> Entries:
    """The entries of a dictionary that is written out."""
    entries: dict[str, Sequence[Value]] = {}
    more = False
    for child in evaluator.module.children(node)[0][:_MOST]:
        if child.type == "dictionary_splat":
            more |= not merge(evaluator, evaluator.module.children(child)[0][0], frame, entries)
            continue
        key, value = (child.child_by_field_name(part) for part in ("key", "value"))
        if key is None or value is None:
            more = True
            continue
        names = [text_of(evaluator, one) for one in evaluator.values(key, frame)]
        for name in names:
            entries[name or f"{MISSING}{len(entries)}"] = evaluator.values(value, frame)
    return Entries(entries, more)


def merge(
    evaluator: Evaluator, node: Node, frame: Frame | None, entries: dict[str, Sequence[Value]]
) -> bool:
    """Put the entries of an expression into others; whether all of them are known."""
    # What is merged may hang on itself: `options = {**options, "force": True}` in a loop.
    if not evaluator.enter():
        return False
    held = [*contents(evaluator, node, frame)]
    evaluator.leave()
    rows = [one for one in held if isinstance(one, Entries)]
    if not rows or len(rows) < len(held):
        return False
    # Of several, one after the other: `for root, modes in TREES.items(): open(root, **modes)`.
    for key in rows[0].entries:
        entries[key] = [one for row in rows for one in row.entries.get(key, (None,))]
    return all(not row.more and row.entries.keys() == rows[0].entries.keys() for row in rows)


def _joined(evaluator: Evaluator, node: Node, frame: Frame | None) -> Value:
    """The entries of `a | b`, or the elements of `a + b`."""
    sides = [node.child_by_field_name(side) for side in ("left", "right")]
    held = [
        next(contents(evaluator, one, frame), None) if one is not None else None for one in sides
    ]
    first, last = held
    if isinstance(first, Entries) and isinstance(last, Entries):
        return Entries({**first.entries, **last.entries}, first.more or last.more)
    if isinstance(first, Parts) and isinstance(last, Parts):
        return Parts((*first.parts, *last.parts))
    return None


def elements(
    evaluator: Evaluator, node: Node, frame: Frame | None, index: int | None = None
) -> Sequence[Value]:
    """What an iterable yields one after the other, or what is at a place of that."""
    found: list[Value] = []
    for held in evaluator.values(node, frame):
        found += _iterated(evaluator, held)
    return parts_at(evaluator, found[:_MOST], index)


def _iterated(evaluator: Evaluator, value: Value) -> Sequence[Value]:
    """What one value yields when it is iterated."""
    if not evaluator.enter():
        return UNKNOWN
    found = _each_of(evaluator, value)
    evaluator.leave()
    return found


def _each_of(evaluator: Evaluator, value: Value) -> Sequence[Value]:
    if isinstance(value, Parts):
        return [one for part in value.parts for one in part]
    if isinstance(value, Entries):
        return [*UNKNOWN] * len(value.entries)
    if value is None:
        return UNKNOWN
    node, frame = value.node, value.frame
    if node.type in _MADE:
        body = node.child_by_field_name("body")
        return evaluator.values(body, frame) if body is not None else UNKNOWN
    if node.type == "dictionary":
        keys = [one.child_by_field_name("key") for one in evaluator.module.children(node)[0]]
        return [each for key in keys if key is not None for each in evaluator.values(key, frame)]
    if node.type == "class_definition":
        return enumerations.members_of_enumeration(evaluator, node)
    if node.type == "call":
        return _of_call(evaluator, value)
    held = content(evaluator, value)
    return _iterated(evaluator, held) if held is not None else UNKNOWN


def _of_call(evaluator: Evaluator, value: Known) -> Sequence[Value]:
    node, frame = value.node, value.frame
    given = calling.arguments(evaluator, node)
    name = calling.last_name(evaluator, node)
    owner = calling.owner_of(node)
    if owner is not None and name in ("items", "values", "keys") and not given:
        return _of_dictionary(evaluator, owner, frame, name)
    if name in _SAME and given:
        return elements(evaluator, given[0], frame)
    if name == "enumerate" and given:
        return [Parts((UNKNOWN, (one,))) for one in elements(evaluator, given[0], frame)]
    if name in ("zip", "zip_longest", "product") and given:
        sides = [elements(evaluator, one, frame) for one in given]
        return [Parts(tuple((one,) for one in row)) for row in zip_longest(*sides)]
    if name in ("chain", "gather"):
        return [one for each in given for one in elements(evaluator, each, frame)]
    yielded = calling.yielded(evaluator, value)
    if yielded is not None:
        return yielded
    held = content(evaluator, value)
    return _iterated(evaluator, held) if held is not None else UNKNOWN


def _of_dictionary(
    evaluator: Evaluator, owner: Node, frame: Frame | None, what: str
) -> Sequence[Value]:
    found: list[Value] = []
    for held in contents(evaluator, owner, frame):
        if not isinstance(held, Entries):
            found.append(None)
            continue
        keys = _keys(evaluator, owner, frame, held.entries)
        for key, values in zip(keys, held.entries.values(), strict=True):
            for one in values:
                pair = Parts(((key,), (one,)))
                found.append({"items": pair, "values": one, "keys": key}[what])
    return found


def _keys(
    evaluator: Evaluator, owner: Node, frame: Frame | None, entries: Mapping[str, Sequence[Value]]
) -> Sequence[Value]:
    """The expressions that the keys are, where the dictionary is written out as a whole."""
    for value in evaluator.values(owner, frame):
        if isinstance(value, Known) and value.node.type == "dictionary":
            keys = _iterated(evaluator, value)
            if len(keys) == len(entries):
                return keys
    return [None] * len(entries)


def parts_at(evaluator: Evaluator, values: Sequence[Value], index: int | None) -> Sequence[Value]:
    """What is at a place of each of several values, or these themselves."""
    if index is None:
        return values
    found: list[Value] = []
    for value in values:
        held = content(evaluator, value)
        known = isinstance(held, Parts) and index < len(held.parts)
        found += held.parts[index] if isinstance(held, Parts) and known else UNKNOWN
    return found
