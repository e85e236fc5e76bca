"""Checks that are switched off and doors that are opened by a setting: `verify=False`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from tree_sitter import Node

from guardrail import screen
from guardrail.effects import GuardChange
from guardrail.frontends.python.conditions import may_be, possibly
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.guarding.way_there import of_branches
from guardrail.frontends.python.readers.asked_for import asks_for
from guardrail.frontends.python.readers.classes_given import may_be_given
from guardrail.frontends.python.readers.databases_at_home import at_home, text_around
from guardrail.frontends.python.readers.ways_from import from_elsewhere
from guardrail.frontends.python.readers.web.chosen_addresses import chosen_by_request
from guardrail.frontends.python.readers.web.configuration_classes import debugs_in_production
from guardrail.frontends.python.readers.web.logins_that_let_in import LETTING_IN, lets_in
from guardrail.frontends.python.readers.web.settings_of_views import setting_of_view
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.knowledge.python.loosened import SPOTS
from guardrail.knowledge.python.loosened_spots import ANY_CALL, Loosens, Spot, View
from guardrail.knowledge.python.rows import Argument
from guardrail.model import Confidence
from guardrail.patterns import late

_HERE = late(r"https?://(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|testserver)\b")
_AT_WORK = late(r"(?:^|[/_.-])(?:local|dev\w*|tests?|testing|ci|base|example|sample)(?:[/_.-]|$)")
"""Paths of settings that are for those who work on it."""
_FOR_TESTS = late(r"(?:^|_)tests?(?:_|ing|$)|(?:^|[a-z_])Test(?:s|ing)?(?![a-z])|^Test", re.ASCII)
_TESTING = late(r"\bTESTING[\"']?\]?\s*[:=]\s*True\b")
"""How an application is told that it runs in tests, beside what they leave off."""
_SHOWN = late(
    r"\bclass \w*(?i:static|public|media|asset|avatar|thumb|logo|cdn|image)|location\s*=\s*[^\n]*"
    r"(?i:static|public|media|asset|avatar|thumb|logo|cdn|image)"
)
_DECODING = late(r"\bdecode\s*\((?!\s*(?:\)|[\"'](?:utf|ascii|latin)|encoding|errors))")
"""A token is decoded; bytes are too, by a character set."""
_UNCHECKED = late(
    r"\bdecode\s*\([^()]{0,200}(?:verify_signature[\"']?\s*[:=]|\bverify\s*=)\s*False"
)
"""A token is decoded, and it is said at once that its signature isn't looked at."""
_OUT_OF_DATE = late(r"refresh|expired|log_?out|revok|blacklist|denylist|ignore_exp", re.IGNORECASE)
"""What a function is called that takes tokens which are out of date: to renew or to end them."""
_CHOSEN = late(r"[ \t]+if\b")
_SPREAD = "functions whose entries are taken as arguments"
_SPREAD_CALL = late(r"\*\*\s{0,8}([^\W\d]\w{0,80})\s{0,8}\(")
_CLAIMS = "get_unverified_claims"
_FAR = 400
_SHORT = 80
_FEW = 8
_LONGEST = 8_000
_MOST_ENTRIES = 40
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
            held = _held(reading, spot, end, trail)
            if held is None or held.id in told or not _accompanied(reading, spot):
                continue
            if _CHOSEN.match(module.plain, last) is not None:
                # Evaluating tells which it is, where that is known: `False if insecure else True`.
                continue
            told.add(held.id)
            detail = " ".join(module.text[start:last].replace('"', "").replace("'", "").split())
            detail = _closed(detail.rstrip(",)"))
            if spot.takes is not None or spot.view in LETTING_IN:
                detail = module.short(held, _SHORT)
            if held.type == "identifier":
                detail = f"{module.name(held)}()"
            sure = _sureness(reading, spot, start)
            stated = reading.stated(held, sure)
            taken = _taken_by(reading, held) if held.type == "pair" else _kept_in(reading, held)
            via = from_elsewhere(reading, held, taken)
            change = GuardChange(**stated, guard=spot.what, path="", detail=detail, via=via)
            yield Found(held.start_byte, held.start_byte, [change])
            if spot.what is Loosens.STORED_FILES:
                for heir, seems in _heirs(reading, held, spot.word):
                    got = GuardChange(
                        **reading.stated(heir, seems),
                        guard=spot.what,
                        path="",
                        detail=f"{detail} of the class that it is made of",
                    )
                    yield Found(heir.start_byte, heir.start_byte, [got])
            break


def _heirs(reading: Reading, held: Node, word: str) -> Iterator[tuple[Node, Confidence]]:
    """The classes of the module that have an attribute of another one, and set none themselves.

    How sure it is that what they store isn't what a site shows is told by what they say themselves.
    """
    module, around = reading.module, held.parent
    while around is not None and around.type != "class_definition":
        around = around.parent
    named = around.child_by_field_name("name") if around is not None else None
    if named is None:
        return
    base = re.escape(module.name(named))
    made = re.compile(rf"\bclass\s+\w+\([^()\n]*\b{base}\b[^()\n]*\)\s*:")
    places = [one.span() for one in islice(made.finditer(module.plain), _FEW)]
    for trail in module.around(places):
        node = next((one for one in trail if one.type == "class_definition"), None)
        body = node.child_by_field_name("body") if node is not None else None
        if node is None or body is None or re.search(rf"\b{word}\b", module.code(body)):
            continue
        name = node.child_by_field_name("name")
        if name is not None:
            said = f"{module.code(name)} {module.code(body)[:_LONGEST]}"
            yield name, Confidence.LOW if _SHOWN.search(said) else Confidence.HIGH


def _closed(code: str) -> str:
    """Code that was cut off, with the brackets closed that it opens, and none that it doesn't."""
    left: list[str] = []
    told: list[str] = []
    for character in code:
        if character in _CLOSING:
            left.append(_CLOSING[character])
        elif left and character == left[-1]:
            left.pop()
        elif character in _CLOSING.values():
            continue
        told.append(character)
    return "".join((*told, *reversed(left)))


def _sureness(reading: Reading, spot: Spot, start: int) -> Confidence:
    """How sure it is that nobody asked for it, and that the check isn't made elsewhere.

    `if insecure:` asks for it. Who looks into a token to choose the key decodes it once more.
    """
    place = place_of(reading.module, start)
    if any(_FOR_TESTS.search(reading.module.defined(one)) for one in place.definitions):
        return Confidence.LOW
    around = place.definitions[-1] if place.definitions else place.statement
    if _TESTING.search(reading.module.plain, around.start_byte, around.end_byte):
        return Confidence.LOW
    if any(asks_for(reading, one) for one in of_branches(reading.module, place)):
        return Confidence.LOW
    if spot.what is Loosens.STORED_FILES and _meant_for_everybody(reading, start):
        return Confidence.LOW
    if spot.what is not Loosens.TOKEN or not place.definitions:
        return Confidence.HIGH
    if any(_OUT_OF_DATE.search(reading.module.defined(one)) for one in place.definitions):
        return Confidence.LOW
    code = reading.module.code(place.definitions[-1])[:_LONGEST]
    unchecked = max(len(_UNCHECKED.findall(code)), spot.word != _CLAIMS)
    checked = len(_DECODING.findall(code)) - unchecked
    return Confidence.LOW if checked > 0 else Confidence.HIGH


def _meant_for_everybody(reading: Reading, start: int) -> bool:
    """Whether a storage is by its name for what a site shows: `StaticStorage`, `location="media"`.

    Of a settings module that sets it for all of them, nothing says so.
    """
    around = place_of(reading.module, start).definitions
    code = reading.module.code(around[-1])[:_LONGEST] if around else ""
    return _SHOWN.search(code) is not None


def _held(reading: Reading, spot: Spot, end: int, trail: list[Node]) -> Node | None:
    """The statement or the call that a setting stands in, `None` where it is another one's."""
    module = reading.module
    match = _pattern(spot.pattern).match(module.text if spot.in_text else module.plain, end)
    if match is None:
        return None
    if spot.in_text:
        return text_around(reading, trail)
    if spot.view is View.PRODUCTION:
        return debugs_in_production(reading, trail)
    if spot.view in LETTING_IN:
        return lets_in(reading, spot.view, trail)
    if spot.view is not None:
        return setting_of_view(reading, spot.view, trail)
    named = match.groupdict().get("named")
    if not spot.calls:
        held = next((one for one in trail[:4] if _sets(one, end)), None)
        if held is None or at_home(reading, spot, held):
            return None
        if spot.spread and not _is_spread(reading, held):
            return None
        beside = (_beside(reading, held, one, values) for one, values in spot.held)
        if spot.held and not any(beside):
            return None
        if held.type == "function_definition":
            return held.child_by_field_name("name")
        if match.groupdict().get("switch"):
            right = held.child_by_field_name("right")
            return held if right is not None and may_be(reading, right, spot.values) else None
        return held if not named or _is_set_to(reading, held, spot) else None
    node = next((one for one in trail[:8] if one.type == "call"), None)
    if node is None:
        return None
    call = reading.call(node)
    if ANY_CALL not in spot.calls and call.last not in spot.calls:
        return None
    if spot.spread and not _is_spread(reading, node):
        return None
    if spot.without in call.keywords or _HERE.search(module.code(node)[:_FAR]):
        return None
    if at_home(reading, spot, node) or not _is_called(reading, spot.within, node):
        return None
    if named and not _may_be(reading, call.keywords.get(spot.word), spot.values):
        return None
    first = call.positional[0] if call.positional else None
    if spot.chosen and not chosen_by_request(reading, call, first):
        return None
    if spot.takes is not None and not may_be_given(reading, first, spot.takes):
        return None
    given = any(possibly(reading, call, one, values) for one, values in spot.held)
    return node if given or not spot.held else None


def _beside(
    reading: Reading, entry: Node, argument: str | Argument, values: tuple[str, ...]
) -> bool:
    """Whether a dictionary has an entry with one of some values besides another of its entries."""
    above = entry.parent if entry.type == "pair" else None
    for one in reading.module.children(above)[0][:_MOST_ENTRIES] if above is not None else ():
        key, value = one.child_by_field_name("key"), one.child_by_field_name("value")
        if key is not None and value is not None and reading.known(key) == argument:
            return _may_be(reading, value, values)
    return False


def _is_called(reading: Reading, within: str, node: Node) -> bool:
    """Whether the function around a call, or what its value is assigned to, is called so."""
    place = place_of(reading.module, node.start_byte)
    named = [reading.module.defined(one) for one in place.definitions[-1:]]
    left = place.statement.named_children[:1]
    if left and left[0].type == "assignment":
        target = left[0].child_by_field_name("left")
        written = reading.module.code(target) if target is not None else ""
        named.append(written.rpartition(".")[2].strip("'\"]"))
    return not within or any(_pattern(within).search(one) for one in named)


def _is_spread(reading: Reading, entry: Node) -> bool:
    """Whether a call takes what is in a dictionary as its arguments: `get(url, **OPTIONS)`."""
    held = entry if entry.type == "call" else entry.parent
    above = held.parent if held is not None and held.type in ("dictionary", "call") else None
    if above is None or above.type == "dictionary_splat":
        return above is not None
    left = above.child_by_field_name("left") if above.type == "assignment" else None
    named = re.escape(reading.module.code(left)) if left is not None else ""
    return bool(named) and re.search(rf"\*\*\s*{named}(?!\w)", reading.module.plain) is not None


def _taken_by(reading: Reading, entry: Node) -> Node | None:
    """The call that takes the entries of a dictionary which a function gives: `**options()`."""
    around = function_around(reading.module, entry)
    name = reading.module.defined(around) if around is not None else ""
    facts = reading.module.facts
    if _SPREAD not in facts:
        held = {one[1]: one.span() for one in _SPREAD_CALL.finditer(reading.module.plain)}
        facts[_SPREAD] = held
    place = facts[_SPREAD].get(name)
    for trail in reading.module.around([place] if place is not None else []):
        splat = next((n for n, one in enumerate(trail) if one.type == "dictionary_splat"), None)
        return next((one for one in trail[splat or 0 :] if one.type == "call"), None)
    return None


def _kept_in(reading: Reading, statement: Node) -> Node | None:
    """What a class gives a field that something is set to: `session.verify = config.verify`."""
    given = statement.child_by_field_name("right") if statement.type == "assignment" else None
    if given is None or given.type != "attribute":
        return None
    kept = [one.value for one in reading.builder.flow.attributes(given)]
    return kept[0].parent if len(kept) == 1 and kept[0] is not None else None


def _is_set_to(reading: Reading, statement: Node, spot: Spot) -> bool:
    """Whether an object's attribute, none of the module's own class, may be given a value."""
    left = statement.child_by_field_name("left")
    owner = left.child_by_field_name("object") if left is not None else None
    if owner is None or reading.module.code(owner) in ("self", "cls"):
        return False
    return _may_be(reading, statement.child_by_field_name("right"), spot.values)


def _may_be(reading: Reading, given: Node | None, values: tuple[str, ...]) -> bool:
    """Whether a name, or an attribute that a class gives a value, may stand for a value."""
    if given is None or given.type != "attribute":
        return given is not None and may_be(reading, given, values)
    kept = (one.value for one in reading.builder.flow.attributes(given))
    return any(one is not None and may_be(reading, one, values) for one in kept)


def _sets(node: Node, end: int) -> bool:
    """Whether a node gives a value to what ends at a place: an assignment, an entry, a method."""
    if node.type == "pair":
        return True
    if node.type == "function_definition":
        named = node.child_by_field_name("name")
        return named is not None and named.end_byte == end
    left = node.child_by_field_name("left") if node.type == "assignment" else None
    return left is not None and left.start_byte < end <= left.end_byte


@lru_cache(maxsize=64)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _accompanied(reading: Reading, spot: Spot) -> bool:
    """Whether what must stand in the file does, and the file is one where the setting counts."""
    key = ("accompanied", id(spot))
    held: bool | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = _has_company(reading, spot)
    return held


def _has_company(reading: Reading, spot: Spot) -> bool:
    text = reading.module.text
    if spot.beside and not any(one in text for one in spot.beside):
        return False
    if spot.along and re.search(spot.along, text) is None:
        return False
    if spot.lacking and re.search(spot.lacking, text) is not None:
        return False
    if not spot.held_in or re.search(spot.held_in, reading.source.path) is not None:
        return True
    if not spot.or_along or _AT_WORK.search(reading.source.path) is not None:
        return False
    return re.search(spot.or_along, text) is not None
