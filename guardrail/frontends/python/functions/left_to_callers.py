"""What a function does by itself, and is told better where it is called: with what that gives.

`def empty(cur, table): cur.execute(f"TRUNCATE {table}")` says nothing of whose rows go, each of its
callers does. So where all of them are known and what they give makes a difference, it is told at
the callers alone: whether other modules call it too is asked of the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.definitions import TOLD, Definition
from guardrail.effects import (
    DataChange,
    Effect,
    PrivilegeChange,
    ResourceChange,
    SchemaChange,
    Scope,
)
from guardrail.effects.guarding import flag_wanted, is_withheld
from guardrail.effects.words import Verb
from guardrail.frontends.python.found import Found, Said
from guardrail.frontends.python.functions.call_by_call import CallByCall
from guardrail.frontends.python.functions.callers import class_around
from guardrail.frontends.python.functions.depending import gist
from guardrail.frontends.python.functions.ways_to_calls import Way, function_and_class
from guardrail.frontends.python.guarding.filled_again import told_as_filled
from guardrail.frontends.python.guarding.way_there import of_branches
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.mentioned import mentions
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.knowledge.python.rows import Row
from guardrail.patterns import late
from guardrail.project.entries import entry_of
from guardrail.stream import Embedded

_HARM = late(
    r"\b(?:TRUNCATE|DROP|NOAUDIT|DISABLE)\b|\bREPLACE\s+(?:TABLE|DATABASE|SCHEMA)\b|\bOVERWRITE\b"
    r"|\bDELETE\s+FROM\s(?!(?s:.*)\bWHERE\b)|\bUPDATE\s(?!(?s:.*)\bWHERE\b)",
    re.IGNORECASE,
)
_COMMAND = late(
    r"\b(?:delete|destroy|terminate|purge|remove|rm|rb)(?:-[\w-]+)?\b|\b(?:down|uninstall)\b"
    r"|\b(?:dropdb|dropuser|mkfs|wipefs|shred|prune|FLUSHALL|FLUSHDB)\b"
    r"|\bpg_restore\b[^\n]{0,400}\s(?:--clean|-c)\b"
)
"""How a command line reads that takes something away, which its arguments say."""
_HARMS = {"sql": (_HARM,), "shell": (_COMMAND, _HARM)}
_LONGEST = 4_000
_MOST = 12
"""From so many callers it is better told once, where it is done."""
_GONE = (Verb.DELETE, Verb.DROP, Verb.TRUNCATE, Verb.OVERWRITE, Verb.UPDATE)
_LIMITED = (Scope.FILTERED, Scope.KEYED)
_ASKED = ("the command ", "the request ", "the event ", "the function ")
"""What runs a function from outside with arguments of its own; a task is called by its flow."""
_SENT = (
    r"{0}(?<![\w.]{0})\s*\.\s*"
    r"(?:delay|apply_async|s|si|submit|map|starmap|expand|partial|remote)\b"
)
_SCRIPT = late(r"^if\s+__name__\s*==", re.MULTILINE)


Alone = tuple[Call, Sequence[Row], Found]
"""A call, the rows of knowledge that are about it, and what it does by itself."""


class LeftToCallers:
    """The calls of a module that are told at their callers instead.

    `gone` are the places of those that nobody but these callers can come to, `definitions` say of
    the others which functions lead to them.
    """

    def __init__(self, reading: Reading, by_call: CallByCall, alone: Sequence[Alone]) -> None:
        """What calls do at their callers is found `by_call`; `alone` is what all do."""
        self._reading = reading
        self._by_call = by_call
        self.gone: set[int] = set()
        self.definitions: list[Definition] = []
        harming = {one.id for one in map(self._around_harm, alone) if one is not None}
        inside = sorted(alone, key=lambda one: one[2].start) if harming else []
        for call, rows, found in inside:
            function = function_and_class(reading.module, call)[0]
            # What goes with the harm belongs with it: the table that is made again.
            if function is not None and function.id in harming and _on_data(found.items):
                self._leave(call, rows, found, function)

    def _around_harm(self, one: Alone) -> Node | None:
        call, _, found = one
        return function_and_class(self._reading.module, call)[0] if harms(found.items) else None

    def _leave(self, call: Call, rows: Sequence[Row], alone: Found, function: Node) -> None:
        reading, by_call = self._reading, self._by_call
        reasons = (one.reason for one in alone.items if isinstance(one, DataChange))
        place = place_of(reading.module, call.node.start_byte)
        asked = (reading.module.code(one.code) for one in of_branches(reading.module, place))
        ways = by_call.ways.to(call, " ".join((*reasons, *asked))[:_LONGEST])
        if not ways or len(ways) > _MOST or not by_call.room_for(ways):
            return
        led = [function, *self._between(one for way in ways for one in way.calls[1:])]
        if any(may_be_run_otherwise(reading.module, one, reading.source.path) for one in led):
            return
        apart = 0
        known = {gist(item) for item in alone.items}
        both: list[Found] = []
        for way in ways:
            found = by_call.in_light_of(way, call, rows)
            if found is None and _opens(alone.items) and self._is_known(way):
                # What one caller opens to everybody another opens to its own office.
                apart += 1
            if found is None or not differ(found.items, alone.items):
                continue
            apart += 1
            if found.items and call.node.start_byte not in by_call.taken:
                filled = told_as_filled(reading, function, found)
                by_call.keep(by_call.led(way, call, filled.items))
                by_call.settled.add(call.node.start_byte)
            elif shared := [one for one in found.items if gist(one) in known]:
                both.append(by_call.led(way, call, shared))
        if apart == len(ways):
            self._tell(alone, led)
            # What a caller leads to just as well isn't told where it is done any more.
            for one in both:
                by_call.keep(one)

    def _is_known(self, way: Way) -> bool:
        """Whether all that the calls of a way give stands there, or is one expression elsewhere."""
        value = self._reading.builder.flow.value
        given = [one.value for each in way.given.values() for one in each.values()]
        return all(one is None or value(one) is not None for one in given)

    def _between(self, calls: Iterable[Call]) -> Iterator[Node]:
        for one in calls:
            around = function_and_class(self._reading.module, one)[0]
            if around is not None:
                yield around

    def _tell(self, alone: Found, led: Sequence[Node]) -> None:
        module = self._reading.module
        shared = [] if is_script(module) else [one for one in led if not is_hidden(module, one)]
        if not shared:
            self.gone.add(alone.start)
        span = self._reading.source.span(alone.start, alone.end)
        names = dict.fromkeys(_name_of(module, one) for one in shared)
        self.definitions += [Definition(name, span, TOLD, -1) for name in names]


def _name_of(module: Module, function: Node) -> str:
    """What other modules call a function, a method with its class."""
    nodes = (class_around(function), function)
    named = (one.child_by_field_name("name") for one in nodes if one is not None)
    return ".".join(module.name(one) for one in named if one is not None)


def _on_data(items: Iterable[Said]) -> bool:
    return any(
        isinstance(one, (Embedded, DataChange, SchemaChange)) or _harms(one) for one in items
    )


def harms(items: Iterable[Said]) -> bool:
    """Whether something is taken away, or opened, of which a caller may say whose it is."""
    return any(_harms(item) and not _is_held(item) for item in items)


def _opens(items: Sequence[Said]) -> bool:
    """Whether rights are handed out, and nothing else is done."""
    return all(isinstance(one, PrivilegeChange) for one in items)


def _is_held(item: Said) -> bool:
    """Whether something holds it back that no caller can set."""
    if isinstance(item, Embedded):
        guards = item.source.surroundings.guards
    else:
        guards = item.guards if isinstance(item, Effect) else ()
    return any(is_withheld((one,)) and not flag_wanted(one) for one in guards)


def _harms(item: Said) -> bool:
    if isinstance(item, Embedded):
        text = item.source.text[:_LONGEST]
        return any(harm.search(text) for harm in _HARMS.get(item.source.language, ()))
    if isinstance(item, DataChange):
        return item.verb in _GONE and item.scope not in _LIMITED
    if isinstance(item, SchemaChange):
        return item.verb is Verb.DROP or item.replace
    if isinstance(item, PrivilegeChange):
        return item.verb is Verb.GRANT
    return isinstance(item, ResourceChange) and item.verb in _GONE


def differ(items: Sequence[Said], alone: Sequence[Said]) -> bool:
    """Whether what a caller leads to is anything else than what is told without it."""
    return {_said(one) for one in items} - {""} != {_said(one) for one in alone} - {""}


def _said(item: Said) -> str:
    if isinstance(item, Embedded):
        values = [one.values for one in item.source.holes]
        return f"{item.source.text} {values} {item.source.surroundings.environment}"
    if isinstance(item, Effect):
        return f"{replace(item, evidence='').identity} {item.environment}"
    return ""


def may_be_run_otherwise(module: Module, function: Node, path: str) -> bool:
    """Whether something in the module runs a function past the calls of it that are seen there."""
    named, owner = function.child_by_field_name("name"), class_around(function)
    if named is None:
        return True
    name = module.name(named)
    if name.startswith("__") and name != "__init__":
        return True
    of = owner.child_by_field_name("name") if owner is not None else None
    if any(mentions(module, name, module.name(of) if of is not None else "")):
        return True
    if re.search(_SENT.format(re.escape(name)), module.plain):
        return True
    around, body = function.parent, function.child_by_field_name("body")
    if around is None or around.type != "decorated_definition" or body is None:
        return False
    bases = owner.child_by_field_name("superclasses") if owner is not None else None
    said = module.text[around.start_byte : body.start_byte]
    entry = entry_of(name, said, module.code(bases) if bases is not None else "", path)
    return entry.startswith(_ASKED)


def is_script(module: Module) -> bool:
    """Whether a module runs by itself: hardly anybody imports its functions."""
    held: bool | None = module.facts.get("runs by itself")
    if held is None:
        held = module.facts["runs by itself"] = _SCRIPT.search(module.text) is not None
    return held


def is_hidden(module: Module, function: Node) -> bool:
    """Whether other modules hardly call a function: by its name, or as it stands in another."""
    named, owner = function.child_by_field_name("name"), class_around(function)
    if named is not None and module.name(named).startswith("_"):
        return True
    node = function.parent if owner is None else owner.parent
    while node is not None and node.type != "function_definition":
        node = node.parent
    return node is not None
