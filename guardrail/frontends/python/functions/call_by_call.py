"""Calls read once more for each call of the function around them, with what that one gives.

`def _call(self, method, path): self.http.request(method, self.base + path)` does nothing that can
be told by itself; `_call("DELETE", "/servers/7")` does. So a call that depends on parameters of the
function around it is read again for every way to call that function in the module, as if the
parameters had been assigned what is given there, and told at the outermost of these calls. What is
told of the call by itself isn't told again.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.effects import Effect
from guardrail.effects.guarding import flag_wanted
from guardrail.frontends.python.dispatch import aimless, read_call
from guardrail.frontends.python.found import Found, Said
from guardrail.frontends.python.functions.depending import depending, gist, is_open
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.functions.ways_to_calls import MOST_WAYS, Way, WaysToCalls
from guardrail.frontends.python.guarding.guards import guards_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import Row
from guardrail.model import Step
from guardrail.stream import Embedded

_MOST_READ = 96


class CallByCall:
    """Reads the calls of one module that depend on parameters, once for each way to them.

    `taken` are the places of those that were read again, `settled` of those of which more is known
    then.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._read = 0
        self.ways = WaysToCalls(reading)
        self._found: dict[int, Found] = {}
        self.taken: set[int] = set()
        self.settled: set[int] = set()

    @property
    def found(self) -> list[Found]:
        """What was found, at the outermost calls."""
        return list(self._found.values())

    def read(self, call: Call, rows: Sequence[Row], alone: Found | None) -> None:
        """Read a call again along the ways to it; `alone` is what it does by itself."""
        if self._read >= _MOST_READ:
            return
        rows = depending(self._reading, call, rows, alone)
        if not rows:
            return
        for way in self.ways.to(call):
            self.taken.add(call.node.start_byte)
            one = self._along(way, call, rows, alone)
            if one is not None:
                self.keep(one)
                if not all(is_open(item) for item in one.items):
                    self.settled.add(call.node.start_byte)

    def keep(self, one: Found) -> None:
        """Take what was found at an outermost call, behind what was found there before."""
        held = self._found.setdefault(one.start, one)
        if held is not one:
            held.items.extend(one.items)

    def room_for(self, ways: Sequence[Way]) -> bool:
        """Whether these are all the ways to a call, and few enough to be taken."""
        return len(ways) < MOST_WAYS and self._read + len(ways) <= _MOST_READ

    def _along(
        self, way: Way, call: Call, rows: Sequence[Row], alone: Found | None
    ) -> Found | None:
        """What the call does where one way is taken that leads to it."""
        found = self.in_light_of(way, call, rows)
        if found is None:
            return None
        known = {gist(item) for item in alone.items} if alone is not None else set()
        items = [item for item in found.items if gist(item) not in known and not aimless(item)]
        return self.led(way, call, items) if items else None

    def in_light_of(self, way: Way, call: Call, rows: Sequence[Row]) -> Found | None:
        """What a call does where the parameters on one way to it are what that gives them.

        That is nothing where it stands in a branch that isn't taken then.
        """
        self._read += 1
        if self._read > _MOST_READ:
            return None
        reading = in_the_light_of(self._reading, way.given, way.calls[0].node)
        inside = (*way.calls[1:], call)
        if not all(reading.scopes.is_reached(one.node.start_byte) for one in inside):
            return Found(call.node.start_byte, call.function.end_byte, [])
        found = read_call(reading, call, rows)
        self._reading.builder.spend(reading.builder)
        return found

    def led(self, way: Way, call: Call, items: Sequence[Said]) -> Found:
        """What a call does, told at the outermost call of the way that leads to it."""
        reading, outer = self._reading, way.calls[0]
        steps = tuple(
            Step(reading.module.short(one.function, 40), reading.span(one.node))
            for one in (*way.calls, call)
        )
        told = [self._told(item, way, steps) for item in items]
        return Found(outer.node.start_byte, outer.function.end_byte, told)

    def _told(self, item: Said, way: Way, steps: tuple[Step, ...]) -> Said:
        reading, outer = self._reading, way.calls[0]
        if isinstance(item, Embedded):
            source = replace(item.source, via=(*item.source.via[:-1], *steps))
            around = source.surroundings
            guards = (
                *guards_of(reading.module, outer.node),
                *_left_of(around.guards, way, reading),
            )
            around = replace(around, guards=tuple(dict.fromkeys(guards)))
            return Embedded(replace(source, surroundings=around))
        if isinstance(item, Effect):
            stated = reading.stated(outer.node, item.confidence)
            guards = (*stated["guards"], *_left_of(item.guards, way, reading))
            return replace(
                item,
                span=stated["span"],
                via=(*steps, *item.via),
                evidence=reading.digest(stated["evidence"], item.evidence),
                guards=tuple(dict.fromkeys(guards)),
            )
        return item


def _left_of(guards: Sequence[str], way: Way, reading: Reading) -> tuple[str, ...]:
    """The guards that are left where calls on a way set the flags that some of them ask for."""
    return tuple(one for one in guards if not _is_set(flag_wanted(one), way, reading))


def _is_set(flag: str, way: Way, reading: Reading) -> bool:
    name, _, truth = flag.partition("=")
    bound = (given[name].value for given in way.given.values() if name in given) if name else ()
    return any(one is not None and reading.module.code(one) == truth for one in bound)
