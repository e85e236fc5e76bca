"""What a language model writes and a program runs: tools that are there for it, and one's own."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.bindings import BindingKind
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.model_tools import TOOL_DECORATORS
from guardrail.knowledge.python.rows import LetsModelRun
from guardrail.model import Confidence
from guardrail.stream import Item

BY_MODEL = "that a language model writes"
_GUARDED = re.compile(
    r"""startswith\(|read_?only|mode=ro\b|query_only|allow(?:ed|list)|whitelist|confirm|approve"""
    r"""|sqlglot|sqlparse|is_select|is_safe|fullmatch|isidentifier|\bvalidate\w*\(""",
    re.IGNORECASE,
)


def lets_model_run(reading: Reading, call: Call, row: LetsModelRun) -> list[Item] | None:
    """A tool of a library that runs what a model writes."""
    if row.only_if and reading.truth(call.keywords.get(row.only_if)) is not True:
        return None
    return [_run(reading, call, row.what, call.last, row.shell)]


def run_for_model(reading: Reading, call: Call, node: Node, what: str) -> Item | None:
    """The run of a text that a model gives a function of the module's own, `None` for others.

    The function is handed to a model by its decorator, and looks at the text in no way before.
    """
    function = _tool_around(reading, call.node)
    if function is None:
        return None
    node = unwrapped(node)
    if node.type != "identifier":
        return None
    reaching = reading.builder.flow.reaching(node)
    if not reaching or any(one.kind is not BindingKind.PARAMETER for one in reaching):
        return None
    body = function.child_by_field_name("body")
    if body is None or _GUARDED.search(reading.module.code(body)[:8_000]):
        return None
    named = function.child_by_field_name("name")
    name = reading.module.name(named) if named is not None else ""
    return _run(reading, call, what, name, what != "SQL")


def _run(reading: Reading, call: Call, what: str, by: str, shell: bool) -> Item:
    sure = Confidence.HIGH if shell else Confidence.MEDIUM
    return CodeRun(**reading.stated(call.node, sure), what=f"{what} {BY_MODEL}", origin=by)


def _tool_around(reading: Reading, node: Node) -> Node | None:
    """The function around a node that a decorator hands to a model."""
    for function in reversed(place_of(reading.module, node.start_byte).definitions):
        above = function.parent
        if function.type != "function_definition" or above is None:
            continue
        if above.type != "decorated_definition":
            return None
        for decorator in above.named_children:
            if decorator.type == "decorator" and _hands_over(reading, decorator):
                return function
        return None
    return None


def _hands_over(reading: Reading, decorator: Node) -> bool:
    held = decorator.named_children[0] if decorator.named_children else None
    if held is not None and held.type == "call":
        held = held.child_by_field_name("function")
    if held is None:
        return False
    return reading.module.code(held).rsplit(".", 1)[-1] in TOOL_DECORATORS
