"""What ways from one module of a project to an object in another lead to: `db.client` elsewhere.

A way is followed through re-exports to the module that makes the object, and is answered there.
What that module must know of others for it is asked first: a bounded number of modules deep, and a
way that leads back to itself stands for nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from guardrail.definitions import Given, KnownObject
from guardrail.patterns import late
from guardrail.project.imports import Imports
from guardrail.project.modules import Modules
from guardrail.project.top_statements import statements_of

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.offered import Found, Offers

DEEPEST = 5
"""Over how many modules a way is followed that leads from one to the next."""

MOST = 100
"""How many ways into one module are followed for one text."""

_ROUNDS = 3
_HEAD = late(r"\w+")
_BASES = late(r"class \w+\s*\(([^()]*)\)")

Ask = Callable[[str, Sequence[str], Given], "Offers"]
"""What ways into the module at a path lead to, where its own imports stand for what is given."""

Constants = Callable[[Iterable[str], str], "dict[str, str]"]
"""The constant texts that names of the module at a path stand for."""


class Abroad:
    """Follows ways to objects. The texts of the modules don't change meanwhile."""

    def __init__(
        self,
        text: Callable[[str], str],
        modules: Modules,
        imports: Callable[[str, str], Imports],
        ask: Ask,
        constants: Constants,
    ) -> None:
        """`text` gives a module's text, `imports` reads its imports, `ask` what it offers."""
        self._text = text
        self._modules = modules
        self._imports = imports
        self._ask = ask
        self._constants = constants
        self._answers: dict[tuple[str, str], Found | None] = {}

    def prepare(self, asked: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Answer the ways of several texts, those into one module all at once."""
        self._answer_all(asked, 0)

    def given(self, path: str, ways: Sequence[str]) -> dict[str, tuple[KnownObject, ...]]:
        """The objects that ways of the text at a path lead to, each by the way that far."""
        self._answer_all([(path, ways)], 0)
        found: dict[str, tuple[KnownObject, ...]] = {}
        for way in ways:
            place = self._place(way, path)
            answer = self._answers.get(place) if place is not None else None
            if answer is not None:
                known, left = answer
                found[way[: len(way) - left]] = known
        return found

    def _answer_all(self, asked: Iterable[tuple[str, Sequence[str]]], depth: int) -> None:
        wanted: dict[str, dict[str, None]] = defaultdict(dict)
        for path, ways in asked:
            for way in ways:
                place = self._place(way, path)
                if place is not None and place not in self._answers:
                    wanted[place[0]].setdefault(place[1])
        for at, rests in wanted.items():
            self._answer(at, list(rests), depth)

    def _answer(self, at: str, ways: Sequence[str], depth: int) -> None:
        # A way that leads back to itself stands for nothing.
        self._answers.update(((at, way), None) for way in ways)
        text = self._text(at) if depth <= DEEPEST else ""
        imports = self._imports(at, text)
        asking = [way for way in ways if self._may_lead(at, text, imports, way)][:MOST]
        if not asking:
            return
        given, known = Given(), {""}
        offers = self._ask(at, asking, given)
        for _ in range(_ROUNDS):
            if known.issuperset((*offers.names, *offers.needs)):
                break
            known.update(offers.names, offers.needs)
            self._answer_all([(at, offers.needs)], depth + 1)
            objects = self.given(at, offers.needs)
            constants = self._constants(offers.names, at)
            new = Given(
                constants=tuple(sorted(constants.items())), objects=tuple(sorted(objects.items()))
            )
            if new == given:
                break
            given = new
            offers = self._ask(at, asking, given)
        self._answers.update(((at, way), one) for way, one in offers.found.items())

    def _place(self, way: str, path: str) -> tuple[str, str] | None:
        """The module that makes what a way leads to, and the way from there on."""
        for _ in range(DEEPEST):
            found = self._modules.find(way, path)
            if found is None or not found[1]:
                return None
            path, rest = found
            head = _HEAD.match(rest)
            if head is None:
                return None
            text = self._text(path)
            imports = self._imports(path, text)
            taken = imports.names.get(head[0])
            way = f"{taken}{rest[head.end() :]}" if taken else ""
            if not taken or self._modules.find(way, path) is None:
                starred = None if _defines(text, head[0]) else self._starred(rest, path, imports)
                return starred or found
        return None

    def _starred(self, rest: str, path: str, imports: Imports) -> tuple[str, str] | None:
        """The module of those that one takes everything from which defines a name."""
        for star in imports.starred:
            found = self._modules.find(f"{star}.{rest}", path)
            head = _HEAD.match(found[1]) if found is not None else None
            if found is not None and head is not None and _defines(self._text(found[0]), head[0]):
                return found
        return None

    def _may_lead(self, at: str, text: str, imports: Imports, way: str) -> bool:
        """Whether it is worth parsing a module for what a way leads to."""
        from guardrail.frontends.python.naming.known_packages import makes_objects

        head = _HEAD.match(way)
        if head is None or head[0] not in text:
            return False
        named = (*imports.names.values(), *imports.modules, *imports.starred)
        if not any(makes_objects(one) or self._modules.find(one, at) for one in named):
            return False
        made = list(statements_of(head[0], text))
        if not made or not all(one.startswith("class ") for one in made):
            return True
        member = way[head.end() :].lstrip("().").split(".", 1)[0].split("(", 1)[0]
        return any(self._may_be(imports, one, member) for one in made)

    def _may_be(self, imports: Imports, body: str, member: str) -> bool:
        """Whether a class may be of a kind, or have a member that is: by its bases and its text."""
        from guardrail.frontends.python.naming.known_packages import is_library, makes_objects

        listed = _BASES.match(body)
        for base in filter(str.strip, listed[1].split(",") if listed is not None else ()):
            head, dot, tail = base.strip().partition("[")[0].partition(".")
            full = f"{imports.names.get(head, head)}{dot}{tail}"
            if makes_objects(full) or not is_library(full):
                return True
        return bool(member) and member in body


def _defines(text: str, name: str) -> bool:
    return any(statements_of(name, text))
