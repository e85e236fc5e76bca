"""Settings that loosen something and secrets that are shown, where these were handed on.

What `loosened` and `told_secrets` find by words of the text they find again in a module in which
the values stand where they are used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail import screen
from guardrail.effects import Effect
from guardrail.frontends.python.evaluation.checks import coming_by, conditions_before
from guardrail.frontends.python.evaluation.evaluator import Evaluator
from guardrail.frontends.python.evaluation.residual import replaced, ways_through
from guardrail.frontends.python.evaluation.rewriting import Range, Rewritten, rewritten
from guardrail.frontends.python.found import Found, Said
from guardrail.frontends.python.functions.depending import gist
from guardrail.frontends.python.reading import Reading
from guardrail.model import Span
from guardrail.patterns import late

Finds = Callable[[Reading], Iterable[Found]]

_MOST_CALLS = 60
_MAY_BE_SECRET = late(r"(?i)environ|getenv|secret|passw|token|key|credential|auth|cookie|header")

_HANDED_ON = late(r"(?<=\w)[\"']?\s*[=:]\s*(?!(?:True|False|None)\b)[^\W\d]")
"""A setting that isn't written out where it stands: `verify=checks`, `"verify": self.checks`."""
_FAR = 80
"""How far from a word another setting of the same call may stand that decides with it."""


def found_by_words(
    evaluator: Evaluator, loosened: Finds, told: Finds, known: Sequence[Found]
) -> list[Found]:
    """What is found besides what is `known` of calls that are given what was handed on.

    `loosened` finds settings, `told` finds secrets.
    """
    text = evaluator.module.text
    words = [
        (start, end)
        for start, end in screen.loosening_words(text)
        if _HANDED_ON.search(text, max(start - _FAR, 0), end + _FAR)
    ]
    found = _found_anew(evaluator, loosened, words, known) if words else []
    places = [(start, end) for start, end, *_ in screen.telling_places(text)]
    if places and _MAY_BE_SECRET.search(text) is not None:
        found += _found_anew(evaluator, told, places, known, _MAY_BE_SECRET)
    return found


def _found_anew(
    evaluator: Evaluator,
    finds: Finds,
    places: Iterable[Range],
    known: Sequence[Found],
    wanted: re.Pattern[str] | None = None,
) -> list[Found]:
    """What is found in calls around some places where values are put in; those `wanted` alone."""
    reading = evaluator.reading
    texts: dict[Range, Sequence[str]] = {}
    within: list[Range] = []
    told_of = [span for one in known for item in one.items for span in _spans(item)]
    for node in _calls(reading, places):
        here = reading.span(node)
        if any(one.start < here.end and here.start < one.end for one in told_of):
            continue
        told = _texts(evaluator, node)
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
    found: list[Found] = []
    most = max(map(len, texts.values()), default=0)
    for way in range(ways_through(reading.module, most)):
        anew = rewritten(reading, {k: v[way % len(v)] for k, v in texts.items()})
        if anew is None:
            continue
        for one in _found(anew, finds, within):
            items = [item for item in one.items if gist(item) not in seen]
            seen |= {gist(item) for item in items}
            found += [replace(one, items=items)] if items else []
        anew.reading.let_go()
    return found


def _spans(item: Said) -> list[Span]:
    """Where an item is told, and the steps on the way there."""
    if not isinstance(item, Effect):
        return []
    return [item.span, *(step.span for step in item.via)]


def _calls(reading: Reading, places: Iterable[Range]) -> Iterator[Node]:
    """The calls that stand around some places."""
    seen: set[int] = set()
    for trail in reading.module.around(sorted(set(places))[:_MOST_CALLS]):
        node = next((one for one in trail[:6] if one.type == "call"), None)
        if node is not None and node.id not in seen:
            seen.add(node.id)
            yield node


def _texts(evaluator: Evaluator, node: Node) -> dict[Range, Sequence[str]]:
    arguments = node.child_by_field_name("arguments")
    if arguments is None:
        return {}
    module = evaluator.module
    found: dict[Range, Sequence[str]] = {}
    conditions = conditions_before(module, node.start_byte)
    for where, told in replaced(evaluator, arguments, None, parameters=True).items():
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
