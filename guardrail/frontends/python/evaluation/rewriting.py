"""A module written anew, with what the arguments of some calls amount to put in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.functions.bound_commands import bound_command
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading, reading_of
from guardrail.frontends.python.source.edited import Edit, edited
from guardrail.frontends.python.source.tree import TooDeep
from guardrail.model import Source
from guardrail.spanmap import BuiltText, TextBuilder

Range = tuple[int, int]


class Rewritten(Struct):
    """A module written anew, and where its ranges stood before."""

    reading: Reading
    moved: Sequence[tuple[int, int]]

    def now(self, offset: int) -> int:
        """Where a place of the module is now that is in nothing that was replaced."""
        return offset + sum(by for at, by in self.moved if at <= offset)

    def before(self, offset: int) -> int:
        """Where a place was before; the beginning of what was replaced for one inside of that."""
        shift = 0
        for at, by in self.moved:
            if at + shift + by > offset:
                return min(offset - shift, at)
            shift += by
        return offset - shift

    def call(self, node: Node, *, bound: bool = False) -> Call | None:
        """The call that a call of the module is now, or the run of a `bound` command."""
        start, end = self.now(node.start_byte), self.now(node.end_byte)
        found: Node | None = self.reading.module.root.descendant_for_byte_range(start, end - 1)
        while found is not None and (found.type != node.type or found.end_byte < end):
            found = found.parent
        if found is None or found.start_byte != start or found.end_byte != end:
            return None
        return bound_command(self.reading, found) if bound else self.reading.call(found)


def rewritten(reading: Reading, instead: Mapping[Range, str]) -> Rewritten | None:
    """The module with other texts at some ranges that don't overlap; `None` if it can't be read."""
    text = reading.module.text
    built = TextBuilder()
    edits: list[Edit] = []
    moved: list[tuple[int, int]] = []
    at = 0
    for (start, end), told in sorted(instead.items()):
        if start < at:
            continue
        built.verbatim(text[at:start], at)
        built.atom(told, start, end)
        edits.append(Edit(start, end, told))
        moved.append((end, len(told) - (end - start)))
        at = end
    built.verbatim(text[at:], at)
    source, tree = _with_text(reading.source, built.build()), edited(reading.module, edits)
    try:
        return Rewritten(reading_of(source, reading.settings, edited=tree), moved)
    except TooDeep:
        return None


def _with_text(source: Source, made: BuiltText) -> Source:
    through = made.map if source.map is None else made.map.through(source.map)
    return replace(source, text=made.text, map=through, holes=())
