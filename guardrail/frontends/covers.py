"""What conditions on one expression reach together when they are joined by OR.

`state <> 'a' OR state <> 'b'` leaves out no value, and `age < 65 OR age > 18` neither: what was
meant was AND. A row with a NULL there is reached by none of them, which changes little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from guardrail.patterns import late

Value = tuple[str, Any]
"""A value with its kind: a number and a text are never equal, two placeholders not meant to be."""
Bound = tuple[Any, bool]
"""Where a range ends, and whether that belongs to it."""

_NUMBER, _TEXT, _TRUTH, _PLACEHOLDER = "number", "text", "truth", "placeholder"
_TRUTHS = frozenset(((_TRUTH, True), (_TRUTH, False)))
_DAY = late(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?\Z", re.ASCII)
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


class Cover(Struct, frozen=True):
    """The values of one expression that are reached.

    They are those `among`, all but `without` where that isn't `None`, and those `below` and `above`
    a bound.
    """

    among: frozenset[Value] = frozenset()
    without: frozenset[Value] | None = None
    below: Bound | None = None
    above: Bound | None = None


def value_of(constant: object, place: object) -> Value:
    """The value of a literal; `place` tells a placeholder from others, as nothing else is known."""
    if isinstance(constant, str):
        return _TEXT, constant
    if isinstance(constant, bool):
        return _TRUTH, constant
    if isinstance(constant, (int, float)):
        return _NUMBER, float(constant)
    return _PLACEHOLDER, place


def mirrored(mark: str) -> str:
    """The comparison with its sides exchanged."""
    return _MIRRORED.get(mark, mark)


def cover(mark: str, value: Value) -> Cover | None:
    """What an expression compared with a value reaches."""
    if mark in ("=", "=="):
        return one_of((value,))
    if mark in ("<>", "!="):
        return opposite(one_of((value,)))
    if not _is_ordered(value):
        return None
    bound: Bound = (value[1], mark.endswith("="))
    return Cover(below=bound) if mark in ("<", "<=") else Cover(above=bound)


def one_of(values: Iterable[Value]) -> Cover:
    """What an expression that is one of these reaches."""
    return Cover(among=frozenset(values))


def _is_ordered(value: Value) -> bool:
    """Whether less and more mean the same for it in every database: numbers, days written out."""
    kind, constant = value
    return kind == _NUMBER or (kind == _TEXT and _DAY.match(str(constant)) is not None)


def opposite(one: Cover) -> Cover | None:
    """What NOT makes of a cover, `None` where that is two ranges or more."""
    parts = (one.among, one.without is not None, one.below, one.above)
    if sum(map(bool, parts)) != 1:
        return None
    if one.without is not None:
        return Cover(among=one.without)
    if one.below is not None:
        return Cover(above=(one.below[0], not one.below[1]))
    if one.above is not None:
        return Cover(below=(one.above[0], not one.above[1]))
    return Cover(without=one.among)


def joined(one: Cover, other: Cover) -> Cover:
    """What either of two reaches."""
    among = one.among | other.among
    without = one.without if other.without is None else other.without
    if one.without is not None and other.without is not None:
        without = one.without & other.without
    below, above = _further(one.below, other.below, 1), _further(one.above, other.above, -1)
    return Cover(among, without, below, above)


def _further(one: Bound | None, other: Bound | None, way: int) -> Bound | None:
    """The bound that lets more values through."""
    if one is None or other is None or not _alike(one, other):
        return other if one is None else one
    if one[0] == other[0]:
        return one if one[1] else other
    larger = one if one[0] > other[0] else other
    smaller = other if larger is one else one
    return larger if way > 0 else smaller


def _alike(one: Bound, other: Bound) -> bool:
    left, right = one[0], other[0]
    if isinstance(left, str) and isinstance(right, str):
        return len(left) == len(right)
    return isinstance(left, float) and isinstance(right, float)


def excludes(one: Cover, other: Cover) -> bool:
    """Whether no value is among both: `state = 'a' AND state = 'b'`."""
    listed = bool(one.among and other.among) and one == Cover(among=one.among)
    return listed and other == Cover(among=other.among) and one.among.isdisjoint(other.among)


def leaves_nothing_out(one: Cover) -> bool:
    """Whether every value is reached."""
    if one.among >= _TRUTHS:
        return True
    if one.without is not None:
        return all(value in one.among or _within(value, one) for value in one.without)
    below, above = one.below, one.above
    if below is None or above is None or not _alike(below, above):
        return False
    if below[0] == above[0]:
        return below[1] or above[1] or _value(below) in one.among
    return bool(below[0] > above[0])


def _value(bound: Bound) -> Value:
    return (_TEXT if isinstance(bound[0], str) else _NUMBER), bound[0]


def _within(value: Value, one: Cover) -> bool:
    """Whether a value lies in a range."""
    if not _is_ordered(value):
        return False
    point: Bound = (value[1], True)
    for bound, way in ((one.below, 1), (one.above, -1)):
        if bound is None or not _alike(bound, point):
            continue
        if bound[0] == point[0]:
            return bound[1]
        if (bound[0] > point[0]) == (way > 0):
            return True
    return False
