"""Commands, tasks and requests of one module that lead to what a function of another does."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.effects import Effect
from guardrail.effects.guarding import flag_wanted, is_passed, on_every_way
from guardrail.engine.extract import Fact
from guardrail.engine.jobs import Reading
from guardrail.engine.ways_in import DEEPEST, MOST, MOST_CALLERS, Way, by_path, ways_in
from guardrail.model import Span, Step
from guardrail.patterns import late
from guardrail.project.call_sites import Definitions, in_brackets
from guardrail.project.imports import Imports
from guardrail.project.modules import Modules
from guardrail.stream import Enter, Leave, UnitKind

_ASKING = late(
    r"confirm|input\(|prompt|dry|force|yes|env|debug|prod|execute|apply|argv|args\.", re.IGNORECASE
)
"""What a text says that may ask before it calls something."""

_FLAG = late(r"\b(\w+)\s*=\s*(True|False)\b")
_LONGEST_CALL = 600

Entered = tuple[str, Step]
"""The function of a module, and what leads to it from elsewhere."""


class Lead(Struct):
    """What leads to the functions of a module from others, and what guards them on every way.

    `free` are those that something runs, or gives flags, past no guard, with these flags.
    """

    entries: list[Entered] = field(default_factory=list)
    guards: dict[str, tuple[str, ...]] = field(default_factory=dict)
    free: dict[str, tuple[str, ...]] = field(default_factory=dict)


class EntriesAbroad:
    """Finds what leads to the functions of some modules in others of them."""

    def __init__(
        self, texts: Mapping[str, str], imports: Mapping[str, Imports], modules: Modules
    ) -> None:
        """`imports` are those of each text that may hold an entry."""
        self._texts = texts
        self._imports = imports
        self._modules = modules

    def to(self, functions: Mapping[str, Sequence[str]]) -> dict[str, Lead]:
        """What leads to functions, by the paths of their modules."""
        leads: dict[str, Lead] = defaultdict(Lead)
        targets = {path: dict(self._callers(path, names)) for path, names in functions.items()}
        ways: dict[tuple[str, str], list[tuple[str, Way]]] = defaultdict(list)
        for path, imports in self._imports.items():
            definitions: Definitions | None = None
            for spoken, at, name in self._used(path, imports, targets):
                definitions = definitions or Definitions(path, self._texts[path])
                for way in ways_in(definitions, path, spoken):
                    ways[at, name].append((path, way))
                    if way.entry is not None:
                        entered = [(one, way.entry) for one in targets[at][name]]
                        leads[at].entries += entered
                    elif any(self._given([(path, way, ())])):
                        leads.setdefault(at, Lead())
        told = {key: self._told(led) for key, led in ways.items() if key[0] in leads}
        guards = {key: on_every_way([past for _, _, past in led]) for key, led in told.items()}
        for at, lead in leads.items():
            lead.guards = dict(self._guarded(at, targets[at], guards))
            for name in targets[at]:
                free = [one for one in told.get((at, name), ()) if not one[2]]
                given = tuple(self._given(free))
                if name in targets[at][name] and (given or any(one[1].entry for one in free)):
                    lead.free[name] = given
        return leads

    def _told(self, led: Sequence[tuple[str, Way]]) -> list[tuple[str, Way, tuple[str, ...]]]:
        """Ways from other modules, by the paths of these, each with what guards it."""
        from guardrail.frontends.python.functions.guarded_calls import guards_of_places

        told: list[tuple[str, Way, tuple[str, ...]]] = []
        for path, ways in by_path(led).items():
            if not _ASKING.search(self._texts[path]):
                told += [(path, way, ()) for way in ways]
                continue
            places = sorted({place for way in ways for place in way.calls})
            known = dict(zip(places, guards_of_places(self._texts[path], places), strict=True))
            told += [(path, way, tuple(g for p in way.calls for g in known[p])) for way in ways]
        return told

    def _given(self, free: Iterable[tuple[str, Way, tuple[str, ...]]]) -> Iterator[str]:
        """The flags that the calls on some ways give what they lead to: "force=True"."""
        for path, way, _ in free:
            text = self._texts[path]
            called = text[way.calls[0] : way.calls[0] + _LONGEST_CALL] if way.calls else ""
            yield from (f"{name}={truth}" for name, truth in _FLAG.findall(in_brackets(called)))

    def _guarded(
        self,
        at: str,
        targets: Mapping[str, Sequence[str]],
        guards: Mapping[tuple[str, str], tuple[str, ...]],
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The functions of a module that are guarded on every way, with what guards them."""
        for effect in dict.fromkeys(one for led in targets.values() for one in led):
            above = [name for name, led in targets.items() if effect in led]
            # Where its own module calls it, others need not.
            names = [name for name in above if name != effect or (at, name) in guards]
            found = on_every_way([guards.get((at, name), ()) for name in names or above])
            if found and not self._called_besides(at, above):
                yield effect, found

    def _called_besides(self, at: str, names: Sequence[str]) -> bool:
        """Whether a text that holds no entry may call one of some functions."""
        spoken = [f"{name.rpartition('.')[2]}(" for name in names]
        return any(
            path != at and path not in self._imports and any(one in text for one in spoken)
            for path, text in self._texts.items()
        )

    def _callers(self, path: str, names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """The functions of a module that lead to effects, each with those that have them."""
        reached: dict[str, list[str]] = {name: [name] for name in names}
        definitions = Definitions(path, self._texts[path])
        waiting = [(name, name) for name in names]
        for _ in range(DEEPEST):
            above: list[tuple[str, str]] = []
            for name, effect in waiting[:MOST_CALLERS]:
                for site in definitions.calling(name.rpartition(".")[2]) if "." not in name else ():
                    held = reached.setdefault(site.name, [])
                    if effect not in held:
                        held.append(effect)
                        above += [(site.name, effect)] if site.name else []
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
            if name and name in targets[at]:
                yield bound, at, name
            elif not name:
                told = (one for one in targets[at] if one and one in text)
                yield from ((f"{bound}.{one}", at, one) for one in told)


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


def led_to(reading: Reading, lead: Lead) -> None:
    """State in a reading's effects what leads to the functions that they stand in."""
    by_name: dict[str, list[Step]] = defaultdict(list)
    for name, step in lead.entries:
        by_name[name].append(step)
    led = by_name.keys() | lead.free.keys()
    inside: list[str] = []
    facts: list[Fact] = []
    for fact in reading.facts:
        if isinstance(fact, Enter):
            inside.append(fact.name)
        elif isinstance(fact, Leave) and inside:
            inside.pop()
        elif isinstance(fact, Effect) and inside and inside[-1] in led:
            reached = tuple(dict.fromkeys((*fact.reached, *by_name[inside[-1]])))[:MOST]
            # What its own module leads to is another way, and is told with what guards that.
            guards = () if fact.reached else lead.guards.get(inside[-1], ())
            guards = tuple(dict.fromkeys((*_own_guards(reading, lead, fact, inside[-1]), *guards)))
            fact = replace(fact, reached=reached, guards=guards)
        facts.append(fact)
    reading.facts = facts
    said = repr((reading.key, sorted(by_name.items()), *map(sorted, _plain(lead))))
    reading.key = hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()


def _own_guards(reading: Reading, lead: Lead, fact: Effect, name: str) -> tuple[str, ...]:
    """What guards an effect in its own module.

    Something that runs its function from elsewhere passes none of what the module's own callers
    ask, and no flag that it gives itself.
    """
    if name not in lead.free or not fact.guards:
        return fact.guards
    guards = fact.guards
    if fact.reached:
        from guardrail.frontends.python.functions.guarded_calls import guards_of_places

        (here,) = guards_of_places(reading.text.text, [fact.span.start])
        guards = tuple(one for one in guards if one in here or not is_passed(one))
    return tuple(one for one in guards if flag_wanted(one) not in lead.free[name])


def _plain(lead: Lead) -> tuple[Iterable[tuple[str, tuple[str, ...]]], ...]:
    return lead.guards.items(), lead.free.items()


def written_leads(leads: Mapping[str, Lead]) -> dict[str, str]:
    """Leads as plain data, to be kept."""
    return {
        path: json.dumps(
            [
                [
                    [name, one.label, one.span.path, one.span.start, one.span.end]
                    for name, one in lead.entries
                ],
                lead.guards,
                lead.free,
            ]
        )
        for path, lead in leads.items()
    }


def read_leads(plain: Mapping[str, str]) -> dict[str, Lead] | None:
    """The leads of plain data, `None` where it isn't what `written_leads` made."""
    try:
        return {path: _lead(*json.loads(line)) for path, line in plain.items()}
    except (AttributeError, TypeError, ValueError):
        return None


def _lead(
    entries: list[list[str]], guards: dict[str, list[str]], free: dict[str, list[str]]
) -> Lead:
    return Lead(
        [
            (str(name), Step(str(label), Span(str(at), int(start), int(end))))
            for name, label, at, start, end in entries
        ],
        {str(name): tuple(map(str, told)) for name, told in guards.items()},
        {str(name): tuple(map(str, told)) for name, told in free.items()},
    )
