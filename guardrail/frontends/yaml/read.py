"""Reads the structure of YAML: block and flow collections, anchors, tags, comments.

Tolerant: what a loader would refuse is a fault, and reading goes on with the next line.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from guardrail.frontends.yaml.nodes import Alias, Document, Mapping, Node, Scalar, Sequence
from guardrail.frontends.yaml.scalars import block, folded, quoted
from guardrail.spanmap import TextBuilder

DEEPEST = 60

_SPACE = re.compile(r"[ \t\r\n]*")
_INLINE_SPACE = re.compile(r"[ \t]*")
_COMMENT = re.compile(r"#[^\n]*")
_PROPERTY = re.compile(r"(?:&([^\s,\[\]{}]+)|!(?:<[^>\n]*>|[^\s,\[\]{}]*))(?=[\s,\]}]|\Z)[ \t]*")
_ALIAS = re.compile(r"\*([^\s,\[\]{}]+)")
_PLAIN = re.compile(r"(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ \t]+(?![ \t#\r\n]|:(?:\s|\Z)|\Z))+")
_PLAIN_FLOW = re.compile(
    r"(?:[^\s:#,\[\]{}]|:(?=[^\s,\[\]{}])|(?<=\S)#"
    r"|[ \t]+(?![ \t#\r\n,\[\]{}]|:(?:[\s,\[\]{}]|\Z)|\Z))+"
)
_KEY_END = re.compile(r"[ \t]*:(?=[ \t\r\n]|\Z)")
_FLOW_KEY_END = re.compile(r"[ \t\r\n]*:(?=[\s,\[\]{}]|\Z)")
_DOCUMENT = re.compile(r"(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")
_BREAKS = re.compile(r"[ \t]*(?:\r?\n[ \t]*)+")
_NOTHING = TextBuilder().build()


class _TooDeep(Exception):
    """Collections are nested deeper than `DEEPEST`."""


def read_yaml(text: str) -> Document:
    """The documents of a text, with comments and faults."""
    reader = _Reader(text)
    try:
        reader.documents()
    except _TooDeep:
        reader.fault(reader.at, len(text), "collections are nested too deep")
    return reader.document


class _Reader:
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
            marker = _DOCUMENT.match(self.text, self.at)
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

    def node(self, parent: int, collections: bool) -> Node | None:
        """The node that begins here, inside one indented by `parent`.

        Without `collections` no block collection may begin here.
        """
        anchor, at_start = self.properties()
        if anchor is None:
            anchor = ""
        if not at_start and self.column(self.at) <= parent:
            return None
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeep
        collections = collections or not at_start
        node = self._content(parent, collections)
        self.depth -= 1
        if anchor and node is not None:
            self.anchors[anchor] = node
        return node

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
        return self.flow_node(parent, False)

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
            node = self.alias()
        elif char in ("[", "{"):
            self.at = start
            return None
        elif found := _PLAIN.match(self.text, self.at):
            builder = TextBuilder()
            builder.verbatim(found[0], found.start())
            self.at = found.end()
            node = Scalar(builder.build(), start, self.at)
        else:
            node = Scalar(_NOTHING, start, start) if char == ":" else None
        colon = _KEY_END.match(self.text, self.at)
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
        while self.peek() == "-" and self.column(self.at) == column:
            if self.peek(1) not in ("", " ", "\t", "\r", "\n") or self._at_marker():
                break
            self.at += 1
            sequence.items.append(self.value(column, True, False))
            sequence.end = self.at
            self.skip()
        return sequence

    def _at_marker(self) -> bool:
        return self.column(self.at) == 0 and _DOCUMENT.match(self.text, self.at) is not None

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
            return Scalar(_NOTHING, after, after)
        here = self.column(self.at)
        dash = self.peek() == "-" and self.peek(1) in ("", " ", "\t", "\r", "\n")
        if below and here <= column and not (sequences and here == column and dash):
            return Scalar(_NOTHING, after, after)
        if below and here == column:
            return self.block_sequence(column)
        node = self.node(column, compact or below)
        return Scalar(_NOTHING, after, after) if node is None else node

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
                    mapping.pairs.append((key, Scalar(_NOTHING, self.at, self.at)))
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

    def alias(self) -> Node | None:
        """`*name`."""
        found = _ALIAS.match(self.text, self.at)
        if found is None:
            return None
        start = self.at
        self.at = found.end()
        return Alias(found[1], start, self.at, self.anchors.get(found[1]))

    def flow_node(self, parent: int, in_flow: bool) -> Node | None:
        """A scalar, an alias or a collection in brackets."""
        char, start = self.peek(), self.at
        if char in ("'", '"'):
            built, self.at, closed = quoted(self.text, start)
            if not closed:
                self.fault(start, self.at, "a quote is never closed")
            return Scalar(built, start, self.at, char)
        if char == "*":
            return self.alias()
        if char in ("[", "{"):
            return self.flow_collection(parent)
        return self.plain(parent, in_flow)

    def plain(self, parent: int, in_flow: bool) -> Node | None:
        """A plain scalar, over several lines where the next ones are indented deeper."""
        pattern = _PLAIN_FLOW if in_flow else _PLAIN
        start = self.at
        found = pattern.match(self.text, start)
        if found is None:
            return None
        builder = TextBuilder()
        builder.verbatim(found[0], start)
        self.at = found.end()
        while breaks := _BREAKS.match(self.text, self.at):
            after = breaks.end()
            too_shallow = not in_flow and self.column(after) <= parent
            if too_shallow or (_DOCUMENT.match(self.text, after) and self.column(after) == 0):
                break
            more = pattern.match(self.text, after)
            if more is None or more[0][0] == "#":
                break
            if not in_flow and _KEY_END.match(self.text, more.end()):
                break
            folded(builder, self.text, self.at, after)
            builder.verbatim(more[0], after)
            self.at = more.end()
        return Scalar(builder.build(), start, self.at)

    def flow_collection(self, parent: int) -> Node:
        """`[…]` or `{…}`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeep
        opening = self.peek()
        closing = "]" if opening == "[" else "}"
        node: Sequence | Mapping = Sequence(self.at) if opening == "[" else Mapping(self.at)
        self.at += 1
        while True:
            self.skip()
            char = self.peek()
            if char in ("", closing):
                break
            before = self.at
            if char == ",":
                self.at += 1
            elif char in "]}":
                break
            else:
                self.flow_entry(node, parent)
            if self.at == before:
                self.at += 1
        if self.peek() == closing:
            self.at += 1
        else:
            self.fault(node.start, self.at, f"{opening} is never closed")
        self.depth -= 1
        node.end = self.at
        return node

    def flow_entry(self, node: Sequence | Mapping, parent: int) -> None:
        """One entry of a collection in brackets: a node, or a pair."""
        if self.peek() == "?" and self.peek(1) in (" ", "\t", "\n", ""):
            self.at += 1
            self.skip()
        key = self.flow_part(parent)
        colon = _FLOW_KEY_END.match(self.text, self.at)
        adjacent = isinstance(key, Scalar) and key.style and self.peek() == ":"
        if colon is None and not adjacent:
            if isinstance(node, Sequence):
                node.items.append(key)
            else:
                node.pairs.append((key, Scalar(_NOTHING, self.at, self.at)))
            return
        self.at = colon.end() if colon else self.at + 1
        self.skip()
        value = self.flow_part(parent)
        if isinstance(node, Mapping):
            node.pairs.append((key, value))
        else:
            node.items.append(Mapping(key.start, self.at, [(key, value)]))

    def flow_part(self, parent: int) -> Node:
        """A node inside brackets, an empty scalar where there is none."""
        anchor, _ = self.properties()
        node = None if self.peek() in (",", "]", "}", "") else self.flow_node(parent, True)
        if node is None:
            return Scalar(_NOTHING, self.at, self.at)
        if anchor:
            self.anchors[anchor] = node
        self.skip()
        return node
