"""The tree of a Python text, asked by place. Offsets are code points of the text.

tree-sitter reads anything without dying, except nesting and margins that no migration has: texts
with those aren't read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Language, Node, Parser
from tree_sitter_python import language

from guardrail.patterns import late

LONGEST = 300_000

_WIDE = late(r"[^\x00-\x7f]")
_MARGIN = late(r"^[ \t\f]{200}", re.MULTILINE)
_MANY = late(r"^[ \t\f]*(?:#|\\)", re.MULTILINE)
_MOST_MARGINAL = 1_000


@lru_cache(maxsize=4)
def root_of(text: str) -> Node | None:
    """The root of the tree, `None` where the text isn't read or has errors."""
    if len(text) > LONGEST or _MARGIN.search(text) or len(_MANY.findall(text)) > _MOST_MARGINAL:
        return None
    plain = _WIDE.sub("z", text).replace("\0", " ")
    root = Parser(Language(language())).parse(plain.encode("ascii")).root_node
    return None if root.has_error else root


def code(text: str, node: Node) -> str:
    """The text of a node."""
    return text[node.start_byte : node.end_byte]


def around(node: Node, *types: str) -> Node | None:
    """The node itself or the nearest around it that has one of the types."""
    found: Node | None = node
    while found is not None and found.type not in types:
        found = found.parent
    return found


def call_at(text: str, start: int, end: int) -> Node | None:
    """The smallest call around a range."""
    root = root_of(text)
    if root is None:
        return None
    found = root.descendant_for_byte_range(start, end)
    return around(found, "call") if found is not None else None


def string_at(text: str, start: int, end: int) -> Node | None:
    """The one string literal whose content holds a range, `None` where it isn't plain text."""
    root = root_of(text)
    found = root.descendant_for_byte_range(start, end) if root is not None else None
    string = around(found, "string") if found is not None else None
    if string is None or (string.parent and string.parent.type == "concatenated_string"):
        return None
    content = [child for child in string.named_children if child.type == "string_content"]
    others = [c for c in string.named_children if c.type == "interpolation"]
    if len(content) != 1 or others or content[0].named_child_count:
        return None
    return content[0]


def arguments_of(call: Node) -> tuple[list[Node], dict[str, Node]] | None:
    """The positional and the keyword arguments, `None` where a star hides some."""
    given = call.child_by_field_name("arguments")
    if given is None or given.type != "argument_list":
        return None
    positional: list[Node] = []
    keywords: dict[str, Node] = {}
    for each in given.named_children:
        if each.type in ("list_splat", "dictionary_splat"):
            return None
        name, value = each.child_by_field_name("name"), each.child_by_field_name("value")
        if each.type == "keyword_argument" and name is not None and value is not None:
            keywords[name.text.decode() if name.text else ""] = value
        elif each.type != "comment":
            positional.append(each)
    return positional, keywords


def argument(call: Node, place: int, name: str) -> Node | None:
    """An argument by its place or its name."""
    found = arguments_of(call)
    if found is None:
        return None
    positional, keywords = found
    return positional[place] if place < len(positional) else keywords.get(name)


def constant(text: str, node: Node | None) -> str:
    """The value of a plain string literal, "" where it is something else."""
    if node is None or node.type != "string":
        return ""
    content = [c for c in node.named_children if c.type == "string_content"]
    whole = len(content) == 1 and node.named_child_count == 3 and not content[0].named_child_count
    return code(text, content[0]) if whole and not code(text, node)[:1].isalpha() else ""


def appended(text: str, call: Node, words: str) -> tuple[int, str] | None:
    """Where an argument is added to a call, and the text to insert."""
    given = call.child_by_field_name("arguments")
    if given is None or given.type != "argument_list":
        return None
    last = [child for child in given.named_children if child.type != "comment"]
    if not last:
        return given.start_byte + 1, words
    end = last[-1].end_byte
    rest = text[end : given.end_byte - 1]
    broken = "\n" in text[given.start_byte : last[0].start_byte]
    if rest.lstrip().startswith(",") and "\n" in rest and broken:
        at = end + rest.index(",") + 1
        return at, f"\n{margin(text, last[-1].start_byte)}{words},"
    return end, f", {words}"


def margin(text: str, offset: int) -> str:
    """The white space at the start of the line."""
    start = text.rfind("\n", 0, offset) + 1
    return text[start : start + len(text[start:]) - len(text[start:].lstrip(" \t"))]


def top_level(text: str) -> Iterator[Node]:
    """The statements of the module."""
    root = root_of(text)
    yield from root.named_children if root is not None else ()
