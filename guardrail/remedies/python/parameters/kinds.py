"""Whether a value is a text, or a number, for certain: by what the code around says of it."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.knowledge.python.network import REQUEST_TEXTS
from guardrail.patterns import late
from guardrail.remedies.python.parameters.template import Value
from guardrail.remedies.python.tree import around, code

_TEXT = late(
    r"str\(|input\(|[fF]?[\"']|.*\.(?:strip|lower|upper|title|isoformat|strftime|join|format"
    r"|hexdigest|removeprefix|removesuffix)\(|sys\.argv\[|os\.environ\["
)
_NUMBER = late(r"(?:int|float|len|Decimal|decimal\.Decimal|round)\(|-?\d[\d.]*\Z")
_NUMBERS = frozenset(("int", "float", "Decimal", "decimal.Decimal"))
_HELD = late(r"\w+\((.*)\)", re.S)


def is_text(text: str, value: Value) -> bool:
    """Whether the value is a `str`."""
    if value.text or _is_text(value.code):
        return True
    return _declared(text, value.node) == "str" or _assigned(text, value.node)


def is_number(text: str, value: Value) -> bool:
    """Whether the value is a number."""
    whole = bool(_NUMBER.match(value.code)) and _one_call(value.code)
    return whole or _declared(text, value.node) in _NUMBERS


def called(text: str, value: Value) -> tuple[str, ...]:
    """What a value may be told of as: its own code, what that holds, what it was assigned."""
    inner = _HELD.fullmatch(value.code)
    names = [value.code, *([inner[1]] if inner else [])]
    node = value.node.named_children[-1].named_children if inner else [value.node]
    for each in node[:1]:
        owner = around(each, "function_definition", "module")
        if each.type == "identifier" and owner is not None:
            names += [code(text, one) for one in _assignments(text, owner, code(text, each))]
    return tuple(names)


def _is_text(written: str) -> bool:
    asked = REQUEST_TEXTS.match(written)
    if asked:
        return written[asked.end() :].startswith("[")
    return bool(_TEXT.match(written)) and (_one_call(written) or written[0] in "\"'fF")


def _one_call(written: str) -> bool:
    """Whether the code is one chain of calls, nothing added to it."""
    depth = 0
    for letter in written:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(letter, 0)
        if depth == 0 and letter in " +*/%,":
            return False
    return True


def _declared(text: str, node: Node) -> str:
    """The annotation of the parameter that an identifier is, "" where it isn't one."""
    if node.type != "identifier":
        return ""
    name = code(text, node)
    owner = around(node, "function_definition")
    while owner is not None:
        given = owner.child_by_field_name("parameters")
        for each in given.named_children if given is not None else ():
            kind = each.child_by_field_name("type")
            if kind is None:
                continue
            first = each.child_by_field_name("name") or each.named_children[0]
            if code(text, first) == name:
                return "" if _assignments(text, owner, name) else code(text, kind)
        owner = around(owner.parent, "function_definition") if owner.parent is not None else None
    return ""


def _assigned(text: str, node: Node) -> bool:
    """Whether every assignment of an identifier in its function gives it a text."""
    owner = around(node, "function_definition", "module")
    if node.type != "identifier" or owner is None:
        return False
    given = _assignments(text, owner, code(text, node))
    return bool(given) and all(_is_text(code(text, value)) for value in given)


def _assignments(text: str, owner: Node, name: str) -> list[Node]:
    """What a name is assigned in a function; the owner itself for what isn't a plain assignment."""
    found: list[Node] = []
    waiting = [owner]
    while waiting:
        each = waiting.pop()
        waiting += each.named_children
        left = each.child_by_field_name("left") if each.type != "binary_operator" else None
        if left is None or not re.search(rf"\b{re.escape(name)}\b", code(text, left)):
            if each.type == "as_pattern_target" and code(text, each) == name:
                found.append(owner)
            continue
        right = each.child_by_field_name("right")
        plain = each.type == "assignment" and code(text, left) == name and right is not None
        if each.type in (
            "assignment",
            "augmented_assignment",
            "for_statement",
            "for_in_clause",
        ):
            found.append(right if plain and right is not None else owner)
    return found
