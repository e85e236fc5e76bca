"""Finds the nodes at many places of a tree in one walk through it.

Asking the tree for each place anew costs as much as the tree is deep or an error is wide, and a
query over a broken text grows with its square (measured: 80,000 opening brackets 7 s). Here the
places come in order and the walk only goes forward, so that it is linear in the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree_sitter import Node

_HELD = 10
_STEPS = 16
"""So many neighbours are passed one by one; a place farther off is sought from their parent."""


def trails(root: Node, places: Iterable[tuple[int, int]]) -> Iterator[list[Node]]:
    """For each place, which must come in order, the nodes around it, innermost first.

    Only the innermost few are given; none where the tree doesn't hold the place.
    """
    cursor = root.walk()
    trail = [root]
    for start, end in places:
        steps = 0
        while True:
            node = trail[-1]
            if node.end_byte <= start:
                steps += 1
                if steps > _STEPS and len(trail) > 1 and cursor.goto_parent():
                    trail.pop()
                    steps = 0
                elif cursor.goto_next_sibling():
                    trail[-1] = _current(cursor.node, node)
                elif cursor.goto_parent():
                    trail.pop()
                    if trail[-1].end_byte > start:
                        break
                else:
                    break
            elif node.start_byte <= start and end <= node.end_byte:
                if cursor.goto_first_child_for_byte(start) is None:
                    break
                trail.append(_current(cursor.node, node))
            else:
                break
        held = trail[: -_HELD - 1 : -1]
        # What lies around a node that holds the place holds it, too.
        while held and not (held[0].start_byte <= start and end <= held[0].end_byte):
            del held[0]
        yield held


def _current(node: Node | None, otherwise: Node) -> Node:
    return otherwise if node is None else node


def broken_nodes(root: Node) -> Iterator[Node]:
    """The outermost error nodes of a tree, in order."""
    if not root.has_error:
        return
    cursor = root.walk()
    while True:
        node = cursor.node
        if node is not None and node.is_error:
            yield node
        elif node is not None and node.has_error and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
