"""Functions of the project that hand a parameter on to be run: `def run(sql): cur.execute(sql)`.

What such a function is given runs where it is called, so that is where it is told: in the module
that holds the function, and in those that import it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import TypeGuard

from tree_sitter import Node

from guardrail.definitions import ROWS, Definition
from guardrail.effects import Verb
from guardrail.frontends.python.functions.callers import ITSELF, has_more_calls, is_of, named_calls
from guardrail.frontends.python.functions.handed import Run, Wrapper, comes_back, wrapper_of
from guardrail.frontends.python.functions.shared_functions import definition_of, guards_in, row_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.code_run import runs_as_given
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.rows import ChangesFile, Row, RunsCode, RunsProgram, RunsText
from guardrail.patterns import late

_LONGEST_WAY = 5
_MOST = 100
_FAR = 600
_CALLING = "().__call__"
_CODE = ("Python source", "a template", "a serialised object", "a YAML document")
"""What somebody may write who isn't the program's author; a module is named by many."""
_TRIED = late(r"\b(?:send2trash|\w*trash|rmtree|unlink|remove|rmdir|rename|replace|move|recycle)\(")
"""What deletes something, or puts it out of the way."""
_CLEANING = frozenset(("except_clause", "except_group_clause", "finally_clause"))


class Disguised:
    """The calls of the project's functions that run what they are given.

    `runs` are these calls, each with a row that says which argument runs and as what;
    `definitions` are the module's own such functions, as other modules may use them. `lost` says
    that there are more of these functions, or longer ways to them, than were followed.
    """

    def __init__(self, reading: Reading, calls: Sequence[Call]) -> None:
        """The calls in disguise of a module, by the calls that known rows are about."""
        self.runs: list[Run] = [*_imported(reading)]
        self.definitions: list[Definition] = []
        self.lost = False
        self._explained: set[int] = set()
        seen: set[tuple[int, str]] = set()
        new = [
            Run(call, row)
            for call in calls
            for row in _about(reading, call)
            if (isinstance(row, (RunsText, RunsProgram)) and not _of_others(reading, call, row))
            or (_deletes(row) and not _cleaning_up(reading, call))
            or _runs_unseen(row, reading, call)
        ]
        new += self.runs
        room = _MOST
        for way in range(_LONGEST_WAY + 1):
            wrappers = ((one, wrapper_of(reading, one, seen)) for one in new)
            found = ((one.call.node.start_byte, each) for one, each in wrappers if each is not None)
            made = list(islice(found, room + 1))
            self.lost = self.lost or len(made) > room or (way == _LONGEST_WAY and bool(made))
            if not made or way == _LONGEST_WAY:
                return
            made = made[:room]
            room -= len(made)
            self.definitions += [definition_of(reading, one) for _, one in made if one.shared]
            # Lists of words are followed within a module where they are put together.
            # So is code: back from where it runs.
            made = [one for one in made if not _adds_words(one[1].row) and not _is_code(one[1])]
            names = {wrapper.name for _, wrapper in made}
            self.lost = self.lost or has_more_calls(reading, names)
            new = list(_calls(reading, [wrapper for _, wrapper in made]))
            called = {id(one.row) for one in new if not isinstance(one.row, ChangesFile)}
            # Where one of the calls gives nothing, the function runs what it has by default.
            called -= {id(one.row) for one in new if one.call.bare}
            self._explained.update(start for start, wrapper in made if id(wrapper.row) in called)
            self.runs += new

    def explains(self, call: Call) -> bool:
        """Whether what a call runs is told where the function around it is called."""
        return call.node.start_byte in self._explained


def _about(reading: Reading, call: Call) -> Sequence[Row]:
    """The rows that name a call in full, where there are some: `subprocess.run` is no hook's."""
    rows = reading.matching.rows(call)
    return [row for row in rows if call.name in row.names] or rows


def _of_others(reading: Reading, call: Call, row: RunsText | RunsProgram) -> bool:
    """Whether a method is called on what is known, and isn't what the row is about."""
    if not isinstance(row, RunsText) or row.certain or not row.receivers:
        return False
    known = reading.matching.known_kinds(call)
    return bool(known) and reading.matching.receiver(call) not in row.receivers


def _deletes(row: Row) -> TypeGuard[ChangesFile]:
    """Whether a row is about deleting the file that an argument names."""
    return isinstance(row, ChangesFile) and row.verb is Verb.DELETE and row.path.keyword != "self"


def _runs_unseen(row: Row, reading: Reading, call: Call) -> TypeGuard[RunsCode]:
    """Whether a row is about code, templates or objects that nobody looks at before they run."""
    if not isinstance(row, RunsCode) or not row.what.startswith(_CODE) or row.of:
        return False
    around = place_of(reading.module, call.node.start_byte).definitions
    # A method is called by a name that many others have.
    return (
        len(around) == 1 and not reading.in_test and runs_as_given(reading, call, row, around[-1])
    )


def _is_code(wrapper: Wrapper) -> bool:
    return isinstance(wrapper.row, RunsCode)


def _adds_words(row: Row) -> bool:
    """Whether a function puts words of its own around what it is given: `["git", *args]`."""
    return isinstance(row, RunsProgram) and bool(row.before or row.after)


def _cleaning_up(reading: Reading, call: Call) -> bool:
    """Whether a call stands where something went wrong before it, and not in its stead.

    What can't be moved to the bin, and is deleted then, was meant to go in the first place.
    """
    blocks = place_of(reading.module, call.node.start_byte).blocks
    cleaning = [block.owner for block in blocks if block.owner.type in _CLEANING]
    return any(not _tried_before(reading, one) for one in cleaning)


def _tried_before(reading: Reading, clause: Node) -> bool:
    """Whether it is a deletion itself that went wrong."""
    body = clause.parent.child_by_field_name("body") if clause.parent is not None else None
    caught = clause.type != "finally_clause" and body is not None
    return caught and body is not None and bool(_TRIED.search(reading.module.code(body)[:_FAR]))


def _calls(reading: Reading, wrappers: Sequence[Wrapper]) -> Iterator[Run]:
    """The calls of the module's own wrappers, in order."""
    by_name: dict[str, list[Wrapper]] = {}
    for wrapper in wrappers:
        by_name.setdefault(wrapper.name, []).append(wrapper)
    for name, call in named_calls(reading, by_name):
        for wrapper in by_name.get(name, ()):
            if is_of(reading, call, wrapper.owner):
                yield Run(call, wrapper.row, wrapper.via)
                if not comes_back(wrapper.row):
                    break


def _imported(reading: Reading) -> Iterator[Run]:
    """The calls of functions that the project defines in other modules, in order."""
    given = reading.source.given
    known = {name: one for name, one in given.functions if one.does != ROWS} if given else {}
    rows = {name: row_of(definition) for name, definition in known.items()}
    for name, call in imported_calls(reading, known):
        definition = known[name]
        label = f"{definition.span.path}:{definition.name}"
        yield Run(call, rows[name], definition.via, label, guards_in(definition, call))


def imported_calls(reading: Reading, known: Mapping[str, Definition]) -> Iterator[tuple[str, Call]]:
    """The calls of functions of other modules by the names that these are known under."""
    if not known:
        return
    words = {name.rsplit(".", 1)[-1] for name in known}
    words |= {alias for alias, name in reading.names.imports.items() if name in known}
    objects = _called_objects(reading, known)
    words |= objects
    for _, call in named_calls(reading, words):
        name = next((one for one in _spoken(reading, call, objects) if one in known), None)
        if name is not None:
            yield name, call


def _called_objects(reading: Reading, known: Mapping[str, Definition]) -> set[str]:
    """The names of objects that are called themselves: `git = Git(repo)`, `git("push")`."""
    classes = {name.removesuffix(_CALLING) for name in known if name.endswith(_CALLING)}
    found: set[str] = set()
    for alias in {name.rpartition(".")[2] for name in classes}.union(
        alias for alias, name in reading.names.imports.items() if name in classes
    ):
        made = re.compile(rf"(\w+)\s*(?::[^=\n]*)?=\s*(?:\w+\.)?{re.escape(alias)}\(")
        found |= {one[1] for one in islice(made.finditer(reading.module.plain), _MOST)}
    return found


def _spoken(reading: Reading, call: Call, objects: Set[str]) -> Iterator[str]:
    """What a call may be called, as the module's imports spell it."""
    yield call.name
    if call.last in objects:
        yield f"{reading.matching.typed(call.function)}.__call__"
    if "." not in call.name:
        if call.name not in reading.scopes.top().bindings:
            yield from (f"{package}.{call.name}" for package in reading.names.starred)
        return
    yield reading.matching.typed(call.function)
    owner, _, method = call.name.rpartition(".")
    if owner in ITSELF:
        for base in _bases(reading, call.node):
            yield f"{base}.{method}"


def _bases(reading: Reading, node: Node) -> Iterator[str]:
    """What the class around a node is derived from."""
    for around in reversed(place_of(reading.module, node.start_byte).definitions):
        if around.type == "class_definition":
            listed = around.child_by_field_name("superclasses")
            bases = reading.module.children(listed)[0] if listed is not None else []
            yield from (reading.names.dotted(base) for base in bases)
            return
