"""Settings that loosen something and secrets that are shown, where these were handed on.

What `loosened` and `told_secrets` find by words of the text they find again in a module in which
the values stand where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail import screen, screen_settings
from guardrail.effects import Effect, GuardChange
from guardrail.frontends.python.evaluation.checks import coming_by, conditions_before
from guardrail.frontends.python.evaluation.evaluator import Evaluator
from guardrail.frontends.python.evaluation.leaves import SEEN_THROUGH
from guardrail.frontends.python.evaluation.residual import replaced, ways_through
from guardrail.frontends.python.evaluation.rewriting import Range, Rewritten, rewritten
from guardrail.frontends.python.evaluation.spreads import as_arguments, spread_in_calls
from guardrail.frontends.python.evaluation.values import Known
from guardrail.frontends.python.found import Found, Said
from guardrail.frontends.python.functions.callers import ITSELF
from guardrail.frontends.python.functions.depending import gist
from guardrail.frontends.python.reading import Reading
from guardrail.model import Span
from guardrail.patterns import late

Finds = Callable[[Reading], Iterable[Found]]
Texts = dict[Range, Sequence[str]]

_MOST_CALLS = 60
_SETTING = ("call", "assignment")
_SECRET_WORDS = (
    *("environ", "getenv", "secret", "passw", "token", "key", "credential", "auth", "cookie"),
    "header",
)
_MAY_BE_SECRET = late(f"(?i){'|'.join(_SECRET_WORDS)}")


def found_by_words(
    evaluator: Evaluator, loosened: Finds, told: Finds, known: Sequence[Found]
) -> list[Found]:
    """What is found besides what is `known` of calls that are given what was handed on.

    `loosened` finds settings, `told` finds secrets.
    """
    text = evaluator.module.text
    found: list[Found] = []
    if screen_settings.hands_on_settings(text):
        found += _found_anew(evaluator, loosened, _settings(evaluator), known)
    places = [(start, end) for start, end, *_ in screen.telling_places(text)]
    lowered = text.lower() if places else ""
    if any(word in lowered for word in _SECRET_WORDS):
        told_there = _given(evaluator, _calls(evaluator.reading, places), names=False)
        found += _found_anew(evaluator, told, told_there, known, _MAY_BE_SECRET)
    return found


def _found_anew(
    evaluator: Evaluator,
    finds: Finds,
    given: Iterable[tuple[Node, Texts]],
    known: Sequence[Found],
    wanted: re.Pattern[str] | None = None,
) -> list[Found]:
    """What is found in some calls and statements where values are put in; those `wanted` alone."""
    reading = evaluator.reading
    texts: Texts = {}
    within: list[Range] = []
    told_of = [span for one in known for item in one.items for span in _spans(item)]
    for node, told in given:
        here = reading.span(node)
        if any(one.start < here.end and here.start < one.end for one in told_of):
            continue
        if wanted is None:
            # A setting that is one thing or another somebody chooses.
            told = {where: each for where, each in told.items() if len(set(each)) == 1}
        if wanted is not None and not any(
            wanted.search(one) for each in told.values() for one in each
        ):
            continue
        if told:
            texts.update(told)
            within.append((node.start_byte, node.end_byte))
    seen = {gist(item) for one in known for item in one.items}
    # An entry of a dictionary is told where it stands, and not again where that is handed on to.
    entries = {_guard(item) for one in known for item in one.items if _is_entry(item)}
    found: list[Found] = []
    most = max(map(len, texts.values()), default=0)
    for way in range(ways_through(reading.module, most)):
        anew = rewritten(reading, {k: v[way % len(v)] for k, v in texts.items()})
        if anew is None:
            continue
        for one in _found(anew, finds, within):
            items = [item for item in one.items if gist(item) not in seen]
            items = [item for item in items if _guard(item) not in entries]
            seen |= {gist(item) for item in items}
            found += [replace(one, items=items)] if items else []
        anew.reading.let_go()
    return found


def _is_entry(item: Said) -> bool:
    return isinstance(item, GuardChange) and ": " in item.detail


def _guard(item: Said) -> str:
    return item.guard if isinstance(item, GuardChange) else ""


def _spans(item: Said) -> list[Span]:
    """Where an item is told, and the steps on the way there."""
    if not isinstance(item, Effect):
        return []
    return [item.span, *(step.span for step in item.via)]


def _calls(reading: Reading, places: Iterable[Range], *, settings: bool = False) -> Iterator[Node]:
    """The calls that stand around some places; with `settings` the assignments there, too."""
    seen: set[int] = set()
    kinds = _SETTING if settings else ("call",)
    for trail in reading.module.around(sorted(set(places))[:_MOST_CALLS]):
        node = next((one for one in trail[:6] if one.type in kinds), None)
        if node is not None and node.id not in seen and not _is_local(reading, node):
            seen.add(node.id)
            yield node


def _is_local(reading: Reading, node: Node) -> bool:
    """Whether a statement only keeps a value, in a function's name or its own object."""
    left = node.child_by_field_name("left") if node.type == "assignment" else None
    if left is None:
        return False
    if left.type != "identifier":
        owner = left.child_by_field_name("object")
        return owner is not None and reading.module.code(owner) in ITSELF
    return reading.scopes.at(node.start_byte)[0].node.type == "function_definition"


def _given(
    evaluator: Evaluator, nodes: Iterable[Node], *, names: bool
) -> Iterator[tuple[Node, Texts]]:
    """Calls and assignments with what is to be put into them."""
    for node in nodes:
        part = "right" if node.type == "assignment" else "arguments"
        inside = node.child_by_field_name(part)
        if inside is not None:
            yield node, _texts(evaluator, node, inside, names=names)


def _settings(evaluator: Evaluator) -> Iterator[tuple[Node, Texts]]:
    """Where something is set by a word that may loosen a check, with what is to be put in.

    Entries that a call takes as arguments stand there as these.
    """
    text = evaluator.module.text
    spread: dict[int, tuple[Node, Texts]] = {}
    words = screen_settings.settings_named(text)
    for call, splat in spread_in_calls(evaluator) if words else ():
        told = as_arguments(evaluator, call, splat, words)
        if told and None not in told:
            held = spread.setdefault(call.id, (call, {}))[1]
            held[splat.start_byte, splat.end_byte] = [one for one in told if one is not None]
    places = [
        one for one in screen.loosening_words(text) if screen_settings.is_handed_on(text, *one)
    ]
    nodes = [*_calls(evaluator.reading, places, settings=True)]
    nodes += [call for call, _ in spread.values() if all(one.id != call.id for one in nodes)]
    for node, texts in _given(evaluator, nodes, names=True):
        whole = _nothing(evaluator, node)
        whole.update(spread[node.id][1] if node.id in spread else {})
        kept = {k: v for k, v in texts.items() if not any(_is_in(k, one) for one in whole)}
        yield node, {**kept, **whole}


def _is_in(inner: Range, outer: Range) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _nothing(evaluator: Evaluator, node: Node) -> Texts:
    """What is `None` wherever it comes from: a check that isn't asked for."""
    found: Texts = {}
    inside = node.child_by_field_name("arguments")
    parts = [node] if inside is None else evaluator.module.children(inside)[0]
    for one in parts:
        value = one.child_by_field_name("right" if one.type == "assignment" else "value")
        if value is None or value.type not in SEEN_THROUGH:
            continue
        values = evaluator.values(value)
        if all(isinstance(each, Known) and each.node.type == "none" for each in values):
            found[value.start_byte, value.end_byte] = ["None"]
    return found


def _texts(evaluator: Evaluator, node: Node, inside: Node, *, names: bool) -> Texts:
    module = evaluator.module
    found: Texts = {}
    conditions = conditions_before(module, node.start_byte)
    parts = replaced(evaluator, inside, None, parameters=True, names=names)
    for where, told in parts.items():
        known = coming_by(conditions, module.text[slice(*where)], told)
        if known and None not in told:
            found[where] = known
    return found


def _found(anew: Rewritten, finds: Finds, within: Sequence[Range]) -> Iterator[Found]:
    """What is found in the module now, at the places where the calls were before."""
    for one in finds(anew.reading):
        start = anew.before(one.start)
        if any(low <= start < high for low, high in within):
            yield replace(one, start=start, end=start)
