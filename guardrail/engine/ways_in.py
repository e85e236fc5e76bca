"""The ways in a text to where something is called: from its commands, tasks and requests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from guardrail.model import Span, Step
from guardrail.project.call_sites import MOST_CALLS, Definitions

MOST = 4
"""How many ways to an effect are told."""

DEEPEST = 3
"""Over how many functions of a text a way leads."""

MOST_CALLERS = 40


class Way(Struct, frozen=True):
    """A way to a call: what runs it, `None` where nothing is known to, and the calls on it."""

    entry: Step | None
    calls: tuple[int, ...]


def ways_in(definitions: Definitions, path: str, spoken: str) -> Iterator[Way]:
    """The ways in a text to the calls of a function, through functions of its own.

    Where there are more than are followed, one of them is past nothing.
    """
    free = Way(None, ())
    waiting: dict[str, list[tuple[int, ...]]] = {spoken: [()]}
    seen = {spoken}
    for _ in range(DEEPEST):
        above: dict[str, list[tuple[int, ...]]] = {}
        if len(waiting) > MOST_CALLERS or any(len(ways) > MOST for ways in waiting.values()):
            yield free
        for name, so_far in [*waiting.items()][:MOST_CALLERS]:
            called = False
            places = [*definitions.calls(name)]
            if len(places) >= MOST_CALLS:
                yield free
            for place, site in places:
                called = called or bool(site.name or site.entry)
                through = [(*calls, place) for calls in so_far][:MOST]
                if site.entry:
                    step = Step(site.entry, Span(path, site.start, site.end))
                    yield from (Way(step, calls) for calls in through)
                elif site.name and "." not in site.name and site.name not in seen:
                    above.setdefault(site.name, []).extend(through)
                elif site.name and site.name not in waiting:
                    yield from (Way(None, calls) for calls in through)
            if not called and name != spoken:
                yield from (Way(None, calls) for calls in so_far)
        seen.update(above)
        waiting = above
    for so_far in waiting.values():
        yield from (Way(None, calls) for calls in so_far)


def by_path(led: Sequence[tuple[str, Way]]) -> dict[str, list[Way]]:
    """Ways in several texts, by the paths of these."""
    found: dict[str, list[Way]] = defaultdict(list)
    for path, way in led:
        found[path].append(way)
    return found
