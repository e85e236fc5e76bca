"""Checks that are switched off and doors that are opened by a setting: `verify=False`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Node

from guardrail import screen
from guardrail.effects import GuardChange
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.conditions import possibly
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.way_there import Condition, of_branches
from guardrail.knowledge.python.loosened import ANY_CALL, SPOTS, Loosens, Spot
from guardrail.model import Confidence, EnvironmentKind
from guardrail.project.asked_environment import asked_environment

_HERE = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|testserver)\b")
_ASKED_FOR = re.compile(
    r"insecure|skip|self_?signed|unsafe|debug|trust"
    r"|(?<![^\W_])(?:local(?:host|ly)?|dev(?:el|elop(?:er|ment))?)(?![^\W_])",
    re.IGNORECASE,
)
"""What a switch says by which somebody wants it: a `device` or a `locale` is none."""
_CHECKED = re.compile(r"verif", re.I)
_DENIED = re.compile(r"not\b|[^\n]*(?:!=|\bnot in\b|\bis (?:not|False)\b)")
_DECODING = re.compile(r"\bdecode\s*\((?!\s*(?:\)|[\"'](?:utf|ascii|latin)|encoding|errors))")
"""A token is decoded; bytes are too, by a character set."""
_UNCHECKED = re.compile(
    r"\bdecode\s*\([^()]{0,200}(?:verify_signature[\"']?\s*[:=]|\bverify\s*=)\s*False"
)
"""A token is decoded, and it is said at once that its signature isn't looked at."""
_CLAIMS = "get_unverified_claims"
_FAR = 400
_LONGEST = 8_000
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@lru_cache(maxsize=1)
def _by_word() -> dict[str, tuple[Spot, ...]]:
    words = {one.word for one in SPOTS}
    return {word: tuple(one for one in SPOTS if one.word == word) for word in words}


def loosened(reading: Reading) -> Iterator[Found]:
    """The settings of a module that switch a check off or open it to everybody."""
    module = reading.module
    places = screen.loosening_places(module.text)
    told: set[int] = set()
    for (start, end, last), trail in zip(
        places, module.around((start, end) for start, end, _ in places), strict=True
    ):
        for spot in _by_word().get(module.text[start:end], ()):
            held = _held(reading, spot, start, end, trail)
            if held is None or held.id in told or not _accompanied(reading, spot):
                continue
            told.add(held.id)
            detail = " ".join(module.text[start:last].replace('"', "").replace("'", "").split())
            detail = _closed(detail.rstrip(",)"))
            sure = _sureness(reading, spot, start)
            stated = reading.stated(held, sure)
            change = GuardChange(**stated, guard=spot.what, path="", detail=detail)
            yield Found(held.start_byte, held.start_byte, [change])
            break


def _closed(code: str) -> str:
    """Code that was cut off, with the brackets closed that it opens."""
    left: list[str] = []
    for character in code:
        if character in _CLOSING:
            left.append(_CLOSING[character])
        elif left and character == left[-1]:
            left.pop()
    return code + "".join(reversed(left))


def _sureness(reading: Reading, spot: Spot, start: int) -> Confidence:
    """How sure it is that nobody asked for it, and that the check isn't made elsewhere.

    `if insecure:` asks for it. Who looks into a token to choose the key decodes it once more.
    """
    place = place_of(reading.module, start)
    if any(_asks_for(reading, one) for one in of_branches(reading.module, place)):
        return Confidence.LOW
    if spot.what is not Loosens.TOKEN or not place.definitions:
        return Confidence.HIGH
    code = reading.module.code(place.definitions[-1])[:_LONGEST]
    unchecked = max(len(_UNCHECKED.findall(code)), spot.word != _CLAIMS)
    checked = len(_DECODING.findall(code)) - unchecked
    return Confidence.LOW if checked > 0 else Confidence.HIGH


def _asks_for(reading: Reading, condition: Condition) -> bool:
    """Whether a condition holds only where somebody wants it, or on a developer's machine."""
    text = reading.module.code(condition.code)[:_FAR]
    asked = asked_environment(text)
    if asked is not None:
        return (asked[0] is EnvironmentKind.PRODUCTION) is (asked[1] is not condition.holds)
    wanted = condition.holds is not bool(_DENIED.match(text))
    words = _ASKED_FOR if wanted else _CHECKED
    return words.search(text) is not None


def _held(reading: Reading, spot: Spot, start: int, end: int, trail: list[Node]) -> Node | None:
    """The statement or the call that a setting stands in, `None` where it is another one's."""
    module = reading.module
    match = _pattern(spot.pattern).match(module.plain, end)
    if match is None:
        return None
    if not spot.calls:
        return next((one for one in trail[:4] if _sets(one, end)), None)
    node = next((one for one in trail[:8] if one.type == "call"), None)
    if node is None:
        return None
    call = call_of(module, node, reading.names.dotted(node)[:-2])
    if ANY_CALL not in spot.calls and call.last not in spot.calls:
        return None
    if spot.without in call.keywords or _HERE.search(module.code(node)[:_FAR]):
        return None
    named = match.groupdict().get("named")
    if named and not _has_value(reading, call, spot):
        return None
    given = any(possibly(reading, call, one, values) for one, values in spot.held)
    return node if given or not spot.held else None


def _has_value(reading: Reading, call: Call, spot: Spot) -> bool:
    """Whether a name, or an attribute that a class gives a value, may stand for a value."""
    given = call.keywords.get(spot.word)
    if given is None or given.type != "attribute":
        return possibly(reading, call, spot.word, spot.values)
    values = (one.value for one in reading.builder.flow.attributes(given))
    return any(one is not None and reading.module.code(one) in spot.values for one in values)


def _sets(node: Node, end: int) -> bool:
    """Whether a node gives a value to what ends at a place: an assignment, an entry."""
    if node.type == "pair":
        return True
    left = node.child_by_field_name("left") if node.type == "assignment" else None
    return left is not None and left.start_byte < end <= left.end_byte


@lru_cache(maxsize=64)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _accompanied(reading: Reading, spot: Spot) -> bool:
    """Whether what must stand in the file does, and the file is one where the setting counts."""
    text = reading.module.text
    if spot.beside and not any(one in text for one in spot.beside):
        return False
    if spot.along and re.search(spot.along, text) is None:
        return False
    return not spot.held_in or re.search(spot.held_in, reading.source.path) is not None
