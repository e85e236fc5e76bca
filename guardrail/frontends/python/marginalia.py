"""What stands beside the code: comments that speak to Guardrail, and regions that aren't Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.frontends.comments import MARK, comments
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.source.seek import broken_nodes
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late
from guardrail.stream import Comment, Unanalysed

_SPOKEN = late(rf"#[^\n]*{MARK}[^\n]*")
_MOST_REGIONS = 20


def spoken_comments(module: Module) -> Iterator[Comment]:
    """The comments that begin with `guardrail:`, each with the statement or element it binds."""
    if MARK not in module.text:
        return
    found = (match.span() for match in _SPOKEN.finditer(module.plain))
    nodes = [(trail[0], trail[1]) for trail in module.around(found) if len(trail) > 1]
    spoken = [(node, around) for node, around in nodes if node.type == "comment"]
    hulls: set[tuple[int, int]] = set()
    for around in {around.id: around for _, around in spoken}.values():
        hulls.update(_hulls(module, around))
    places = [(node.start_byte, node.end_byte) for node, _ in spoken]
    yield from comments(module.source, places, hulls)


def _hulls(module: Module, around: Node) -> Iterator[tuple[int, int]]:
    """The statements or elements among which a comment stands, those of a block too."""
    for child in module.children(around)[0]:
        if child.type == "block":
            yield from _hulls(module, child)
        else:
            yield (child.start_byte, child.end_byte)


def broken_regions(module: Module) -> list[tuple[int, int]]:
    """Where the text isn't Python that can be parsed, adjoining regions joined."""
    joined: list[tuple[int, int]] = []
    for node in broken_nodes(module.root):
        if joined and node.start_byte <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], node.end_byte))
        else:
            joined.append((node.start_byte, node.end_byte))
    return joined


def unread_regions(
    module: Module, regions: Sequence[tuple[int, int]], found: Sequence[Found]
) -> Iterator[Unanalysed]:
    """The broken regions, told; the first ones singly, the rest as one."""
    if not regions:
        return
    read = {one.start for one in found}
    for start, end in regions[:_MOST_REGIONS]:
        some = " as a whole" if any(start <= at < end for at in read) else ""
        yield Unanalysed(module.source.span(start, end), f"this can't be parsed as Python{some}")
    if len(regions) > _MOST_REGIONS:
        rest = (regions[_MOST_REGIONS][0], regions[-1][1])
        yield Unanalysed(module.source.span(*rest), "more here can't be parsed as Python")
