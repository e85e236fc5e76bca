"""Lists of a command's words that are kept elsewhere: in a table of steps, in what a method gives.

`for name, argv in STEPS: run(argv)`, `run(self.command())`, `run(COMMANDS["wipe"])`, `step.argv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.guarding.way_there import of_branches
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import call_of, collected
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.returning import given_back
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.picking_out import picked_out
from guardrail.frontends.python.values.records import held_values

_EITHER = frozenset(("boolean_operator", "conditional_expression"))
_MOST = 64
_DEEPEST = 3

Words = tuple[Node, ...]


def argument_lists(reading: Reading, node: Node) -> list[Words]:
    """Every list of words that an expression may stand for, none where none is known."""
    lists = [one for one in reading.builder.flow.lists(node) if one]
    lists = lists or otherwise(reading, node)
    lists = lists or list(dict.fromkeys(_elsewhere(reading, node, 0)))[:_MOST]
    return [one for listed in lists for one in spread_out(reading, listed)][:_MOST]


def otherwise(reading: Reading, node: Node) -> list[Words]:
    """The lists that stand in where there is none: `VIEWS.get(name) or ["bash", "-c", name]`."""
    value = reading.builder.flow.value(node)
    if value is None or value.type not in _EITHER:
        return []
    ways = reading.module.children(value)[0]
    ways = [ways[0], ways[-1]] if value.type == "conditional_expression" else ways
    return [each for one in ways for each in reading.builder.flow.lists(one) if each]


def spread_out(reading: Reading, listed: Words) -> Iterator[Words]:
    """A list with the words of another in it that a loop takes in turn: `[*argv, "--yes"]`."""
    at = next((i for i, word in enumerate(listed) if word.type == "list_splat"), -1)
    inner = unwrapped(reading.module.children(listed[at])[0][0]) if at >= 0 else None
    lists = list(_elsewhere(reading, inner, 0)) if inner is not None else []
    if inner is None or inner.type != "identifier" or not lists:
        yield listed
        return
    for words in lists:
        yield (*listed[:at], *words, *listed[at + 1 :])


def _elsewhere(reading: Reading, node: Node, depth: int) -> Iterator[Words]:
    node = unwrapped(node)
    if node.type == "call":
        yield from _given_by(reading, node, depth)
        return
    for one in _sources(reading, node):
        lists = [each for each in reading.builder.flow.lists(one) if each]
        if not lists and depth < _DEEPEST:
            yield from _elsewhere(reading, one, depth + 1)
        yield from lists


def _given_by(reading: Reading, node: Node, depth: int) -> Iterator[Words]:
    """The lists that a call of the module's own functions gives, with the words that it asks for.

    `build(force=False)` leaves out what `if force: words.append("--force")` would add.
    """
    flow, module = reading.builder.flow, reading.module
    call = call_of(module, node, "")
    for function in called_functions(flow, node):
        given = given_to(module, function, call)
        for one in given_back(module, function):
            lists = [each for each in flow.lists(one) if each]
            if not lists and depth < _DEEPEST:
                yield from _elsewhere(reading, one, depth + 1)
            for each in lists:
                if not _is_left_out(reading, each, given):
                    yield tuple(_as_given(reading, each, given))


def _as_given(reading: Reading, listed: Words, given: Mapping[str, Binding]) -> Iterator[Node]:
    """The words of a list with what a call gives in place of the function's parameters."""
    flow, module = reading.builder.flow, reading.module
    for word in listed:
        spread = word.type == "list_splat"
        inner = module.children(word)[0][0] if spread else word
        bound = given.get(module.name(inner)) if inner.type == "identifier" else None
        ways = flow.reaching(inner) if bound is not None else ()
        own = all(one.kind is BindingKind.PARAMETER for one in ways)
        value = bound.value if bound is not None and own else None
        if bound is None or value is None:
            yield word
        elif not spread:
            yield word if bound.kind is BindingKind.COLLECTED else value
        elif bound.index is not None:
            yield from flow.spread(collected(module, value, bound.index))
        else:
            yield from flow.elements(value) or (word,)


def _is_left_out(reading: Reading, listed: Words, given: Mapping[str, Binding]) -> bool:
    """Whether a word of a list is only there where a flag is given otherwise than by a call."""
    module = reading.module
    for word in listed:
        for asked in of_branches(module, place_of(module, word.start_byte)):
            code, holds = module.code(asked.code), asked.holds
            if code.startswith("not "):
                code, holds = code.removeprefix("not "), not holds
            value = given[code].value if code in given else None
            told = reading.truth(value) if value is not None else None
            if told is not None and told is not holds:
                return True
    return False


def _sources(reading: Reading, node: Node) -> Sequence[Node]:
    """What an expression is taken out of, or given back by."""
    flow, module = reading.builder.flow, reading.module
    if node.type == "identifier":
        clause = flow.comprehension_clause(node)
        over = clause.child_by_field_name("right") if clause is not None else None
        if over is not None:
            return yielded(flow, over) or ()
        found: list[Node] = []
        for binding in flow.reaching(node):
            if binding.value is None:
                continue
            if binding.kind is BindingKind.LOOPED:
                found += yielded(flow, binding.value, binding.index) or ()
            elif binding.kind is BindingKind.ASSIGNED and binding.index is None:
                found.append(binding.value)
        return found
    if node.type == "subscript":
        owner, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
        if owner is None or key is None or key.type == "slice":
            return ()
        return picked_out(flow, owner, module.code(key).strip("'\"")) or ()
    owner, name = (node.child_by_field_name(part) for part in ("object", "attribute"))
    if node.type != "attribute" or owner is None or name is None:
        return ()
    return held_values(flow, owner, module.name(name))
