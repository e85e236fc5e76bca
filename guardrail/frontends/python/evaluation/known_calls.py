"""Calls of Python's own that give what they are given, or a part of it, by their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import (
    calling,
    containers,
    instances,
    lookups,
    made_objects,
)
from guardrail.frontends.python.evaluation.values import (
    UNKNOWN,
    Entries,
    Frame,
    Parts,
    Value,
)
from guardrail.frontends.python.naming.calls import arguments_of

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator


_AS_DICTIONARY = ("model_dump", "_asdict", "to_dict")
_SAME = frozenset(("copy", "deepcopy"))
_FIRST_GIVEN = frozenset(("deepcopy", "copy", "run", "cast"))
_UNPACKED = frozenset(("keyword_argument", "dictionary_splat", "list_splat"))


def _got(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """`options.get("a", 1)`, `.setdefault("a", 1)`, `todo.pop()`: what is there, or any of it."""
    owner, given = calling.owner_of(node), calling.arguments(evaluator, node)
    if owner is None or evaluator.module.code(owner).endswith("environ"):
        return None
    if not given:
        return _any_of(evaluator, node, frame)
    default = evaluator.values(given[1], frame) if len(given) > 1 else None
    return lookups.looked_up(evaluator, owner, given[0], frame, default)


def _any_of(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """One of a list: `todo.popleft()`, `queue.get()`."""
    owner = calling.owner_of(node)
    if owner is None:
        return None
    found = containers.elements(evaluator, owner, frame)
    return found if any(one is not None for one in found) else None


def _next_of(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    given = calling.arguments(evaluator, node)
    found = containers.elements(evaluator, given[0], frame) if given else ()
    return found if any(one is not None for one in found) else None


def _itself(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """`options.copy()`, `copy.deepcopy(options)`, `cast(str, options)`, `asyncio.run(main())`."""
    given, owner = calling.arguments(evaluator, node), calling.owner_of(node)
    name = calling.last_name(evaluator, node)
    if given and name in _FIRST_GIVEN:
        if name == "run" and (owner is None or evaluator.module.code(owner) != "asyncio"):
            return None
        return evaluator.values(given[-1 if name == "cast" else 0], frame)
    if not given and owner is not None and name in _SAME:
        found = evaluator.values(owner, frame)
        return found if any(containers.content(evaluator, one) for one in found) else None
    return None


def _attribute_got(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """`getattr(options, "a", 1)`."""
    given = calling.arguments(evaluator, node)
    if len(given) < 2 or calling.owner_of(node) is not None:
        return None
    names = [containers.text_of(evaluator, one) for one in evaluator.values(given[1], frame)]
    found: list[Value] = []
    for value in evaluator.values(given[0], frame):
        for name in names:
            found += (instances.member(evaluator, value, name) if name else None) or UNKNOWN
    if len(given) > 2 and None in found:
        found += evaluator.values(given[2], frame)
    return found


def _same_elements(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """`dict(options)`, `list(names)`: what these are given, where that is known."""
    given = arguments_of(evaluator.module, node)
    if len(given) != 1 or given[0].type in _UNPACKED or calling.owner_of(node) is not None:
        return None
    found = evaluator.values(given[0], frame)
    # Of a dictionary a list has the keys alone.
    kind = Entries if calling.last_name(evaluator, node) == "dict" else Parts
    return (
        found
        if all(isinstance(containers.content(evaluator, one), kind) for one in found)
        else None
    )


def _fields_of(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value] | None:
    """`asdict(options)`, `vars(options)`, `options.model_dump()`: what its fields hold."""
    given, owner = calling.arguments(evaluator, node), calling.owner_of(node)
    name = calling.last_name(evaluator, node)
    held = owner if name in _AS_DICTIONARY else next(iter(given), None)
    if held is None:
        return None
    found = [made_objects.as_entries(evaluator, one) for one in evaluator.values(held, frame)]
    return found if found and None not in found else None


_Picked = Callable[["Evaluator", Node, "Frame | None"], "Sequence[Value] | None"]
BY_NAME: Mapping[str, _Picked] = {
    "get": _got,
    "pop": _got,
    "setdefault": _got,
    "popleft": _any_of,
    "get_nowait": _any_of,
    "next": _next_of,
    "copy": _itself,
    "deepcopy": _itself,
    "cast": _itself,
    "run": _itself,
    "getattr": _attribute_got,
    **dict.fromkeys(("asdict", "vars", *_AS_DICTIONARY), _fields_of),
    **dict.fromkeys(("dict", "list", "tuple", "sorted", "set"), _same_elements),
}
