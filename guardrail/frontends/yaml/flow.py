"""Reads scalars, aliases and collections in brackets: what YAML calls flow nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guardrail.frontends.yaml.nodes import Alias, Mapping, Node, Scalar, Sequence
from guardrail.frontends.yaml.scalars import folded, quoted
from guardrail.patterns import late
from guardrail.spanmap import TextBuilder

if TYPE_CHECKING:
    from guardrail.frontends.yaml.read import Reader

PLAIN = late(r"(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ \t]+(?![ \t#\r\n]|:(?:\s|\Z)|\Z))+")
_PLAIN_FLOW = late(
    r"(?:[^\s:#,\[\]{}]|:(?=[^\s,\[\]{}])|(?<=\S)#"
    r"|[ \t]+(?![ \t#\r\n,\[\]{}]|:(?:[\s,\[\]{}]|\Z)|\Z))+"
)
_ALIAS = late(r"\*([^\s,\[\]{}]+)")
_FLOW_KEY_END = late(r"[ \t\r\n]*:(?=[\s,\[\]{}]|\Z)")
KEY_END = late(r"[ \t]*:(?=[ \t\r\n]|\Z)")
DOCUMENT_MARK = late(r"(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")
_BREAKS = late(r"[ \t]*(?:\r?\n[ \t]*)+")
NOTHING = TextBuilder().build()


def alias(reader: Reader) -> Node | None:
    """`*name`."""
    found = _ALIAS.match(reader.text, reader.at)
    if found is None:
        return None
    start = reader.at
    reader.at = found.end()
    return Alias(found[1], start, reader.at, reader.anchors.get(found[1]))


def flow_node(reader: Reader, parent: int, in_flow: bool) -> Node | None:
    """A scalar, an alias or a collection in brackets."""
    char, start = reader.peek(), reader.at
    if char in ("'", '"'):
        built, reader.at, closed = quoted(reader.text, start)
        if not closed:
            reader.fault(start, reader.at, "a quote is never closed")
        return Scalar(built, start, reader.at, char)
    if char == "*":
        return alias(reader)
    if char in ("[", "{"):
        return _flow_collection(reader, parent)
    return _plain(reader, parent, in_flow)


def _plain(reader: Reader, parent: int, in_flow: bool) -> Node | None:
    """A plain scalar, over several lines where the next ones are indented deeper."""
    pattern = _PLAIN_FLOW if in_flow else PLAIN
    start = reader.at
    found = pattern.match(reader.text, start)
    if found is None:
        return None
    builder = TextBuilder()
    builder.verbatim(found[0], start)
    reader.at = found.end()
    while breaks := _BREAKS.match(reader.text, reader.at):
        after = breaks.end()
        too_shallow = not in_flow and reader.column(after) <= parent
        if too_shallow or (DOCUMENT_MARK.match(reader.text, after) and reader.column(after) == 0):
            break
        more = pattern.match(reader.text, after)
        if more is None or more[0][0] == "#":
            break
        if not in_flow and KEY_END.match(reader.text, more.end()):
            break
        folded(builder, reader.text, reader.at, after)
        builder.verbatim(more[0], after)
        reader.at = more.end()
    return Scalar(builder.build(), start, reader.at)


def _flow_collection(reader: Reader, parent: int) -> Node:
    """`[…]` or `{…}`."""
    reader.deeper()
    opening = reader.peek()
    closing = "]" if opening == "[" else "}"
    node: Sequence | Mapping = Sequence(reader.at) if opening == "[" else Mapping(reader.at)
    reader.at += 1
    while True:
        reader.skip()
        char = reader.peek()
        if char in ("", closing):
            break
        before = reader.at
        if char == ",":
            reader.at += 1
        elif char in "]}":
            break
        else:
            _flow_entry(reader, node, parent)
        if reader.at == before:
            reader.at += 1
    if reader.peek() == closing:
        reader.at += 1
    else:
        reader.fault(node.start, reader.at, f"{opening} is never closed")
    reader.depth -= 1
    node.end = reader.at
    return node


def _flow_entry(reader: Reader, node: Sequence | Mapping, parent: int) -> None:
    """One entry of a collection in brackets: a node, or a pair."""
    if reader.peek() == "?" and reader.peek(1) in (" ", "\t", "\n", ""):
        reader.at += 1
        reader.skip()
    key = _flow_part(reader, parent)
    colon = _FLOW_KEY_END.match(reader.text, reader.at)
    adjacent = isinstance(key, Scalar) and key.style and reader.peek() == ":"
    if colon is None and not adjacent:
        if isinstance(node, Sequence):
            node.items.append(key)
        else:
            node.pairs.append((key, Scalar(NOTHING, reader.at, reader.at)))
        return
    reader.at = colon.end() if colon else reader.at + 1
    reader.skip()
    value = _flow_part(reader, parent)
    if isinstance(node, Mapping):
        node.pairs.append((key, value))
    else:
        node.items.append(Mapping(key.start, reader.at, [(key, value)]))


def _flow_part(reader: Reader, parent: int) -> Node:
    """A node inside brackets, an empty scalar where there is none."""
    anchor, _ = reader.properties()
    node = None if reader.peek() in (",", "]", "}", "") else flow_node(reader, parent, True)
    if node is None:
        return Scalar(NOTHING, reader.at, reader.at)
    if anchor:
        reader.anchors[anchor] = node
    reader.skip()
    return node
