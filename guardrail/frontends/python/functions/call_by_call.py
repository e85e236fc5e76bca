"""Calls read once more for each call of the function around them, with what that one gives.

`def _call(self, method, path): self.http.request(method, self.base + path)` does nothing that can
be told by itself; `_call("DELETE", "/servers/7")` does. So a call that depends on parameters of the
function around it is read again for every way to call that function in the module, as if the
parameters had been assigned what is given there, and told at the outermost of these calls. What is
told of the call by itself isn't told again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import DataChange, Effect, FileChange, Scope, Verb
from guardrail.effects.guarding import flag_wanted
from guardrail.frontends.python.dispatch import aimless, read_call
from guardrail.frontends.python.found import Found, InMigration, Said
from guardrail.frontends.python.functions.callers import calls_of_function, given_to, parameters_of
from guardrail.frontends.python.functions.in_light import Given, in_the_light_of
from guardrail.frontends.python.guarding.guards import guards_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.programs.fed_programs import fed_with
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.query_sets import of_query_sets, on_self, with_self
from guardrail.frontends.python.source.structure import Block, place_of
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    LetsExpire,
    RunsQuery,
    SignsLink,
)
from guardrail.knowledge.python.rows import (
    Argument,
    ChangesFile,
    ChangesHistory,
    ChangesResource,
    ChangesRows,
    OpensPorts,
    ReplacesTable,
    Row,
    RunsGit,
    RunsProgram,
    RunsText,
    Sends,
    WritesWatchedFile,
)
from guardrail.model import Step
from guardrail.spanmap import HOLE_WORD
from guardrail.stream import Embedded

_NAMES = ("identifier", "attribute")
_NAME = re.compile(r"[^\W\d]\w*")
_DEEPEST = 3
_TOLD_ALONE = (
    *(ChangesResource, OpensPorts, ChangesHistory, ChangesObject),
    *(LetsExpire, SignsLink),
)
_OF_ROWS = (ChangesRows, ChangesData)
_DEPENDING = (
    *(RunsProgram, RunsText, RunsGit, RunsQuery, Sends, ReplacesTable),
    *_TOLD_ALONE,
    *_OF_ROWS,
)
_WATCHED = ("/dev/", ".git", ".claude", ".cursor", "guardrail", "/var/lib/", "/srv/", "/etc/")
"""Files that it matters to write over."""
_MODES = ("0o7", "0o6", "S_IWOTH", "S_IRWXO")
"""Modes of files that may let everybody write."""
_OPEN_END = re.compile(
    rf"\s*(?:DELETE\s+FROM|UPDATE)\s(?:(?!\bWHERE\b).){{1,400}}?\S(?<!FROM)(?<!UPDATE)\s*"
    rf"{HOLE_WORD}\d+\s*;?\s*",
    re.IGNORECASE | re.DOTALL,
)
"""A change of rows that ends with what may be its condition."""
_LEFT_OPEN = re.compile(
    rf"\s*(?:GRANT|VACUUM|ALTER\s+DEFAULT\s+PRIVILEGES)\b.*{HOLE_WORD}|\s*{HOLE_WORD}"
    rf"|\s*ALTER\s+(?:TABLE|ROLE|USER|DATABASE|SCHEMA|SYSTEM)\s+(?:ONLY\s+|IF\s+EXISTS\s+)*\S+\s+"
    rf"(?:SET\s+)?{HOLE_WORD}|\s*SET\s.*{HOLE_WORD}",
    re.IGNORECASE | re.DOTALL,
)
"""What a statement does isn't known by itself: `GRANT {right} ON t TO {role}`, `{verb} TABLE t`."""
_MOST_NAMES = 60
_MOST_READ = 96
_MOST_OF_ONE = 24


class Way(Struct, frozen=True):
    """The calls that lead to a call, outermost first, and what they give on the way."""

    calls: tuple[Call, ...]
    given: Given


class CallByCall:
    """Reads the calls of one module that depend on parameters, once for each way to them.

    `taken` are the places of those that were read again.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._read = 0
        self._callers: dict[int, list[Call]] = {}
        self._found: dict[int, Found] = {}
        self.taken: set[int] = set()

    @property
    def found(self) -> list[Found]:
        """What was found, at the outermost calls."""
        return list(self._found.values())

    def read(self, call: Call, rows: Sequence[Row], alone: Found | None) -> None:
        """Read a call again along the ways to it; `alone` is what it does by itself."""
        if self._read >= _MOST_READ:
            return
        rows = [row for row in rows if _may_depend(self._reading, row)]
        if alone is None and not on_self(self._reading.module, call):
            looped = "for_statement" in {one.owner.type for one in _blocks(self._reading, call)}
            looped = looped or bool(call.stars)
            handed = self._is_handed(call)
            rows = [
                row
                for row in rows
                if not isinstance(row, _OF_ROWS)
                or _writes_over(row, looped)
                or _asks(row, call)
                or (handed and isinstance(row, ChangesRows) and row.verb is Verb.DELETE)
            ]
        if not rows or (
            alone is not None
            and not any(_is_open(row, alone) for row in rows)
            and not self._is_fed(call, rows)
        ):
            return
        for way in self.ways(call):
            self.taken.add(call.node.start_byte)
            one = self._along(way, call, rows, alone)
            if one is not None:
                self.keep(one)

    def _is_handed(self, call: Call) -> bool:
        """Whether a method is called on a parameter: `query.delete()`."""
        held = call.function.child_by_field_name("object")
        function = self.function_around(call)[0]
        if held is None or function is None or held.type != "identifier":
            return False
        return self._reading.module.name(held) in parameters_of(self._reading.module, function)

    def keep(self, one: Found) -> None:
        """Take what was found at an outermost call, behind what was found there before."""
        held = self._found.setdefault(one.start, one)
        if held is not one:
            held.items.extend(one.items)

    def room_for(self, ways: Sequence[Way]) -> bool:
        """Whether these are all the ways to a call, and few enough to be taken."""
        return len(ways) < _MOST_OF_ONE and self._read + len(ways) <= _MOST_READ

    def ways(self, call: Call, condition: str = "") -> list[Way]:
        """The ways to a call through functions of whose parameters what it says is made.

        What it does may hang on them by a `condition` alone.
        """
        found: list[Way] = []
        waiting = [(call, Way((), {}))]
        while waiting and len(found) < _MOST_OF_ONE:
            inner, way = waiting.pop()
            around, owner = self.function_around(inner)
            more = (
                self._calls_of(around, owner)
                if around and self._depends(inner, around, condition)
                else []
            )
            more = [one for one in more if around and not _within(one, around)]
            if (not more or len(way.calls) >= _DEEPEST) and way.calls:
                found.append(way)
            if around is None or len(way.calls) >= _DEEPEST:
                continue
            for one in reversed(more[:_MOST_OF_ONE]):
                given = given_to(self._reading.module, around, one)
                if of_query_sets(self._reading.module, owner):
                    given = with_self(given, around, one)
                waiting.append((one, Way((one, *way.calls), {**way.given, around.id: given})))
        return found

    def function_around(self, call: Call) -> tuple[Node | None, Node | None]:
        """The function that a call stands in, and the class whose method it is."""
        definitions = place_of(self._reading.module, call.node.start_byte).definitions
        if not definitions or definitions[-1].type != "function_definition":
            return None, None
        owner = definitions[-2] if len(definitions) > 1 else None
        if owner is not None and (owner.type != "class_definition" or len(definitions) > 2):
            return None, None
        return definitions[-1], owner

    def _calls_of(self, function: Node, owner: Node | None) -> list[Call]:
        held = self._callers.get(function.id)
        if held is None:
            held = calls_of_function(self._reading, function, owner)
            self._callers[function.id] = held
        return held

    def _is_fed(self, call: Call, rows: Sequence[Row]) -> bool:
        """Whether a program is told what to do on its standard input."""
        runs = any(isinstance(row, RunsProgram) for row in rows)
        return runs and fed_with(self._reading, call) is not None

    def _depends(self, call: Call, function: Node, condition: str) -> bool:
        """Whether what a call says is made of parameters of the function that it stands in."""
        module = self._reading.module
        if on_self(module, call):
            return True
        parameters = parameters_of(module, function)
        if not parameters:
            return False
        if not parameters.keys().isdisjoint(_NAME.findall(condition)):
            return True
        scope = self._reading.scopes.at(call.node.start_byte)[0]
        fed = fed_with(self._reading, call)
        waiting, seen = [call.node, *([fed] if fed is not None else [])], set[str]()
        while waiting and len(seen) < _MOST_NAMES:
            node = waiting.pop()
            for match in _NAME.finditer(module.plain, node.start_byte, node.end_byte):
                name = match[0]
                if name in parameters:
                    return True
                if name not in seen:
                    seen.add(name)
                    put = (*scope.bindings.get(name, ()), *scope.fillings.get(name, ()))
                    waiting += [one.value for one in put if one.value is not None]
        return False

    def _along(
        self, way: Way, call: Call, rows: Sequence[Row], alone: Found | None
    ) -> Found | None:
        """What the call does where one way is taken that leads to it."""
        found = self.in_light_of(way, call, rows)
        if found is None:
            return None
        known = {_gist(item) for item in alone.items} if alone is not None else set()
        items = [item for item in found.items if _gist(item) not in known and not aimless(item)]
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


def _may_depend(reading: Reading, row: Row) -> bool:
    """Whether what a row tells depends on what functions like to be given."""
    if isinstance(row, WritesWatchedFile):
        return True
    if isinstance(row, ChangesFile):
        if row.verb is Verb.CHMOD:
            return any(one in reading.module.text for one in _MODES)
        return row.verb is Verb.DELETE or (row.verb is Verb.OVERWRITE and _names_watched(reading))
    return isinstance(row, _DEPENDING)


def _names_watched(reading: Reading) -> bool:
    """Whether a file that it matters to write over is named in the module: looked for once."""
    facts = reading.module.facts
    if "watched" not in facts:
        facts["watched"] = any(word in reading.module.text for word in _WATCHED)
    return bool(facts["watched"])


def _blocks(reading: Reading, call: Call) -> Sequence[Block]:
    return place_of(reading.module, call.node.start_byte).blocks


def _writes_over(row: Row, looped: bool) -> bool:
    """Whether it hangs on what a call is given what it does: `mode="overwrite"`, an empty key.

    So it does of each that a loop takes, if all there is may be asked for: `drop_keys("*")`.
    """
    if not isinstance(row, ChangesData):
        return False
    return row.verb is Verb.OVERWRITE or row.refuses or (row.each and looped)


def _asks(row: Row, call: Call) -> bool:
    """Whether a row counts where an argument has a value that only a name stands for here."""
    asked = (one for one, _ in row.when) if isinstance(row, ChangesData) else ()
    given = (
        call.argument(one if isinstance(one, Argument) else Argument(-1, one)) for one in asked
    )
    return any(one is not None and one.type in _NAMES for one in given)


def _is_open(row: Row, alone: Found) -> bool:
    """Whether something of what a call does by itself is only known at run time.

    SQL is told by itself as soon as it is known what it does, whatever its tables are called: not
    where its condition is a parameter, `f"DELETE FROM {table} {where}"`.
    """
    if isinstance(row, Sends):
        return True
    if isinstance(row, (*_TOLD_ALONE, ReplacesTable)):
        return False
    if isinstance(row, _OF_ROWS) or any(isinstance(item, DataChange) for item in alone.items):
        return any(
            isinstance(item, DataChange) and item.scope is Scope.UNKNOWN for item in alone.items
        )
    if isinstance(row, RunsText) and row.language == "sql":
        texts = [item.source.text for item in alone.items if isinstance(item, Embedded)]
        return not texts or any(_OPEN_END.fullmatch(one) or _LEFT_OPEN.match(one) for one in texts)
    return any(
        HOLE_WORD in _gist(item) or (isinstance(item, FileChange) and aimless(item))
        for item in alone.items
    )


def _gist(item: Said) -> str:
    """What an item says, without where and how sure."""
    if isinstance(item, InMigration):
        item = item.item
    if isinstance(item, Embedded):
        where = item.source.surroundings.environment.reason
        return f"{item.source.language} {item.source.text} {where}"
    if isinstance(item, Effect):
        return replace(item, evidence="").identity
    return repr(item)


def _within(call: Call, function: Node) -> bool:
    return function.start_byte <= call.node.start_byte < function.end_byte
