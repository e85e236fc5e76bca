"""What is in lists, tuples and dictionaries: by key, by place, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import calling, instances
from guardrail.frontends.python.evaluation.values import (
    UNKNOWN,
    Entries,
    Frame,
    Known,
    Parts,
    Value,
)
from guardrail.frontends.python.naming.bindings import Binding, BindingKind

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

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


def of_subscript(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """What `x[key]` is; itself where nothing is known of `x`."""
    whole, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
    if whole is None or key is None or key.type == "slice":
        return (Known(node, frame),)
    found = looked_up(evaluator, whole, key, frame)
    return (Known(node, frame),) if found is None else found


def looked_up(
    evaluator: Evaluator,
    whole: Node,
    key: Node,
    frame: Frame | None,
    default: Sequence[Value] | None = None,
) -> Sequence[Value] | None:
    """What stands under a key or at a place; `None` where it is no list or dictionary of ours.

    A key that isn't known may be any of those that there are.
    """
    keys = [text_of(evaluator, one) for one in evaluator.values(key, frame)]
    found: list[Value] = []
    known = False
    for held in contents(evaluator, whole, frame):
        if isinstance(held, Entries):
            known = True
            found += _under(held, keys, default)
        elif isinstance(held, Parts):
            known = True
            found += _at(held, keys)
    return found if known else None


def _under(
    held: Entries, keys: Sequence[str | None], default: Sequence[Value] | None
) -> Sequence[Value]:
    found: list[Value] = []
    for key in keys:
        if key is None:
            found += [value for values in held.entries.values() for value in values]
        elif key in held.entries:
            found += held.entries[key]
        elif not held.more and default is not None:
            found += default
        else:
            found.append(None)
    return found


def _at(held: Parts, keys: Sequence[str | None]) -> Sequence[Value]:
    found: list[Value] = []
    for key in keys:
        plain = key is not None and key.lstrip("-").isdigit()
        place = int(key) if plain and key is not None else None
        if place is None:
            found += [value for part in held.parts for value in part]
        elif -len(held.parts) <= place < len(held.parts):
            found += held.parts[place]
        else:
            found.append(None)
    return found


def text_of(evaluator: Evaluator, value: Value) -> str | None:
    """The text or the number that a value is, `None` where it is neither or isn't known."""
    if not isinstance(value, Known):
        return None
    code = evaluator.module.code(value.node)
    if value.node.type == "string":
        return evaluator.reading.known(value.node) or None
    return code if value.node.type in ("integer", "unary_operator") else None


def contents(evaluator: Evaluator, node: Node, frame: Frame | None) -> Iterator[Value]:
    """The lists and dictionaries that an expression may be, `None` for what is neither."""
    for value in evaluator.values(node, frame):
        yield content(evaluator, value)


def with_what_is_added(
    evaluator: Evaluator, node: Node, value: Value, frame: Frame | None
) -> Value:
    """What a name is bound to, with what is put into it or appended to it before the place."""
    held = content(evaluator, value)
    if isinstance(held, Entries):
        put = _put_into(evaluator, node)
        entries, more = dict(held.entries), held.more
        for one in put:
            more |= not _fill(evaluator, one, entries, frame)
        return Entries(entries, more) if put else value
    if isinstance(held, Parts):
        grown = _grown(evaluator, node)
        added = [part for one in grown for part in _added(evaluator, one, frame)]
        return Parts((*held.parts, *added)) if grown else value
    return value


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
        fields = instances.fields_in_order(evaluator, value)
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
    held = [*contents(evaluator, node, frame)]
    if len(held) != 1 or not isinstance(held[0], Entries):
        return False
    entries.update(held[0].entries)
    return not held[0].more


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


def _put_into(evaluator: Evaluator, node: Node) -> Sequence[Binding]:
    """What is put into the dictionary under a name before its place."""
    if node.type != "identifier":
        return ()
    scope, _, _ = evaluator.flow.bindings(node)
    if scope is None:
        return ()
    return evaluator.scopes.put_into(scope, evaluator.module.name(node), node.start_byte)


def _fill(
    evaluator: Evaluator,
    binding: Binding,
    entries: dict[str, Sequence[Value]],
    frame: Frame | None,
) -> bool:
    """Put one more entry in: `options["a"] = 1`, `options.update(a=1)`, `.setdefault("a", 1)`."""
    value = binding.value
    around = value.parent if value is not None else None
    if value is None or around is None:
        return False
    if value.type == "keyword_argument":
        name, told = (value.child_by_field_name(part) for part in ("name", "value"))
        if name is None or told is None:
            return False
        entries[evaluator.module.name(name)] = evaluator.values(told, frame)
        return True
    target = around.child_by_field_name("left")
    if target is not None and target.type == "subscript":
        key = target.child_by_field_name("subscript")
        keys = evaluator.values(key, frame) if key is not None else UNKNOWN
        for spoken in [text_of(evaluator, one) for one in keys]:
            entries[spoken or f"{MISSING}{len(entries)}"] = evaluator.values(value, frame)
        return True
    if around.type == "argument_list":
        given = evaluator.module.children(around)[0]
        if len(given) == 2 and given[0].id == value.id:
            for each in evaluator.values(value, frame):
                default = evaluator.values(given[1], frame)
                entries.setdefault(text_of(evaluator, each) or "", default)
            return True
    return merge(evaluator, value, frame, entries)


def _grown(evaluator: Evaluator, node: Node) -> Sequence[Binding]:
    """What is appended to the list under a name before its place."""
    if node.type != "identifier":
        return ()
    _, bound, _ = evaluator.flow.bindings(node)
    return [one for one in bound if one.kind in (BindingKind.APPENDED, BindingKind.EXTENDED)]


def _added(evaluator: Evaluator, one: Binding, frame: Frame | None) -> Iterator[Sequence[Value]]:
    if one.value is None:
        yield UNKNOWN
    elif one.kind is BindingKind.APPENDED:
        yield evaluator.values(one.value, frame)
    else:
        yield from ((value,) for value in elements(evaluator, one.value, frame))


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
        return instances.members_of_enumeration(evaluator, node)
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
