"""Configuration files as plain data: mappings, lists, strings, numbers, booleans, `None`.

Only what a guard's settings need. A text that can't be read gives `None`; nothing here raises.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tree_sitter import Node

Data = Any

LARGEST = 1_000_000
"""The longest text that is read, in code points."""

_DEEPEST = 100
_MOST_NODES = 200_000
_JSON_NOISE = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_JSON_COMMA = re.compile(r'("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])')
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}


def toml(text: str | None) -> Data:
    """The tables of a TOML text."""
    if text is None or len(text) > LARGEST:
        return None
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


def jsonc(text: str | None) -> Data:
    """The value of a JSON text, comments and trailing commas allowed."""
    if text is None or len(text) > LARGEST:
        return None
    bare = _JSON_NOISE.sub(lambda m: m[1] or " ", text)
    bare = _JSON_COMMA.sub(lambda m: m[1] or "", bare)
    try:
        return json.loads(bare)
    except (ValueError, RecursionError):
        return None


def yaml(text: str | None) -> Data:
    """The value of a YAML text's first document."""
    if text is None or len(text) > LARGEST:
        return None
    import tree_sitter_yaml
    from tree_sitter import Language, Parser

    content = text.encode("utf-8", "surrogatepass")
    tree = Parser(Language(tree_sitter_yaml.language())).parse(content)
    return _Yaml().value(tree.root_node, 0)


class _Yaml:
    """Turns nodes into values, within a budget; anchors are remembered."""

    def __init__(self) -> None:
        self._anchors: dict[str, Data] = {}
        self._left = _MOST_NODES

    def value(self, node: Node, depth: int) -> Data:
        """The value that a node stands for."""
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            return None
        match node.type:
            case "block_mapping" | "flow_mapping":
                return self._mapping(node, depth)
            case "block_sequence" | "flow_sequence":
                items = [c for c in node.named_children if c.type != "comment"]
                return [self.value(child, depth + 1) for child in items]
            case "plain_scalar":
                return _plain(_text(node))
            case "single_quote_scalar":
                return _folded(_text(node)[1:-1]).replace("''", "'")
            case "double_quote_scalar":
                return _unescaped(_folded(_text(node)[1:-1]))
            case "block_scalar":
                return _block(_text(node))
            case "alias":
                return self._anchors.get(_text(node)[1:].strip())
            case _:
                return self._wrapped(node, depth)

    def _wrapped(self, node: Node, depth: int) -> Data:
        """The first value among a node's children, its anchor remembered."""
        anchor = ""
        for child in node.named_children:
            if child.type == "anchor":
                anchor = _text(child)[1:].strip()
            elif child.type not in _NO_VALUE:
                found = self.value(child, depth + 1)
                if anchor:
                    self._anchors[anchor] = found
                return found
        return None

    def _mapping(self, node: Node, depth: int) -> dict[str, Data]:
        found: dict[str, Data] = {}
        merged: list[Data] = []
        for pair in node.named_children:
            key = pair.child_by_field_name("key")
            value = pair.child_by_field_name("value")
            if key is None:
                continue
            name = _text(key).strip().strip("'\"")
            content = None if value is None else self.value(value, depth + 1)
            if name == "<<":
                merged += content if isinstance(content, list) else [content]
            else:
                found[name] = content
        for other in merged:
            if isinstance(other, dict):
                found = {**other, **found}
        return found


_NO_VALUE = frozenset({"comment", "tag", "yaml_directive", "tag_directive", "reserved_directive"})


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _plain(text: str) -> Data:
    text = _folded(text)
    lowered = text.lower()
    if lowered in _CONSTANTS:
        return _CONSTANTS[lowered]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else text


def _folded(text: str) -> str:
    """Lines of a flow scalar joined as YAML joins them, near enough for words."""
    return " ".join(part.strip() for part in text.split("\n")) if "\n" in text else text


def _unescaped(text: str) -> str:
    try:
        found = json.loads(f'"{text}"', strict=False)
    except ValueError:
        return text
    return found if isinstance(found, str) else text


def _block(text: str) -> str:
    """A block scalar without its header and indentation."""
    _, _, body = text.partition("\n")
    return "\n".join(line.strip() for line in body.split("\n"))


def strings(data: Data) -> list[str]:
    """Every string in the data, in order; a shared part (an alias) counts once."""
    found: list[str] = []
    seen: set[int] = set()
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict | list) and id(item) not in seen:
            seen.add(id(item))
            waiting += reversed(list(item.values() if isinstance(item, dict) else item))
    return found


def table(data: Data, *keys: str) -> dict[str, Data]:
    """The mapping at a path of keys, an empty one where there is none."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def listed(data: Data) -> list[Data]:
    """The data as a list: itself, one item, or nothing for `None`."""
    if data is None:
        return []
    return data if isinstance(data, list) else [data]


def words(data: Data) -> list[str]:
    """The strings of a list, or one string alone."""
    return [item for item in listed(data) if isinstance(item, str)]
