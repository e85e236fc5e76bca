"""Slices that keep nothing back: all of `points[keep:]` where nobody says how many are kept.

`def prune(points, keep=0)`, `--keep` with a default of 0, `os.environ.get("KEEP", "0")`. So does
`points[: len(points) - keep]`; `points[:-keep]` holds nothing where `keep` is 0, and isn't meant.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.readers.narrowing.empty_ages import is_nought
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped

_LONGEST, _MOST = 40, 8
_BEGINNINGS = frozenset(("", "0"))


def keeps_none(reading: Reading, part: Node | None) -> bool:
    """Whether the part of a subscript is a slice that leaves nothing out, by a number that is 0."""
    if part is None or part.type != "slice":
        return False
    code, inner = reading.module.code(part), reading.module.children(part)[0]
    start, colon, stop = code.partition(":")
    if not colon or ":" in stop or len(inner) != 1:
        return False
    if not stop.strip():
        return inner[0].type != "integer" and is_nought(reading, inner[0])
    return start.strip() in _BEGINNINGS and _is_all_but_none(reading, inner[0])


def left_of_none_kept(reading: Reading, part: Node) -> Told:
    """What such a slice leaves: everything, on condition where somebody may say another number."""
    numbers = [one for one in _named_in(part) if is_nought(reading, one)]
    values = [reading.builder.flow.value(one) for one in numbers]
    if all(one is not None and one.type == "integer" for one in values):
        return Scope.NONE, ""
    said = reading.module.short(numbers[0], _LONGEST)
    return Scope.UNKNOWN, f"unscoped when {said} is 0, as it is where nobody says more"


def _named_in(part: Node) -> list[Node]:
    """The names in the border of a slice."""
    found, waiting = list[Node](), [part]
    while waiting and len(found) < _MOST:
        node = waiting.pop(0)
        if node.type in ("identifier", "attribute", "subscript"):
            found.append(node)
        elif node.type != "call" or node.named_children:
            waiting += node.named_children
    return found


def _is_all_but_none(reading: Reading, node: Node) -> bool:
    """Whether a border is the length of a list less a number that is 0: `len(points) - keep`."""
    node = unwrapped(node)
    if node.type == "call" and reading.module.code(node).startswith("max("):
        given = reading.call(node).positional
        return any(_is_all_but_none(reading, one) for one in given)
    left, right, sign = (node.child_by_field_name(x) for x in ("left", "right", "operator"))
    if left is None or right is None or sign is None or reading.module.code(sign) != "-":
        return False
    return reading.module.code(left).startswith("len(") and is_nought(reading, right)
