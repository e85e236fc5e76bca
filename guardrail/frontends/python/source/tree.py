"""A Python text and its tree: parsed once, asked by places in the text.

Tree-sitter counts bytes; the text given to it has one ASCII byte for each code point, so that its
bytes are our offsets. Names are compared in NFKC, as Python does (language reference, "Names").
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from tree_sitter import Language, Node, Parser, Tree
from tree_sitter_python import language

from guardrail.frontends.python.source.nesting import eased, too_deep
from guardrail.frontends.python.source.seek import trails
from guardrail.model import Hole, Source
from guardrail.patterns import late

_PYTHON = Language(language())
_PARSER = Parser(_PYTHON)
_LONE_RETURN = late(r"\r(?!\n)")
_WIDE = late(r"[^\x00-\x7f]")


def folded(text: str) -> str:
    """The text with an ASCII stand-in for every other character, at the same offsets.

    A character that Python reads as one ASCII letter becomes it, any other that may stand in a
    name becomes "z". A lone carriage return ends a line in Python and becomes one that does.
    """
    if not text.isascii():
        text = _WIDE.sub(lambda match: _stand_in(match[0]), text)
    if "\0" in text:
        text = text.replace("\0", " ")
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)
    return text


@lru_cache(maxsize=4096)
def _stand_in(character: str) -> str:
    normal = unicodedata.normalize("NFKC", character)
    if len(normal) == 1 and normal.isascii() and normal.isidentifier():
        return normal
    if normal.isdigit() and len(normal) == 1 and normal.isascii():
        return normal
    return "z" if f"a{character}".isidentifier() else "?"


def parse(plain: str, edited: Tree | None = None) -> Tree:
    """The tree of a folded text; never fails, errors are nodes of it.

    `edited` is the tree of a text that this one differs from only where that was edited.
    """
    text = plain.encode("ascii")
    return _PARSER.parse(text, edited) if edited is not None else _PARSER.parse(text)


class TooDeep(Exception):
    """The text is nested so deeply that parsing it could bring the process down."""


class Module:
    """A Python text with its tree, and the source it came from.

    `notes` and `places` are where readers keep what they found out about a node, by its id, and
    about a place, by its offset; `facts` what holds of the text as a whole, by a word of theirs.
    """

    def __init__(self, source: Source, edited: Tree | None = None) -> None:
        """Parses a text, faster where the tree of one that it was made of is given, `edited`."""
        self.source = source
        self.text = source.text
        plain = folded(source.text)
        if too_deep(plain):
            raise TooDeep
        self.plain = eased(plain)
        self.tree = parse(self.plain, edited if self.plain == plain else None)
        self.root = self.tree.root_node
        self.notes: dict[int, Any] = {}
        self.places: dict[int, Any] = {}
        self.facts: dict[str, Any] = {}
        self._holes = sorted(source.holes, key=lambda hole: hole.start)
        self._hole_starts = [hole.start for hole in self._holes]
        self._children: dict[int, tuple[list[Node], list[int]]] = {}

    def code(self, node: Node) -> str:
        """The node's text as written."""
        return self.text[node.start_byte : node.end_byte]

    def name(self, node: Node) -> str:
        """The node's text as a name, normalised as Python does."""
        text = self.text[node.start_byte : node.end_byte]
        return text if text.isascii() else unicodedata.normalize("NFKC", text)

    def defined(self, definition: Node | None) -> str:
        """What a function or a class is called, "" for neither."""
        name = definition.child_by_field_name("name") if definition is not None else None
        return self.name(name) if name is not None else ""

    def short(self, node: Node, most: int = 60) -> str:
        """The node's text on one line, cut at `most` characters."""
        text = " ".join(
            self.text[node.start_byte : min(node.end_byte, node.start_byte + 400)].split()
        )
        return text if len(text) <= most else text[: most - 1] + "…"

    def holes_within(self, start: int, end: int) -> list[Hole]:
        """The holes of the text itself that lie in the range, in order."""
        if not self._holes:
            return []
        first = bisect_left(self._hole_starts, start)
        return self._holes[first : bisect_left(self._hole_starts, end)]

    def children(self, node: Node) -> tuple[list[Node], list[int]]:
        """The named children without comments, and where each starts; remembered."""
        held = self._children.get(node.id)
        if held is None:
            nodes = node.named_children
            if self.plain.find("#", node.start_byte, node.end_byte) >= 0:
                nodes = [child for child in nodes if child.type != "comment"]
            held = (nodes, [child.start_byte for child in nodes])
            self._children[node.id] = held
        return held

    def child_at(self, node: Node, offset: int) -> Node | None:
        """The named child that holds the offset."""
        nodes, starts = self.children(node)
        index = bisect_right(starts, offset) - 1
        if index < 0 or nodes[index].end_byte <= offset:
            return None
        return nodes[index]

    def around(self, places: Iterable[tuple[int, int]]) -> Iterator[list[Node]]:
        """The nodes around each of several places, innermost first; the places are in order."""
        return trails(self.root, places)


def unwrapped(node: Node) -> Node:
    """The expression inside parentheses and `await`."""
    while node.type in ("parenthesized_expression", "await"):
        inner = node.named_children
        expressions = [child for child in inner if child.type != "comment"]
        if len(expressions) != 1:
            return node
        node = expressions[0]
    return node
