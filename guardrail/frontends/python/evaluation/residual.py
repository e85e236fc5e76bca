"""Values written out again as code that says the same where it is put.

Of `Job(root).clean()` with `self.root / "cache"` in it, what is left is `(Path("/srv") / "cache")`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import containers, plainly, truths
from guardrail.frontends.python.evaluation.leaves import (
    CLOSED,
    MOST_LEAVES,
    SEEN_THROUGH,
    leaves,
    within,
)
from guardrail.frontends.python.evaluation.values import Entries, Frame, Known, Parts, Value
from guardrail.frontends.python.source.comprehensions import clause_around
from guardrail.frontends.python.source.tree import Module

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

MOST_TEXTS = 9
_MOST_WRITTEN = 2_000_000
"""Code points of a module that are written anew for all ways together."""
_DEEPEST = 5
_LONGEST = 4_000
_PLAIN = frozenset(
    (
        *("string", "integer", "float", "true", "false", "none", "list", "dictionary", "tuple"),
        *("set", "identifier", "attribute", "subscript", "call"),
    )
)
"""What needs no parentheses wherever it is put."""


def ways_through(module: Module, most: int) -> int:
    """In how many ways a module is read anew, of at `most` so many that there are."""
    return min(most, MOST_TEXTS, max(_MOST_WRITTEN // max(len(module.text), 1), 1))


def replaced(
    evaluator: Evaluator,
    node: Node,
    frame: Frame | None,
    depth: int = 0,
    *,
    parameters: bool = False,
    names: bool = False,
) -> dict[tuple[int, int], Sequence[str | None]]:
    """What is to be put where in an expression: texts by the ranges of what they replace.

    Names that only say in other words what they are bound to are left; so are parameters that each
    call gives plainly, unless these are asked for: `parameters` alone, or all `names`.
    """
    found: dict[tuple[int, int], Sequence[str | None]] = {}
    waiting = deque(leaves(evaluator, node, frame))
    whole = frozenset(one.id for one in waiting) if names else ()
    looked = 0
    while waiting and looked < MOST_LEAVES:
        looked += 1
        leaf = waiting.popleft()
        asked = leaf.id in whole or (parameters and plainly.is_parameter(evaluator, leaf))
        texts = texts_of(evaluator, leaf, frame, depth, asked=asked)
        if texts is None:
            waiting.extend(within(evaluator, leaf))
        else:
            found[leaf.start_byte, leaf.end_byte] = texts
    return found


def texts_of(
    evaluator: Evaluator,
    leaf: Node,
    frame: Frame | None,
    depth: int = 0,
    *,
    asked: bool = False,
) -> Sequence[str | None] | None:
    """The texts that say what a leaf stands for, `None` among them for a value that isn't known.

    `None` where nothing is known, or, unless it's `asked` for, where it says itself what it is.
    """
    if frame is None and not asked and plainly.is_plain(evaluator, leaf):
        return None
    key = (leaf.id, id(frame))
    if key not in evaluator.texts:
        evaluator.texts[key] = (None, False)
        before, evaluator.hangs = evaluator.hangs, False
        texts = _texts(evaluator, leaf, frame, depth)
        evaluator.texts[key] = (texts, evaluator.hangs)
        evaluator.hangs |= before
    texts, hangs = evaluator.texts[key]
    evaluator.hangs |= hangs
    return texts


def _texts(
    evaluator: Evaluator, leaf: Node, frame: Frame | None, depth: int
) -> Sequence[str | None] | None:
    if leaf.type in truths.ASKING:
        return [str(truths.decided(evaluator, leaf, frame))]
    values = evaluator.values(leaf, frame)
    if all(one is None or _is(one, leaf) for one in values) or not evaluator.enter():
        return None
    found: list[str | None] = []
    for one in values:
        room = len(found) - found.count(None) < MOST_TEXTS
        found += written(evaluator, one, depth + 1) if room else (None,)
    evaluator.leave()
    told = [one if _says_something(one) else None for one in found]
    known = [one for one in told if one is not None]
    if not known:
        return None
    return [*known[:MOST_TEXTS], *([None] if len(known) < len(told) else [])]


def _says_something(text: str | None) -> bool:
    return text not in (None, "None") and len(text or "") <= _LONGEST


def _is(value: Value, leaf: Node) -> bool:
    return isinstance(value, Known) and value.node.id == leaf.id


def written(evaluator: Evaluator, value: Value, depth: int = 0) -> Sequence[str | None]:
    """The code of a value, with what is known inside it put in: one text for each way."""
    if value is None or depth > _DEEPEST:
        return (None,)
    if isinstance(value, Parts):
        sides = [("", _all(evaluator, part, depth)) for part in value.parts]
        return _joined(sides, "[", "]")
    if isinstance(value, Entries):
        if value.more:
            return (None,)
        sides = [
            (f"{key!r}: ", _all(evaluator, part, depth)) for key, part in value.entries.items()
        ]
        return _joined(sides, "{", "}")
    node, module = value.node, evaluator.module
    held = truths.decided(evaluator, node, value.frame) if node.type in truths.ASKING else None
    if held is not None:
        return (str(held),)
    if node.type == "binary_operator":
        joined = containers.content(evaluator, value)
        if isinstance(joined, Entries):
            return written(evaluator, joined, depth)
    if node.type in ("function_definition", "class_definition"):
        return (module.defined(node) or None,)
    inside = replaced(evaluator, node, value.frame, depth)
    if node.type in SEEN_THROUGH:
        # It says itself what it is; only what it is made of may be put in.
        inside = {k: v for k, v in inside.items() if k != (node.start_byte, node.end_byte)}
    if not _is_closed(evaluator, node, inside):
        return (None,)
    return _filled(module.text, node, inside)


def _is_closed(
    evaluator: Evaluator, node: Node, inside: Mapping[tuple[int, int], Sequence[str | None]]
) -> bool:
    """Whether what is left of an expression says the same anywhere in the module."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if (one.start_byte, one.end_byte) in inside:
            if None in inside[one.start_byte, one.end_byte]:
                return False
            continue
        if one.type in CLOSED:
            return False
        if one.type == "identifier":
            scope, _, _ = evaluator.flow.bindings(one)
            if scope is not None and scope.node.type != "module":
                return False
            if scope is None and clause_around(evaluator.module, one) is not None:
                return False
        elif one.type == "attribute":
            waiting += [held] if (held := one.child_by_field_name("object")) is not None else []
        elif one.type == "keyword_argument":
            waiting += [held] if (held := one.child_by_field_name("value")) is not None else []
        else:
            waiting += evaluator.module.children(one)[0]
    return True


def _filled(
    text: str, node: Node, inside: Mapping[tuple[int, int], Sequence[str | None]]
) -> Sequence[str | None]:
    ways = max((len(one) for one in inside.values()), default=1)
    found: list[str | None] = []
    for way in range(min(ways, MOST_TEXTS)):
        out, at = "", node.start_byte
        for (start, end), texts in sorted(inside.items()):
            told = texts[way % len(texts)]
            out += text[at:start] + (told if told is not None else text[start:end])
            at = end
        out += text[at : node.end_byte]
        found.append(out if node.type in _PLAIN else f"({out})")
    return found


def _all(evaluator: Evaluator, values: Sequence[Value], depth: int) -> Sequence[str | None]:
    found = [text for one in values[:MOST_TEXTS] for text in written(evaluator, one, depth + 1)]
    return found[:MOST_TEXTS] or (None,)


def _joined(
    sides: Sequence[tuple[str, Sequence[str | None]]], opening: str, closing: str
) -> Sequence[str | None]:
    """Lists or dictionaries of the first texts of all sides, of the second, and so on."""
    ways = max((len(texts) for _, texts in sides), default=1)
    found: list[str | None] = []
    for way in range(ways):
        row = [(before, texts[way % len(texts)]) for before, texts in sides]
        told = [f"{before}{text}" for before, text in row if text is not None]
        found.append(opening + ", ".join(told) + closing if len(told) == len(row) else None)
    return found
