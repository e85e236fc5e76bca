"""Through which commands, tasks and requests a function of the module is reached, and past what.

What asks first on every way there guards what the function does; what only some ways ask doesn't.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Effect
from guardrail.effects.guarding import on_every_way
from guardrail.frontends.python.found import Found, InMigration, Said
from guardrail.frontends.python.functions.callers import calls_of_function, class_around
from guardrail.frontends.python.guarding.guards import guards_of
from guardrail.frontends.python.naming.mentioned import mentions
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.whole_words import whole
from guardrail.model import Step
from guardrail.patterns import late
from guardrail.project.entries import entry_of, may_enter
from guardrail.stream import Embedded

_DEEPEST = 5
_MOST_CALLS = 24
_MOST = 4
_TAKING = ("set_defaults", "PythonOperator", "BranchPythonOperator", "ShortCircuitOperator")
_HANDED_OVER = late(
    rf"(?P<to>{whole(*_TAKING)})\s*\("
    r"(?P<given>[^()]{0,300}?)\b(?:func|python_callable)\s*=\s*(?P<name>\w+)"
)
_STARTED = late(r"\b(?:typer\.run|[Ff]ire\.Fire|cyclopts\.run)\(\s*(?P<name>\w+)")
_RUNNING = (re.compile(r"\n[A-Za-z_][\w.]*\("), _HANDED_OVER)
"""What may run functions of a text besides what stands above them."""


class Way(Struct, frozen=True):
    """One way to a function: what runs it (`None` where nobody is known to), past which guards."""

    entry: Step | None
    guards: tuple[str, ...] = ()


_UNTOLD = Way(None)
"""A way that isn't followed any more: nothing is known to guard it."""


class Reached:
    """Finds the ways to the functions of one module."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._module = reading.module
        self._ways: dict[int, tuple[Way, ...]] = {}
        self._guards: dict[int, tuple[str, ...]] = {}
        self._handed: dict[str, Step] | None = None

    def told(self, function: Node, found: Found) -> Found:
        """What was found in a function, with what leads there and what guards it on every way."""
        ways = self._of(function, 0) if self._anything_runs else ()
        entries = tuple(dict.fromkeys(way.entry for way in ways if way.entry is not None))[:_MOST]
        if not entries:
            return found
        guards = on_every_way([way.guards for way in ways])[:_MOST]
        return replace(found, items=[_with(item, entries, guards) for item in found.items])

    @cached_property
    def _anything_runs(self) -> bool:
        text = self._module.plain
        return may_enter(text) or any(sign.search(text) for sign in _RUNNING)

    def _of(self, function: Node, depth: int) -> tuple[Way, ...]:
        held = self._ways.get(function.id)
        if held is None:
            # What calls itself isn't reached by that.
            self._ways[function.id] = ()
            held = self._ways[function.id] = self._found(function, depth)
        return held

    def _found(self, function: Node, depth: int) -> tuple[Way, ...]:
        owner = class_around(function)
        ways: list[Way] = []
        entry = self._entry(function, owner)
        if entry is not None:
            ways.append(Way(entry))
        calls = calls_of_function(self._reading, function, owner) if depth < _DEEPEST else []
        if len(calls) > _MOST_CALLS:
            ways.append(_UNTOLD)
        for call in calls[:_MOST_CALLS]:
            around = function_around(self._module, call.node)
            if around is not None and around.id == function.id:
                continue
            guards = self._guards_of(call.node)
            if around is None:
                ways.append(Way(Step("the file itself", self._reading.span(call.node)), guards))
                continue
            above = self._of(around, depth + 1) or (Way(None),)
            ways += [replace(way, guards=(*way.guards, *guards)) for way in above]
        if on_every_way([way.guards for way in ways]):
            ways += [Way(None, past) for past in self._handed_on(function, owner)]
        told = tuple(dict.fromkeys(ways))
        most = _MOST_CALLS * 2
        return told if len(told) <= most else (_UNTOLD, *told[:most])

    def _handed_on(self, function: Node, owner: Node | None) -> Iterator[tuple[str, ...]]:
        """What guards each place that hands a function on for somebody to call."""
        named = function.child_by_field_name("name")
        of = owner.child_by_field_name("name") if owner is not None else None
        if named is None:
            return
        spoken = self._module.name(named), self._module.name(of) if of is not None else ""
        yield from (guards_of(self._module, one) for one in mentions(self._module, *spoken))

    def _guards_of(self, call: Node) -> tuple[str, ...]:
        """What guards a call, looked for once: functions of one name share their calls."""
        held = self._guards.get(call.id)
        if held is None:
            held = self._guards[call.id] = guards_of(self._module, call)
        return held

    def _entry(self, function: Node, owner: Node | None) -> Step | None:
        """What runs a function from outside, by what stands around it."""
        named, around = function.child_by_field_name("name"), function.parent
        body = function.child_by_field_name("body")
        if named is None:
            return None
        decorated = around is not None and around.type == "decorated_definition"
        start = around.start_byte if around is not None and decorated else function.start_byte
        end = body.start_byte if body is not None else function.end_byte
        bases = owner.child_by_field_name("superclasses") if owner is not None else None
        label = entry_of(
            self._module.name(named),
            self._module.text[start:end],
            self._module.code(bases) if bases is not None else "",
            self._reading.source.path,
        )
        if label:
            return Step(label, self._reading.span(named))
        return self._handed_over().get(self._module.name(named)) if owner is None else None

    def _handed_over(self) -> dict[str, Step]:
        """The functions that are given to a parser of commands or to an operator, by name."""
        if self._handed is None:
            self._handed = {}
            for found in _HANDED_OVER.finditer(self._module.text):
                what = "command" if found["to"] == "set_defaults" else "task"
                name = found["name"]
                span = self._reading.source.span(*found.span("name"))
                self._handed.setdefault(name, Step(f"the {what} {name}", span))
            for found in _STARTED.finditer(self._module.text):
                span = self._reading.source.span(*found.span("name"))
                self._handed.setdefault(found["name"], Step(f"the command {found['name']}", span))
        return self._handed


def _with(item: Said, entries: tuple[Step, ...], guards: tuple[str, ...]) -> Said:
    if isinstance(item, InMigration):
        return item
    if isinstance(item, Effect):
        return replace(item, reached=entries, guards=_both(guards, item.guards))
    if isinstance(item, Embedded):
        around = item.source.surroundings
        inherited = replace(around, reached=entries, guards=_both(guards, around.guards))
        return Embedded(replace(item.source, surroundings=inherited))
    return item


def _both(outer: tuple[str, ...], inner: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*outer, *inner)))
