"""Where in a module functions of some names are called, or handed on to be called."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cached_property

from guardrail.frontends.python.source.passing import PASSES_ON
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.source.whole_words import call_places, whole
from guardrail.patterns import late

Place = tuple[int, int]

_CALLED = late(r"\b([^\W\d]\w*)\s*\(")
_HANDED_ON = late(
    rf"{whole(*PASSES_ON)}\s*\(\s*(?:\w+\.)*([^\W\d]\w*)\s*(?=[,)])"
    r"(?:,\s*(?:\w+\.)*([^\W\d]\w*)\s*(?=[,)]))?"
)
_HANDED_BY_NAME = {
    name: re.compile(rf"{whole(name)}\s*=\s*(?:\w+\.)*([^\W\d]\w*)\s*[,)]")
    for name in ("python_callable", "target", "func")
}
AS_TASKS = (".delay", ".expand", ".map", ".remote", ".send", ".submit")
"""What runs a function later, with what is given: Celery, Airflow, Prefect, Ray, Dramatiq."""
_RUN_LATER = late(r"\b([^\W\d]\w*)(?:" + "|".join(map(re.escape, AS_TASKS)) + r")\(")
_FEW = 20
_NOTE = 2


def places_of_calls(module: Module) -> PlacesOfCalls:
    """What is known of the places of a module's calls, kept with the module."""
    held: PlacesOfCalls | None = module.notes.get(_NOTE)
    if held is None:
        held = module.notes[_NOTE] = PlacesOfCalls(module)
    return held


class PlacesOfCalls:
    """The places of calls in one module.

    The first names are looked for in the text; where many are, all calls are put in order once.
    """

    def __init__(self, module: Module) -> None:
        self._plain = module.plain
        self._asked = 0
        self._last: tuple[Set[str], list[Place]] = (frozenset(), [])

    def called(self, names: Set[str]) -> list[Place]:
        """Where functions and methods of some names are called, or defined, in order."""
        self._asked += len(names)
        if self._asked <= _FEW and "by_name" not in vars(self):
            return [*call_places(self._plain, names)]
        return sorted(place for name in names for place in self.by_name.get(name, ()))

    def used(self, names: Set[str]) -> list[Place]:
        """The same, and where they are handed on to be called: `partial(run, "DROP TABLE t")`.

        So is a task that is to run later: `drop.delay("orders")`.
        """
        if names != self._last[0]:
            handed = {place for name, place in self._handed if name in names}
            called = self.called(names)
            self._last = (names, sorted(handed.union(called)) if handed else called)
        return self._last[1]

    @cached_property
    def by_name(self) -> dict[str, list[Place]]:
        """Where every name of the module is called, or defined."""
        found: dict[str, list[Place]] = {}
        for match in _CALLED.finditer(self._plain):
            found.setdefault(match[1], []).append(match.span(1))
        return found

    @cached_property
    def _handed(self) -> list[tuple[str, Place]]:
        plain = self._plain
        found = [
            (match[1], match.span(1))
            for name, handed in _HANDED_BY_NAME.items()
            if name in plain
            for match in handed.finditer(plain)
        ]
        if any(name in plain for name in PASSES_ON):
            passing = (_HANDED_ON.match(plain, at) for at, _ in call_places(plain, PASSES_ON))
            told = [match for match in passing if match is not None]
            found += [(match[1], match.span(1)) for match in told]
            found += [(match[2], match.span(2)) for match in told if match[2]]
        if any(f"{one}(" in plain for one in AS_TASKS):
            found += [(match[1], match.span(1)) for match in _RUN_LATER.finditer(plain)]
        return found
