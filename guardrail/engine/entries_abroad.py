"""Commands, tasks and requests of one module that lead to what a function of another does."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from guardrail.effects import Effect
from guardrail.engine.extract import Fact
from guardrail.engine.jobs import Reading
from guardrail.model import Span, Step
from guardrail.project.call_sites import Definitions
from guardrail.project.imports import Imports
from guardrail.project.modules import Modules
from guardrail.stream import Enter, Leave, UnitKind

MOST = 4
"""How many ways to an effect are told."""

_DEEPEST = 3
_MOST_CALLERS = 40
Lead = tuple[str, Step]
"""The function of a module, and what leads to it from elsewhere."""


class EntriesAbroad:
    """Finds what leads to the functions of some modules in others of them."""

    def __init__(
        self, texts: Mapping[str, str], imports: Mapping[str, Imports], modules: Modules
    ) -> None:
        """`imports` are those of each text that may hold an entry."""
        self._texts = texts
        self._imports = imports
        self._modules = modules

    def to(self, functions: Mapping[str, Sequence[str]]) -> dict[str, list[Lead]]:
        """What leads to functions, by the paths of their modules."""
        leads: dict[str, list[Lead]] = defaultdict(list)
        targets = {path: dict(self._callers(path, names)) for path, names in functions.items()}
        for path, imports in self._imports.items():
            definitions: Definitions | None = None
            for spoken, at, name in self._used(path, imports, targets):
                definitions = definitions or Definitions(path, self._texts[path])
                for entry in _entries(definitions, path, spoken):
                    leads[at] += [(one, entry) for one in targets[at][name]]
        return leads

    def _callers(self, path: str, names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """The functions of a module that lead to effects, each with those that have them."""
        reached: dict[str, list[str]] = {name: [name] for name in names}
        definitions = Definitions(path, self._texts[path])
        waiting = [(name, name) for name in names]
        for _ in range(_DEEPEST):
            above: list[tuple[str, str]] = []
            for name, effect in waiting[:_MOST_CALLERS]:
                for site in definitions.calling(name.rpartition(".")[2]) if "." not in name else ():
                    held = reached.setdefault(site.name, [])
                    if site.name and effect not in held:
                        held.append(effect)
                        above.append((site.name, effect))
            waiting = above
        yield from reached.items()

    def _used(
        self, path: str, imports: Imports, targets: Mapping[str, Mapping[str, object]]
    ) -> Iterator[tuple[str, str, str]]:
        """The functions that a text imports: how it speaks of them, their module, their name."""
        text = self._texts[path]
        for bound, origin in imports.names.items():
            found = self._modules.find(origin, path)
            if found is None or found[0] == path or found[0] not in targets:
                continue
            at, name = found
            if name in targets[at]:
                yield bound, at, name
            elif not name:
                yield from ((f"{bound}.{one}", at, one) for one in targets[at] if one in text)


def _entries(definitions: Definitions, path: str, spoken: str) -> Iterator[Step]:
    """The entries of a text in which a function is called, or a function that calls it."""
    waiting, seen = [spoken], {spoken}
    for _ in range(_DEEPEST):
        above: list[str] = []
        for one in waiting[:_MOST_CALLERS]:
            for site in definitions.calling(one):
                if site.entry:
                    yield Step(site.entry, Span(path, site.start, site.end))
                elif site.name and "." not in site.name and site.name not in seen:
                    seen.add(site.name)
                    above.append(site.name)
        waiting = above


def functions_with_effects(facts: Iterable[Fact]) -> list[str]:
    """The functions of a module that do something themselves, by their names in it."""
    found: dict[str, None] = {}
    inside: list[Enter] = []
    for fact in facts:
        if isinstance(fact, Enter):
            inside.append(fact)
        elif isinstance(fact, Leave) and inside:
            inside.pop()
        elif isinstance(fact, Effect) and inside and inside[-1].kind is UnitKind.FUNCTION:
            found.setdefault(inside[-1].name)
    return list(found)


def led_to(reading: Reading, leads: Sequence[Lead]) -> None:
    """State in a reading's effects what leads to the functions that they stand in."""
    by_name: dict[str, list[Step]] = defaultdict(list)
    for name, step in leads:
        by_name[name].append(step)
    inside: list[str] = []
    facts: list[Fact] = []
    for fact in reading.facts:
        if isinstance(fact, Enter):
            inside.append(fact.name)
        elif isinstance(fact, Leave) and inside:
            inside.pop()
        elif isinstance(fact, Effect) and inside and inside[-1] in by_name:
            reached = tuple(dict.fromkeys((*fact.reached, *by_name[inside[-1]])))[:MOST]
            fact = replace(fact, reached=reached)
        facts.append(fact)
    reading.facts = facts
    said = repr((reading.key, sorted(by_name.items()))).encode("utf-8", "surrogateescape")
    reading.key = hashlib.sha256(said).hexdigest()


def written_leads(leads: Mapping[str, Sequence[Lead]]) -> dict[str, str]:
    """Leads as plain data, to be kept."""
    return {
        path: json.dumps(
            [[name, one.label, one.span.path, one.span.start, one.span.end] for name, one in led]
        )
        for path, led in leads.items()
    }


def read_leads(plain: Mapping[str, str]) -> dict[str, list[Lead]] | None:
    """The leads of plain data, `None` where it isn't what `written_leads` made."""
    try:
        return {
            path: [
                (str(name), Step(str(label), Span(str(at), int(start), int(end))))
                for name, label, at, start, end in json.loads(line)
            ]
            for path, line in plain.items()
        }
    except (TypeError, ValueError):
        return None
