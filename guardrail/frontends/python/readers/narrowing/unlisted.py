"""Loops that take whatever isn't listed: what other people have made by hand goes with it.

`if record.name not in wanted: delete(record)` deletes the records of the mail server as well, which
nobody has put on the list. Who takes only what bears a mark of their own picks by that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.guarding.way_there import Condition, before, left_by, of_branches
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.nearly_all import asked_function
from guardrail.frontends.python.readers.picking.trail import met_on_the_way, passed_on_the_way
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_CERTAIN = {"true": True, "false": False, "none": False}
_LISTS = frozenset(("identifier", "attribute"))
_WRITTEN = frozenset(("list", "tuple", "set", "string"))
_DEEPEST = 6
_FEW = 6
_LONGEST = 40
_EVERY = (Scope.NONE, Scope.TAUTOLOGY)
_SORT = late(r"(?:\.|\[[\"'])(?:type|kind|rtype|record_type)(?:[\"']\])?\Z")
_ZONE = late(r"\.?[\w-]+\.[a-z]{2,12}")


def unlisted(reading: Reading, call: Call, things: Sequence[Node]) -> str:
    """What holds of all that a loop takes, and says of none that it may go; "" for nothing.

    Also where that was asked before the loop: `{one.name: one for one in found if ours(one)}`.
    """
    met = met_on_the_way(reading, call.node, *things)
    if any(one is None for one, _ in met):
        return ""
    told = _all(reading, [(one, holds) for one, holds in met if one is not None], 0)
    if told is None:
        return ""
    left = (_without(reading, one) for one in passed_on_the_way(reading, call.node, *things))
    return told or next(filter(None, left), "")


def listed_whole(reading: Reading, call: Call, things: Sequence[Node]) -> bool:
    """Whether what a loop takes comes from a listing that leaves nothing out."""
    passed = passed_on_the_way(reading, call.node, *things)
    found = (objects(reading).of(one) for one in passed if one.type == "call")
    return any(one.sure and one.scope in _EVERY for things in found for one in things)


def _without(reading: Reading, node: Node) -> str:
    """The list whose entries are left out of a set: `current.keys() - wanted.keys()`."""
    sign, right = (node.child_by_field_name(part) for part in ("operator", "right"))
    if node.type != "binary_operator" or sign is None or right is None:
        return ""
    if reading.module.code(sign) != "-" or right.type not in (*_LISTS, "call"):
        return ""
    return f"it isn't one of {reading.module.short(right, _LONGEST)}"


def _all(reading: Reading, asked: Iterable[tuple[Node, bool]], depth: int) -> str | None:
    """The list that all of several conditions leave; `None` where one picks by something else."""
    told = [_of(reading, condition, holds, depth + 1) for condition, holds in asked]
    return None if None in told else next(filter(None, told), "")


def _of(reading: Reading, condition: Node, holds: bool, depth: int) -> str | None:
    """The list that a condition leaves, "" where it leaves nearly all, `None` where it picks."""
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    if depth > _DEEPEST or not inner:
        return None
    if node.type == "not_operator":
        return _of(reading, inner[-1], not holds, depth + 1)
    if node.type == "boolean_operator":
        sign = node.child_by_field_name("operator")
        together = (sign is not None and reading.module.code(sign) == "and") is holds
        if together:
            return _all(reading, ((one, holds) for one in inner), depth)
        # Of `a != x or b != y` one nearly always holds.
        told = [_of(reading, one, holds, depth + 1) for one in inner]
        if all(one == "" for one in told):
            return ""
        sorts = [_is_sort(reading, one, holds) for one in inner]
        return next((one for one in sorts if one), None) if not all(sorts) else None
    if node.type == "comparison_operator" and len(inner) == 2:
        return _compared(reading, node, inner[0], inner[1], holds)
    if _is_whole_zone(reading, node):
        return "" if holds else None
    return _by_function(reading, node, holds, depth)


def _is_sort(reading: Reading, condition: Node, holds: bool) -> str:
    """A condition that takes all of one sort, whoever made them: `record.type == "TXT"`."""
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    if not holds or node.type != "comparison_operator" or len(inner) != 2:
        return ""
    between = reading.module.text[inner[0].end_byte : inner[1].start_byte].strip()
    asks = between == "==" and inner[1].type == "string"
    return (
        reading.module.short(node, _LONGEST)
        if asks and _SORT.search(reading.module.code(inner[0]))
        else ""
    )


def _is_whole_zone(reading: Reading, node: Node) -> bool:
    """Whether a name is asked for the end that all names of a zone have: `.endswith("a.io")`."""
    call = reading.call(node) if node.type == "call" else None
    if call is None or call.last != "endswith" or len(call.positional) != 1:
        return False
    return _ZONE.fullmatch(reading.known(call.positional[0])) is not None


def _compared(reading: Reading, node: Node, left: Node, right: Node, holds: bool) -> str | None:
    start, end = left.end_byte - node.start_byte, right.start_byte - node.start_byte
    sign = " ".join(reading.module.code(node)[start:end].split())
    if sign == ("!=" if holds else "=="):
        return ""
    if sign != ("not in" if holds else "in"):
        return None
    if right.type not in _LISTS:
        return "" if right.type in _WRITTEN else None
    value = reading.builder.flow.value(right)
    if value is not None and value.type in _WRITTEN:
        return ""
    return f"it isn't one of {reading.module.short(right, _LONGEST)}"


def _by_function(reading: Reading, node: Node, holds: bool, depth: int) -> str | None:
    """The same of a function of the module that is asked: `stale(record, wanted)`."""
    function = node.child_by_field_name("function") if node.type == "call" else None
    own = asked_function(reading, node) if function is not None else None
    results = results_of(reading.module, own)[:_FEW] if own is not None else []
    told: list[str | None] = []
    for one in results:
        certain = _CERTAIN.get(one.type)
        if certain is None or certain is holds:
            way = [(each.code, each.holds) for each in _on_the_way(reading, one)]
            told.append(_all(reading, way if certain is not None else [*way, (one, holds)], depth))
    return told[0] if len(told) == 1 else None


def _on_the_way(reading: Reading, result: Node) -> Iterator[Condition]:
    place = place_of(reading.module, result.start_byte)
    yield from of_branches(reading.module, place)
    for statement in before(reading.module, place, result.start_byte):
        yield from left_by(reading.module, statement)
