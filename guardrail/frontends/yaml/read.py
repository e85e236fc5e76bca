"""Reads the structure of YAML: block and flow collections, anchors, tags, comments.

Tolerant: what a loader would refuse is a fault, and reading goes on with the next line.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from guardrail.frontends.yaml.flow import (
    DOCUMENT_MARK,
    KEY_END,
    NOTHING,
    PLAIN,
    alias,
    flow_node,
)
from guardrail.frontends.yaml.nodes import Document, Mapping, Node, Scalar, Sequence
from guardrail.frontends.yaml.scalars import block, quoted
from guardrail.patterns import late
from guardrail.spanmap import TextBuilder

DEEPEST = 60

_SPACE = late(r"[ \t\r\n]*")
_INLINE_SPACE = late(r"[ \t]*")
_COMMENT = late(r"#[^\n]*")
_PROPERTY = late(r"(?:&([^\s,\[\]{}]+)|!(?:<[^>\n]*>|[^\s,\[\]{}]*))(?=[\s,\]}]|\Z)[ \t]*")


class TooDeep(Exception):
    """Collections are nested deeper than `DEEPEST`."""


def read_yaml(text: str) -> Document:
    """The documents of a text, with comments and faults."""
    reader = Reader(text)
    try:
        reader.documents()
    except TooDeep:
        reader.fault(reader.at, len(text), "collections are nested too deep")
    return reader.document


class Reader:
    """Reads one text into a `Document`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.document = Document()
        self.anchors: dict[str, Node] = {}
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def fault(self, start: int, end: int, reason: str) -> None:
        """Note a place that a loader would refuse."""
        self.document.faults.append((start, end, reason))

    def deeper(self) -> None:
        """Enter a node. Raises `TooDeep`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeep

    def column(self, at: int) -> int:
        """How far from its line's start a place is."""
        return at - self.lines[bisect_right(self.lines, at) - 1]

    def peek(self, ahead: int = 0) -> str:
        """The character ahead, "" at the end."""
        return self.text[self.at + ahead : self.at + ahead + 1]

    def skip(self, pattern: re.Pattern[str] = _SPACE) -> None:
        """Go past blanks and comments."""
        while True:
            found = pattern.match(self.text, self.at)
            self.at = found.end() if found else self.at
            alone = self.at == 0 or self.text[self.at - 1] in " \t\n"
            if self.peek() != "#" or not alone:
                return
            comment = _COMMENT.match(self.text, self.at)
            assert comment is not None
            self.document.comments.append(comment.span())
            self.at = comment.end()

    def documents(self) -> None:
        """Read all documents."""
        while True:
            self.skip()
            if self.at >= len(self.text):
                return
            marker = DOCUMENT_MARK.match(self.text, self.at)
            if self.column(self.at) == 0 and marker:
                self.at = marker.end()
                self.anchors = {}
                continue
            if self.column(self.at) == 0 and self.peek() == "%":
                self.next_line()
                continue
            before = self.at
            node = self.node(-1, True)
            if node is not None:
                self.document.roots.append(node)
            if self.at == before:
                self.fault(self.at, self.at + 1, "this isn't YAML")
                self.next_line()

    def next_line(self) -> None:
        """Go to the next line."""
        newline = self.text.find("\n", self.at)
        self.at = len(self.text) if newline < 0 else newline + 1

    def node(self, parent: int, collections: bool, sequences: bool = False) -> Node | None:
        """The node that begins here, inside one indented by `parent`.

        Without `collections` no block collection may begin on this line. `sequences`: below a tag
        or an anchor, one may stand at the parent's column.
        """
        anchor, same_line = self.properties()
        here = self.column(self.at)
        if not same_line and here <= parent and not (sequences and here == parent and self.dash()):
            return None
        self.deeper()
        node = self._content(parent, collections or not same_line)
        self.depth -= 1
        if anchor and node is not None:
            self.anchors[anchor] = node
        return node

    def dash(self) -> bool:
        """Whether an item of a block sequence begins here."""
        return self.peek() == "-" and self.peek(1) in ("", " ", "\t", "\r", "\n")

    def properties(self) -> tuple[str | None, bool]:
        """Read tags and anchors; the anchor's name, and whether content follows on the line."""
        anchor: str | None = None
        same_line = True
        while found := _PROPERTY.match(self.text, self.at):
            anchor = found[1] or anchor
            self.at = found.end()
            if self.peek() in ("", "\r", "\n", "#"):
                self.skip()
                same_line = False
        return anchor, same_line

    def _content(self, parent: int, collections: bool) -> Node | None:
        char, follower = self.peek(), self.peek(1)
        start = self.at
        spaced = follower in ("", " ", "\t", "\r", "\n")
        if char in ("|", ">") and (found := block(self.text, start, parent)):
            self.at = found[1]
            return Scalar(found[0], start, self.at, char)
        if collections and char == "-" and spaced:
            return self.block_sequence(self.column(start))
        if collections and char == "?" and spaced:
            return self.block_mapping(self.column(start), None)
        if collections:
            key = self.key()
            if key is not None:
                return self.block_mapping(self.column(start), key)
        return flow_node(self, parent, False)

    def key(self) -> Node | None:
        """A key on one line with its colon read; `None`, and nothing read, where there is none."""
        start, faults = self.at, len(self.document.faults)
        anchor, _ = self.properties()
        char = self.peek()
        node: Node | None
        if char in ("'", '"'):
            built, self.at, _ = quoted(self.text, self.at)
            node = Scalar(built, start, self.at, char)
        elif char == "*":
            node = alias(self)
        elif char in ("[", "{"):
            self.at = start
            return None
        elif found := PLAIN.match(self.text, self.at):
            builder = TextBuilder()
            builder.verbatim(found[0], found.start())
            self.at = found.end()
            node = Scalar(builder.build(), start, self.at)
        else:
            node = Scalar(NOTHING, start, start) if char == ":" else None
        colon = KEY_END.match(self.text, self.at)
        if node is None or colon is None or self.column(start) != self._key_column(start):
            self.at = start
            del self.document.faults[faults:]
            return None
        if anchor:
            self.anchors[anchor] = node
        self.at = colon.end()
        return node

    def _key_column(self, start: int) -> int:
        """The key's column, -1 where what was read since then spans lines."""
        return self.column(start) if "\n" not in self.text[start : self.at] else -1

    def block_sequence(self, column: int) -> Node:
        """`- item` lines at a column."""
        sequence = Sequence(self.at)
        while self.dash() and self.column(self.at) == column and not self._at_marker():
            self.at += 1
            sequence.items.append(self.value(column, True, False))
            sequence.end = self.at
            self.skip()
        return sequence

    def _at_marker(self) -> bool:
        return self.column(self.at) == 0 and DOCUMENT_MARK.match(self.text, self.at) is not None

    def value(self, column: int, compact: bool, sequences: bool) -> Node:
        """What belongs to a key or a dash at a column; an empty scalar where nothing does.

        `compact`: a collection may begin on the same line. `sequences`: one may stand at the same
        column on the lines below.
        """
        after = self.at
        self.skip(_INLINE_SPACE)
        below = self.peek() in ("", "\r", "\n")
        if below:
            self.skip()
        if self.at >= len(self.text) or (below and self._at_marker()):
            return Scalar(NOTHING, after, after)
        here = self.column(self.at)
        if below and here <= column and not (sequences and here == column and self.dash()):
            return Scalar(NOTHING, after, after)
        if below and here == column:
            return self.block_sequence(column)
        node = self.node(column, compact or below, sequences)
        return Scalar(NOTHING, after, after) if node is None else node

    def block_mapping(self, column: int, key: Node | None) -> Node:
        """`key: value` lines at a column; the first key may have been read with its colon."""
        mapping = Mapping(self.at if key is None else key.start)
        while True:
            if key is None and self.peek() == "?":
                self.at += 1
                key = self.value(column, True, True)
                self.skip()
                if self.peek() == ":" and self.column(self.at) == column:
                    self.at += 1
                    mapping.pairs.append((key, self.value(column, True, True)))
                else:
                    mapping.pairs.append((key, Scalar(NOTHING, self.at, self.at)))
            elif key is not None:
                mapping.pairs.append((key, self.value(column, False, True)))
            mapping.end = self.at
            self.skip()
            self.skip_deeper(column)
            if self.at >= len(self.text) or self.column(self.at) != column or self._at_marker():
                return mapping
            if self.peek() == "?" and self.peek(1) in ("", " ", "\t", "\n"):
                key = None
                continue
            key = self.key()
            if key is None:
                return mapping

    def skip_deeper(self, column: int) -> None:
        """Pass over lines that are indented deeper than anything that is open."""
        while self.at < len(self.text) and self.column(self.at) > column:
            start = self.at
            self.next_line()
            self.fault(start, self.at, "this line is indented too deep")
            self.skip()
