"""Configuration files as plain data: mappings, lists, strings, numbers, booleans, `None`.

Only what a guard's settings need. A text that can't be read gives `None`; nothing here raises.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

from guardrail.frontends.yaml.nodes import Mapping, Node, Scalar, Sequence, resolved
from guardrail.frontends.yaml.read import read_yaml
from guardrail.patterns import late

Data = Any

LARGEST = 1_000_000
"""The longest text that is read, in code points."""

_DEEPEST = 100
_MOST_NODES = 200_000
_JSON_NOISE = late(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_JSON_COMMA = late(r'("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])')
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
    roots = read_yaml(text).roots
    return _Values().of(roots[0], 0) if roots else None


class _Values:
    """Turns nodes into values, within a budget; an alias gives the value of its anchor."""

    def __init__(self) -> None:
        self._known: dict[int, Data] = {}
        self._left = _MOST_NODES

    def of(self, node: Node, depth: int) -> Data:
        """The value that a node stands for; shared nodes have one value."""
        node = resolved(node)
        self._left -= 1
        if depth > _DEEPEST or self._left < 0:
            return None
        if id(node) not in self._known:
            self._known[id(node)] = None
            self._known[id(node)] = self._made(node, depth)
        return self._known[id(node)]

    def _made(self, node: Node, depth: int) -> Data:
        if isinstance(node, Scalar):
            return node.text if node.style else _plain(node.text)
        if isinstance(node, Sequence):
            return [self.of(item, depth + 1) for item in node.items]
        if isinstance(node, Mapping):
            return self._mapping(node, depth)
        return None

    def _mapping(self, node: Mapping, depth: int) -> dict[str, Data]:
        found: dict[str, Data] = {}
        merged: list[Data] = []
        for name, value in node.named():
            content = self.of(value, depth + 1)
            if name == "<<":
                merged += content if isinstance(content, list) else [content]
            else:
                found[name] = content
        for other in merged:
            if isinstance(other, dict):
                found = {**other, **found}
        return found


def _plain(text: str) -> Data:
    lowered = text.lower()
    if lowered in _CONSTANTS:
        return _CONSTANTS[lowered]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else text


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
