"""What a model writes as an argument of a tool: `json.loads(call.function.arguments)["sql"]`.

The tools are declared as data, with a schema of what each takes; one function looks at the name of
the tool that the model asks for and takes its arguments out of a dictionary.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_PARAMETERS = late(r"""parameters(?<=["']parameters)["']\s*:""")
_SCHEMA = late(r"""["']input_?[sS]chema["']\s*:|inputSchema\s*=""")
_ASKED = late(r"\.function(?:_call)?\.arguments\b")
_CALLED = late(r"\bjson\.loads\(\s*\w+\.arguments\b")
_USED = late(r"\w\.input(?:\Z|\W)")
"""How what a model asks for is read: OpenAI's calls of functions (or `function_call` items),
Anthropic's blocks of `tool_use`.

Source: the API references of OpenAI ("Chat Completions", `tool_calls`) and of Anthropic
("Messages", content blocks).
"""
_HELD = late(
    r"(?i)(?:\A|[^a-z])(?:arguments|args|kwargs|input|inputs|tool_input|params|parameters"
    r"|tool_call|call|block)(?:\Z|[^a-z])"
)
_BOUNDED = late(
    r"""["'](?:enum|pattern|const)["']\s*:|["']type["']\s*:\s*["'](?:integer|number|boolean)"""
)
_KEEPING = frozenset(("strip", "rstrip", "lstrip", "format", "str"))
_OF_PATHS = frozenset(
    (
        *("Path", "PurePath", "expanduser", "expandvars", "resolve", "absolute", "abspath"),
        *("realpath", "join", "joinpath", "str", "fspath", "normpath"),
    )
)
_LONGEST = 300
_DEEPEST = 6


def argument_of_tool(reading: Reading, node: Node, *, in_path: bool = False) -> str:
    """The name of the argument of a tool that a text is, "" where it is none.

    Neither is one that the schema keeps to some values or a pattern. `in_path` where it may as well
    be the last part of a path, which leads anywhere by `..` or a `/` at its beginning.
    """
    if not (_declares_tools(reading) or _is_asked(reading)):
        return ""
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        right = node.child_by_field_name("right") if node.type == "binary_operator" else None
        if in_path and right is not None:
            node = right
            continue
        value = reading.builder.flow.value(node) if node.type == "identifier" else None
        if value is not None:
            node = value
            continue
        key, held = _taken(reading, node)
        if not key or held is None:
            below = _kept(reading, node, in_path)
            if below is None:
                return ""
            node = below
            continue
        if not _is_held(reading, held):
            return ""
        declared = _declares_tools(reading)
        told = _is_declared(reading.module.text, key) if declared else _asks(reading, held)
        return key if told else ""
    return ""


def _declares_tools(reading: Reading) -> bool:
    """Whether the module has a schema of what tools take, asked once."""
    facts = reading.module.facts
    if "declares tools" not in facts:
        text = reading.module.text
        listed = "parameters" in text and _PARAMETERS.search(text) is not None
        facts["declares tools"] = listed or ("chema" in text and _SCHEMA.search(text) is not None)
    return bool(facts["declares tools"])


def _is_asked(reading: Reading) -> bool:
    """Whether the module looks at what a model asks a tool for, asked once."""
    facts = reading.module.facts
    if "asks tools" not in facts:
        text = reading.module.text
        facts["asks tools"] = ".arguments" in text or "tool_use" in text
    return bool(facts["asks tools"])


def _asks(reading: Reading, held: Node) -> bool:
    """Whether a dictionary is what a model asks a tool for: `call.function.arguments`."""
    value = reading.builder.flow.value(held) if held.type == "identifier" else None
    codes = [reading.module.code(one)[:_LONGEST] for one in (held, value) if one is not None]
    by_use = "tool_use" in reading.module.text
    by_call = "function_call" in reading.module.text
    return any(
        _ASKED.search(code) or (by_use and _USED.search(code)) or (by_call and _CALLED.search(code))
        for code in codes
    )


def _taken(reading: Reading, node: Node) -> tuple[str, Node | None]:
    """The key under which a value is taken out of a dictionary, and the dictionary."""
    if node.type == "subscript":
        given = node.child_by_field_name("subscript")
        return reading.known(given), node.child_by_field_name("value")
    if node.type == "call":
        call = reading.call(node)
        if call.last in ("get", "pop") and call.positional:
            return reading.known(call.positional[0]), call.function.child_by_field_name("object")
    return "", None


def _kept(reading: Reading, node: Node, in_path: bool) -> Node | None:
    """What a call gives back nearly as it was: `arguments["command"].strip()`."""
    if node.type != "call":
        return None
    call = reading.call(node)
    if in_path and call.last in _OF_PATHS:
        owner = call.function.child_by_field_name("object")
        return call.positional[-1] if call.positional else owner
    if call.last not in _KEEPING:
        return None
    return call.function.child_by_field_name("object") or next(iter(call.positional), None)


def _is_held(reading: Reading, held: Node) -> bool:
    """Whether a dictionary is called, or made of, what a tool is given."""
    value = reading.builder.flow.value(held) if held.type == "identifier" else None
    codes = [reading.module.code(one)[:_LONGEST] for one in (held, value) if one is not None]
    return any(_HELD.search(code) for code in codes)


def _is_declared(text: str, key: str) -> bool:
    """Whether a schema in the module has a property of the name, whose values aren't bounded."""
    declared = re.search(rf"""["']{re.escape(key)}["']\s*:\s*\{{([^{{}}]*)""", text)
    return declared is not None and "type" in declared[1] and not _BOUNDED.search(declared[1])
