"""What a YAML text is made of. Offsets are code points of the text."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from guardrail.spanmap import BuiltText


class Scalar(Struct):
    """A scalar: its value with the map to the text. `style` is its first character, "" if plain."""

    built: BuiltText
    start: int
    end: int
    style: str = ""

    @property
    def text(self) -> str:
        """The value."""
        return self.built.text


class Sequence(Struct):
    """A sequence, in blocks or in brackets."""

    start: int
    end: int = 0
    items: list[Node] = field(default_factory=list)


class Mapping(Struct):
    """A mapping, in blocks or in braces: pairs in order, keys as they stand."""

    start: int
    end: int = 0
    pairs: list[tuple[Node, Node]] = field(default_factory=list)

    def get(self, key: str) -> Node | None:
        """The value of the last pair with the key, as in every loader."""
        found: Node | None = None
        for name, value in self.named():
            if name == key:
                found = value
        return found

    def named(self) -> Iterator[tuple[str, Node]]:
        """The pairs whose keys are scalars, aliases followed."""
        for key, value in self.pairs:
            plain = resolved(key)
            if isinstance(plain, Scalar):
                yield plain.text, resolved(value)


class Alias(Struct):
    """`*name`; `node` is what it stands for, `None` where the anchor isn't known yet."""

    name: str
    start: int
    end: int
    node: Node | None = None


Node = Scalar | Sequence | Mapping | Alias


class Document(Struct):
    """What a text holds: its documents, comments (from `#` to the line's end) and faults."""

    roots: list[Node] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    faults: list[tuple[int, int, str]] = field(default_factory=list)


def resolved(node: Node) -> Node:
    """The node that an alias stands for; itself where it is none."""
    return node.node if isinstance(node, Alias) and node.node is not None else node


def hulls(roots: list[Node]) -> Iterator[tuple[int, int]]:
    """The ranges of all pairs and items, aliases not followed."""
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Sequence):
            for item in node.items:
                yield item.start, item.end
            waiting.extend(node.items)
        elif isinstance(node, Mapping):
            for key, value in node.pairs:
                yield key.start, max(value.end, key.end)
            waiting.extend(value for _, value in node.pairs)
