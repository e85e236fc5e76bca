"""How much an expression amounts to: numbers, sums of them, times and the texts that say them."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.records import held_values
from guardrail.patterns import late

_DEEPEST = 12
_KEEPING = frozenset(("int", "float", "str", "round", "repr", "ceil", "floor", "format"))
_SECONDS = {
    "microseconds": 1e-6,
    "milliseconds": 1e-3,
    "seconds": 1,
    "minutes": 60,
    "hours": 3_600,
    "days": 86_400,
    "weeks": 604_800,
}
_UNITS = {"ms": 1e-3, "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_TEXT = late(r"\s*(-?\d{1,18}(?:\.\d{1,9})?)\s*(ms|s|m|h|d|w)?\s*")
_NUMBER = late(r"\d[\d_]{0,17}(?:\.\d{1,9})?(?:[eE][+-]?\d{1,2})?")
_ASKED_IN = ("environ.get", "getenv")
_MOST = 1e18


class Amount(NamedTuple):
    """A number, and whether it is one of seconds: a `timedelta`, "7d"."""

    number: float
    of_seconds: bool = False


def amount(reading: Reading, node: Node, depth: int = 0) -> Amount | None:
    """What an expression amounts to, `None` where that isn't written out.

    A setting of the environment amounts to its default.
    """
    node = unwrapped(node)
    if depth > _DEEPEST:
        return None
    module, kind = reading.module, node.type
    if kind in ("integer", "float"):
        written = module.code(node)[:40]
        return Amount(float(written.replace("_", ""))) if _NUMBER.fullmatch(written) else None
    if kind == "unary_operator":
        found = amount(reading, node.child_by_field_name("argument") or node, depth + 1)
        negative = module.code(node).startswith("-")
        return found._replace(number=-found.number) if found and negative else found
    if kind == "binary_operator":
        return _calculated(reading, node, depth)
    if kind == "call":
        return _called(reading, node, depth)
    if kind in ("identifier", "attribute"):
        value = reading.builder.flow.value(node)
        if value is not None and value.id != node.id:
            return amount(reading, value, depth + 1)
        held = _field(reading, node) if kind == "attribute" else None
        if held is not None:
            return amount(reading, held, depth + 1)
    if kind == "string" or kind in ("identifier", "attribute", "concatenated_string"):
        return _said(reading.known(node))
    return None


def _field(reading: Reading, node: Node) -> Node | None:
    """The only value that an object of a plain class was made with under an attribute's name."""
    owner, name = node.child_by_field_name("object"), node.child_by_field_name("attribute")
    if owner is None or name is None:
        return None
    found = held_values(reading.builder.flow, owner, reading.module.name(name))
    return found[0] if len(found) == 1 else None


def _said(text: str) -> Amount | None:
    found = _TEXT.fullmatch(text)
    if found is None:
        return None
    number, unit = float(found[1]), found[2]
    return Amount(number * _UNITS[unit], True) if unit else Amount(number)


def _calculated(reading: Reading, node: Node, depth: int) -> Amount | None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    sign = node.child_by_field_name("operator")
    if left is None or right is None or sign is None:
        return None
    first, second = amount(reading, left, depth + 1), amount(reading, right, depth + 1)
    if first is None or second is None:
        return None
    told = _result(reading.module.code(sign), first.number, second.number)
    fits = told is not None and abs(told) < _MOST
    return (
        Amount(told, first.of_seconds or second.of_seconds) if told is not None and fits else None
    )


def _result(sign: str, first: float, second: float) -> float | None:
    if sign == "*":
        return first * second
    if sign == "+":
        return first + second
    if sign == "-":
        return first - second
    if sign in ("/", "//") and second:
        return first / second if sign == "/" else first // second
    small = sign == "**" and 0 <= second <= 18 and abs(first) <= 1_024
    return float(first**second) if small else None


def _called(reading: Reading, node: Node, depth: int) -> Amount | None:
    module = reading.module
    function = node.child_by_field_name("function")
    arguments = node.child_by_field_name("arguments")
    if function is None or arguments is None:
        return None
    name = module.code(function)[:80]
    last = name.rsplit(".", 1)[-1]
    given = module.children(arguments)[0]
    if last == "timedelta":
        return _time(reading, given, depth)
    if last == "total_seconds":
        owner = function.child_by_field_name("object")
        found = amount(reading, owner, depth + 1) if owner is not None else None
        return Amount(found.number) if found is not None else None
    plain = [one for one in given if one.type != "keyword_argument"]
    if name.endswith(_ASKED_IN):
        return amount(reading, plain[1], depth + 1) if len(plain) > 1 else None
    return amount(reading, plain[0], depth + 1) if last in _KEEPING and plain else None


def _time(reading: Reading, given: list[Node], depth: int) -> Amount | None:
    total = 0.0
    for place, one in enumerate(given):
        unit, value = ("days", "seconds")[place] if place < 2 else "", one
        if one.type == "keyword_argument":
            unit = reading.module.name(one.child_by_field_name("name") or one)
            value = one.child_by_field_name("value") or one
        found = amount(reading, value, depth + 1)
        if found is None or unit not in _SECONDS:
            return None
        total += found.number * _SECONDS[unit]
    return Amount(total, True)
