"""The module's own functions that it hands a language model as tools."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.readers.code.model_answers import asks_models
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.model_tools import (
    AGENT_PACKAGES,
    TOOL_CLASSES,
    TOOL_DECORATORS,
    TOOL_MAKERS,
    TOOL_METHODS,
)
from guardrail.patterns import late

_DISPATCHED = late(r"(?:\[|\.get\()\s*\w+(?:\.function)?\.name\s*[\]),]")
"""How a function is picked by the name of the tool that a model asks for."""


def tool_around(reading: Reading, node: Node) -> Node | None:
    """The function around a node that a decorator hands to a model."""
    for function in reversed(place_of(reading.module, node.start_byte).definitions):
        above = function.parent
        if function.type != "function_definition" or above is None:
            continue
        if above.type != "decorated_definition":
            tool = _is_listed(reading, function) or _is_of_tool(reading, function)
            return function if tool else None
        for decorator in above.named_children:
            if decorator.type == "decorator" and _hands_over(reading, decorator):
                return function
        return None
    return None


def _is_of_tool(reading: Reading, function: Node) -> bool:
    """Whether a function is what a class of tools runs: `_run` of a `BaseTool`."""
    named = function.child_by_field_name("name")
    if named is None or reading.module.name(named) not in TOOL_METHODS:
        return False
    around = place_of(reading.module, function.start_byte).definitions
    held = around[-1] if around else None
    bases = held.child_by_field_name("superclasses") if held is not None else None
    listed = reading.module.children(bases)[0] if bases is not None else []
    return any(reading.names.dotted(one).rsplit(".", 1)[-1] in TOOL_CLASSES for one in listed)


def _is_listed(reading: Reading, function: Node) -> bool:
    """Whether a function's name stands in a list of tools that the module gives a model."""
    named = function.child_by_field_name("name")
    if named is None:
        return False
    name = re.escape(reading.module.name(named))
    if not AGENT_PACKAGES.isdisjoint(reading.names.packages):
        given = TOOL_MAKERS.format(name=name)
        if re.search(given, reading.module.plain) is not None:
            return True
    if not asks_models(reading):
        return False
    text = reading.module.text
    if re.search(rf"""["']name["']\s*:\s*["']{name}["']""", text) is not None:
        return True
    # `report(**block.input)`, `report(**json.loads(call.function.arguments))`
    given = rf"\b{name}\(\s*\*\*\s*(?:json\.loads\(\s*)?[\w.]{{0,60}}\b(?:input|arguments|args)\b"
    if "**" in text and re.search(given, text) is not None:
        return True
    # `TOOLS[call.function.name](**arguments)`
    listed = re.search(rf"""["']\w+["']\s*:\s*{name}\s*[,}}]""", text) is not None
    return listed and _DISPATCHED.search(text) is not None


def _hands_over(reading: Reading, decorator: Node) -> bool:
    held = decorator.named_children[0] if decorator.named_children else None
    if held is not None and held.type == "call":
        held = held.child_by_field_name("function")
    if held is None:
        return False
    return reading.module.code(held).rsplit(".", 1)[-1] in TOOL_DECORATORS
