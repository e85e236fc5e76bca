"""Small questions about how plain data are written: members, constants, parts of lists."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.patterns import late

_MEMBER = late(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*\.[A-Za-z]\w*\Z")
"""A name in a class, as libraries write what stands for a word of theirs."""
_LONG_NUMBER = 18


def part_of(node: Node) -> Node | None:
    """The list that another is a part of: `changes[start : start + 100]`."""
    taken = node.child_by_field_name("subscript")
    sliced = taken is not None and taken.type == "slice"
    return node.child_by_field_name("value") if sliced else None


def written(said: str) -> bool | int | str:
    """What a constant of another module is that is written like that."""
    if said in ("True", "False"):
        return said == "True"
    return int(said) if said.isdecimal() and len(said) < _LONG_NUMBER else said


def member(code: str) -> str:
    """What a member of an enumeration is called: `PublicAccess.CONTAINER`, "" for anything else."""
    found = _MEMBER.search(code)
    return found[0] if found is not None else ""


def is_put_together(node: Node) -> bool:
    """Whether a text has places in it that are filled in."""
    return node.type == "string" and any(one.type == "interpolation" for one in node.named_children)
