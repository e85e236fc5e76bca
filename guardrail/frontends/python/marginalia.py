"""What stands beside the code: comments that speak to Guardrail, and regions that aren't Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.frontends.comments import MARK, comments
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.tree import Module
from guardrail.stream import Comment, Unanalysed

_STATEMENTS = """
(module (_) @statement)
(block (_) @statement)
(assignment right: (list (call) @element))
(keyword_argument value: (list (call) @element))
"""
_COMMENTS = "(comment) @comment"
_MOST_REGIONS = 20


def spoken_comments(module: Module) -> Iterator[Comment]:
    """The comments that begin with `guardrail:`, each with the statement or element it binds."""
    if MARK not in module.text:
        return
    places = [(node.start_byte, node.end_byte) for node in module.found(_COMMENTS)]
    hulls = [
        (node.start_byte, node.end_byte)
        for node in module.found(_STATEMENTS)
        if node.type != "comment"
    ]
    yield from comments(module.source, places, hulls)


def broken_regions(module: Module) -> list[tuple[int, int]]:
    """Where the text isn't Python that can be parsed, adjoining regions joined."""
    if not module.root.has_error:
        return []
    joined: list[tuple[int, int]] = []
    for node in module.found("(ERROR) @error"):
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
