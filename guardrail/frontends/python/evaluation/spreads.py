"""Dictionaries whose entries a call takes as its arguments, written out as these: `**OPTIONS`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import containers
from guardrail.frontends.python.evaluation.residual import MOST_TEXTS, written
from guardrail.frontends.python.evaluation.values import Entries, Known, Value
from guardrail.frontends.python.source.structure import place_of
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_SPREAD = late(r"[(,]\s*\*\*(?=\s*[\w({])")
_VARIABLE = late(r"\benviron\b|\bgetenv\(")
_MOST = 40
_LONGEST = 200
_UNKNOWN = "..."
"""What an argument is given of which nothing is known but its name."""


def spread_in_calls(evaluator: Evaluator) -> Iterator[tuple[Node, Node]]:
    """The calls of a module that take the entries of something, each with the `**` part."""
    module = evaluator.module
    places = [(one.end() - 1, one.end()) for one in _SPREAD.finditer(module.plain)]
    for trail in module.around(places[:_MOST]):
        splat = next((one for one in trail[:2] if one.type == "dictionary_splat"), None)
        above = splat.parent if splat is not None else None
        call = above.parent if above is not None and above.type == "argument_list" else None
        if splat is not None and call is not None and call.type == "call":
            yield call, splat


def as_arguments(
    evaluator: Evaluator, call: Node, splat: Node, words: Set[str]
) -> Sequence[str | None]:
    """What a call is given so as arguments by name, where one of some `words` is among them."""
    inner = splat.named_children[0] if splat.named_children else None
    if inner is None:
        return ()
    found: list[str | None] = []
    code = evaluator.module.code(call)
    asked = any(one in code for one in words)
    for held in _unless_set(evaluator, [*containers.contents(evaluator, inner, None)]):
        if not isinstance(held, Entries):
            found.append(None)
            continue
        asked |= not words.isdisjoint(held.entries)
        found.append(_written_out(evaluator, held))
    return found[:MOST_TEXTS] if asked else ()


def _unless_set(evaluator: Evaluator, ways: Sequence[Value]) -> Sequence[Value]:
    """What is there where nobody sets a variable, of two ways that only differ by that.

    `options["host"] = os.environ["HOST"]` behind `if "HOST" in os.environ:`.
    """
    if len(ways) != len(("with", "without")):
        return ways
    given, plain = ways
    if not isinstance(given, Entries) or not isinstance(plain, Entries):
        return ways
    if not plain.entries.keys() <= given.entries.keys():
        return ways
    other = [held for key, held in given.entries.items() if held != plain.entries.get(key)]
    told = all(_is_set_from_outside(evaluator, one) for held in other for one in held)
    return (plain,) if other and told else ways


def _is_set_from_outside(evaluator: Evaluator, value: Value) -> bool:
    """Whether a value is a variable's of the environment, behind a look whether that is set."""
    module = evaluator.module
    if not isinstance(value, Known) or not _VARIABLE.search(module.code(value.node)[:_LONGEST]):
        return False
    around = place_of(module, value.node.start_byte).blocks[-1:]
    above = around[0].owner if around else None
    condition = above.child_by_field_name("condition") if above is not None else None
    return condition is not None and bool(_VARIABLE.search(module.code(condition)[:_LONGEST]))


def _written_out(evaluator: Evaluator, held: Entries) -> str:
    told = []
    for key, values in held.entries.items():
        if key.isidentifier():
            texts = {text for one in values[:MOST_TEXTS] for text in written(evaluator, one, 1)}
            text = next(iter(texts)) if len(texts) == 1 else None
            told.append(f"{key}={_UNKNOWN if text is None else text}")
    return ", ".join(told)
