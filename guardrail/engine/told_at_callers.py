"""What functions do is told at their callers alone, where no other module calls them too."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from guardrail.definitions import TOLD, Definition
from guardrail.effects import Effect
from guardrail.engine.extract import Fact
from guardrail.engine.jobs import Reading


def handing_on(definitions: Iterable[Definition]) -> list[Definition]:
    """The Definitions of functions of whose calls other modules must know."""
    return [one for one in definitions if one.does != TOLD]


def told_at_callers(readings: Iterable[Reading], texts: Mapping[str, str]) -> None:
    """Leave out of some readings what is told at callers in the same module.

    `texts` are those of the project by path: one of another module that speaks of a function and
    of its module may call it with anything.
    """
    for reading in readings:
        places: dict[int, list[str]] = defaultdict(list)
        for one in reading.definitions:
            if one.does == TOLD:
                places[one.span.start].append(one.name)
        used = {
            name: _is_used(name, reading.path, texts) for led in places.values() for name in led
        }
        gone = {place for place, led in places.items() if not any(used[name] for name in led)}
        if gone:
            reading.facts = [one for one in reading.facts if not _stands_at(one, gone)]
            said = f"{reading.key} told at callers {sorted(gone)}"
            reading.key = hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()


def _is_used(name: str, path: str, texts: Mapping[str, str]) -> bool:
    stem = path.removesuffix("/__init__.py").removesuffix(".py").rpartition("/")[2]
    owner, _, last = name.rpartition(".")
    spoken = re.compile(rf"\b{re.escape(last)}\b")
    # A method is called on objects, whatever module makes them.
    return any(
        at != path and last in text and (owner or stem in text) and spoken.search(text)
        for at, text in texts.items()
    )


def _stands_at(fact: Fact, places: set[int]) -> bool:
    """Whether an effect is told of one of some calls by itself, on no way there."""
    if not isinstance(fact, Effect):
        return False
    return (fact.via[0].span if fact.via else fact.span).start in places
