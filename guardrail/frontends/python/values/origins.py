"""Who chooses a value that is put into a text: the program itself, a caller, a request."""

from __future__ import annotations

import re

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects.queries import ASKED_IN, GIVEN_IN, made_by_program
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.rope import MASK, Part, Rope, plain
from guardrail.frontends.python.values.far_origins import asked_from_afar, origin_from_afar
from guardrail.frontends.python.values.value_origins import is_looked_at, origin_of
from guardrail.model import Origin
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_ABOUT_ROWS = late(r"\b(?:delete|update|merge|select|insert)\b", re.IGNORECASE)
_FARTHEST = 5


def with_origins(reading: Reading, rope: Rope) -> Rope:
    """The rope of a text about rows, each hole knowing who chooses its value; else as it is."""
    text = plain(rope)
    if MASK not in text or not _ABOUT_ROWS.search(text):
        return rope
    last = max(part.end for part in rope)
    return tuple(
        replace(part, origin=_of_part(reading, part, last)) if part.kind is PieceKind.HOLE else part
        for part in rope
    )


def written_by_others(reading: Reading, rope: Rope) -> tuple[str, str] | None:
    """What is written into a query in any language, and how that is worded; `None` for nothing.

    What a request says counts wherever it stands, what a caller gives only between quotes.
    """
    text, at = plain(rope), 0
    if MASK not in text:
        return None
    found: tuple[str, str] | None = None
    last = max(part.end for part in rope)
    for part in rope:
        if part.kind is PieceKind.HOLE:
            origin = _of_part(reading, part, last)
            quoted = any(text.count(quote, 0, at) % 2 for quote in "'\"")
            if origin >= Origin.ASKED:
                return ASKED_IN, part.name
            if origin is Origin.OUTSIDE and quoted and not made_by_program(part.name):
                found = found or (GIVEN_IN, part.name)
        at += len(part.text)
    return found


def _of_part(reading: Reading, part: Part, last: int) -> Origin:
    """Who chooses the value of a hole of a text that is put together up to a place, the `last`."""
    if part.confined or part.values:
        return Origin.PROGRAM
    start, end = part.made
    if not end:
        return Origin.UNTOLD
    node = standing_at(reading.module, start, end)
    origin = origin_of(reading, node, 0)
    last = last if _in_one_function(reading, end, last) else 0
    if origin < Origin.ASKED:
        afar = origin_from_afar(reading, node, last)
        if afar > origin:
            return afar
    name = _kept_under(reading, node) if origin >= Origin.OUTSIDE else ""
    if name and is_looked_at(reading, max(part.start, end, last), name):
        sent = origin is Origin.SENT and asked_from_afar(reading, node, last)
        return origin if sent else Origin.INSIDE
    return origin


def _in_one_function(reading: Reading, one: int, other: int) -> bool:
    around = [place_of(reading.module, at).definitions[-1:] for at in (one, other)]
    return [each.id for each in around[0]] == [each.id for each in around[1]]


def _kept_under(reading: Reading, node: Node) -> str:
    """The name that an expression is given, as it is or stripped: `name = ask().strip()`."""
    around: Node | None = node
    for _ in range(_FARTHEST):
        around = around.parent if around is not None else None
        if around is not None and around.type == "assignment":
            return reading.module.name(around.child_by_field_name("left") or node)
    return ""


def standing_at(module: Module, start: int, end: int) -> Node:
    """The outermost node that a range of the text is."""
    node = module.root
    while (node.start_byte, node.end_byte) != (start, end):
        inner = module.child_at(node, start)
        if inner is None or inner.end_byte < end:
            return node
        node = inner
    return node
