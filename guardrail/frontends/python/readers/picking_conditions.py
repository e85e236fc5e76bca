"""By what conditions pick: by a tag or a label, by a name, by an age, or by nothing telling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tree_sitter import Node

from guardrail.frontends.python.readers.picking_queries import AGE, LABEL, NAME
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.picking import AGEING, IDENTIFYING, LABELLING, NAMING, words_of

_LONGEST = 600
_BODY = 2_000
_DEEPEST = 8
_NAME = re.compile(r"[^\W\d]\w*")
_DENIED = re.compile(r"\bnot\b|!=")
_MATCHED = re.compile(
    r"(?P<held>[\w.]*)\.(?:match|fullmatch|search)\((?:\s*r?[\"'](?P<text>[^\n]{0,80}))?"
)
"""A name is held against a pattern: `re.match(r"ci_run_", name)`, `RUN_DB.search(name)`."""
_TELLING = re.compile(r"\^?(?:\(\?:|\(\?P<\w+>|\()?[A-Za-z]\w\w")
"""How a pattern begins that says more than what a name is made of."""
_COMPILED = r"(?m)^\s*{0}\s*(?::[^=\n]*)?=\s*(?:re\.)?compile\(\s*r?[\"'](?P<text>[^\n]{{0,80}})"
_COMPARED = re.compile(r"[<>]")
_ASKED = re.compile(
    r"""(?<!["'\w])(?P<thing>[\w.]+(?:\[["']\w+["']\]|\.get\(["']\w+["']\))?)(?:\.\w+\([^()]*\))?"""
    r""" (?:(?:not )?in [\w.(\[{]|[!=]= (?!None\b))"""
)
"""A thing that stands on a list, or is one: `stack.name in closed`, `rec["Name"] == wanted`."""


def picked_by_conditions(reading: Reading, conditions: Iterable[tuple[Node, bool]]) -> str:
    """What the conditions pick by, those of the module's own functions that they ask as well."""
    told = ""
    parts = (part for one in conditions for part in _parts(reading, *one, 0))
    for condition, holds in parts:
        code = reading.module.code(condition)[:_LONGEST]
        for name in _NAME.findall(code):
            own = reading.scopes.function(name)
            body = own.child_by_field_name("body") if own is not None else None
            if body is not None:
                code += reading.module.code(body)[:_BODY]
        said = words_of(code)
        if (_DENIED.search(code) is None) is holds:
            asked = _ASKED.search(code)
            if asked is not None and not IDENTIFYING.isdisjoint(words_of(asked["thing"])):
                told = NAME
                said |= _listed(reading, condition)
            if said & LABELLING:
                return LABEL
            if said & NAMING or _patterned(reading, code):
                told = NAME
        if said & AGEING and _COMPARED.search(code):
            told = AGE
    return told


def _parts(
    reading: Reading, condition: Node, holds: bool, depth: int
) -> Iterator[tuple[Node, bool]]:
    """What must hold, and what mustn't, where a condition holds or doesn't: `not a and b`."""
    kind = condition.type if depth < _DEEPEST else ""
    inner = reading.module.children(condition)[0]
    if kind in ("parenthesized_expression", "not_operator") and inner:
        yield from _parts(reading, inner[-1], holds is (kind[0] == "p"), depth + 1)
    elif kind == "boolean_operator" and (_operator(reading, condition) == "and") is holds:
        for one in inner:
            yield from _parts(reading, one, holds, depth + 1)
    else:
        yield condition, holds


def _operator(reading: Reading, node: Node) -> str:
    sign = node.child_by_field_name("operator")
    return reading.module.code(sign) if sign is not None else ""


def _patterned(reading: Reading, code: str) -> bool:
    """Whether a pattern picks in a condition: one that only says how names look picks nothing."""
    asked = _MATCHED.search(code)
    if asked is None:
        return False
    if asked["text"] is not None:
        return _TELLING.match(asked["text"]) is not None
    name = re.escape(asked["held"].rpartition(".")[2])
    made = re.search(_COMPILED.format(name), reading.module.text) if name else None
    return made is not None and _TELLING.match(made["text"]) is not None


def _listed(reading: Reading, condition: Node) -> frozenset[str]:
    """The words of what a condition asks for a thing in: `name in closed`."""
    while condition.type in ("parenthesized_expression", "not_operator"):
        condition = reading.module.children(condition)[0][-1]
    if condition.type != "comparison_operator":
        return frozenset()
    value = reading.builder.flow.value(reading.module.children(condition)[0][-1])
    return words_of(reading.module.code(value)[:_LONGEST]) if value is not None else frozenset()
