"""The module's own functions that hand a parameter on to be run: `def run(sql): cur.execute(sql)`.

What such a function is given runs where it is called, so that is where it is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tree_sitter import Node

from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.scopes import BindingKind
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.rows import Argument, RunsProgram, RunsText
from guardrail.knowledge.python.text_makers import KEEPERS, Maker, maker_of

Handed = RunsText | RunsProgram
Run = tuple[Call, Handed]

_LONGEST_WAY = 5
_MOST = 100
_MOST_CALLS = 5_000
_DEEPEST = 8
_ITSELF = frozenset(("self", "cls"))


@dataclass(frozen=True, slots=True)
class _Wrapper:
    """A function, the class it is a method of ("" for none), and what it does with an argument."""

    name: str
    owner: str
    row: Handed


class Disguised:
    """The calls of a module's functions that run what they are given.

    `runs` are these calls, each with a row that says which argument runs and as what.
    """

    def __init__(self, reading: Reading, calls: Sequence[Call]) -> None:
        """The calls in disguise of a module, by the calls that known rows are about."""
        self.runs: list[Run] = []
        self._explained: set[int] = set()
        seen: set[tuple[int, str]] = set()
        new = [
            (call, row)
            for call in calls
            for row in reading.matching.rows(call)
            if isinstance(row, (RunsText, RunsProgram))
        ]
        for _ in range(_LONGEST_WAY):
            made = [
                (one[0].node.start_byte, wrapper)
                for one in new
                if len(seen) < _MOST and (wrapper := _wrapper(reading, one, seen)) is not None
            ]
            if not made:
                return
            new = list(_calls(reading, [wrapper for _, wrapper in made]))
            called = {id(row) for _, row in new}
            self._explained.update(start for start, wrapper in made if id(wrapper.row) in called)
            self.runs += new

    def explains(self, call: Call) -> bool:
        """Whether what a call runs is told where the function around it is called."""
        return call.node.start_byte in self._explained


def _wrapper(reading: Reading, run: Run, seen: set[tuple[int, str]]) -> _Wrapper | None:
    """The function around a call that runs one of the function's own parameters."""
    call, row = run
    node = call.argument(row.text if isinstance(row, RunsText) else row.arguments)
    if node is None and isinstance(row, RunsProgram) and row.spread:
        node = next(iter(call.stars), None)
    if node is None:
        return None
    parameter, split = _parameter(reading, node)
    if parameter is None:
        return None
    scope, _, _ = reading.builder.flow.bindings(parameter)
    definitions = place_of(reading.module, call.node.start_byte).definitions
    index = next((i for i, one in enumerate(definitions) if scope and one.id == scope.node.id), -1)
    if index < 0:
        return None
    function = definitions[index]
    name = reading.module.name(parameter)
    if (function.id, name) in seen:
        return None
    seen.add((function.id, name))
    handed = _handed(reading, function, name, run, split)
    called = function.child_by_field_name("name")
    if handed is None or called is None:
        return None
    around = definitions[index - 1] if index else None
    owner = None
    if around is not None and around.type == "class_definition":
        owner = around.child_by_field_name("name")
    of = reading.module.name(owner) if owner is not None else ""
    return _Wrapper(reading.module.name(called), of, handed)


def _parameter(reading: Reading, node: Node) -> tuple[Node | None, bool]:
    """The name of a parameter that an expression is, and whether it is split first."""
    split = False
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        if node.type == "identifier":
            found = reading.builder.flow.reaching(node)
            last = found[-1] if found else None
            if len(found) != 1 or last is None:
                return None, False
            if last.kind is BindingKind.PARAMETER:
                return node, split
            if last.kind is not BindingKind.ASSIGNED or last.value is None:
                return None, False
            node = last.value
            continue
        if node.type != "call":
            break
        call = call_of(reading.module, node, reading.names.dotted(node)[:-2])
        below, splits = _below(call)
        if below is None:
            break
        node, split = below, split or splits
    return None, False


def _below(call: Call) -> tuple[Node | None, bool]:
    """The text that a call gives on nearly as it is, and whether it takes it apart."""
    if call.name == "shlex.split" and call.positional:
        return call.positional[0], True
    if maker_of(call.name) in (Maker.SAME, Maker.DEDENT, Maker.CLEAN) and call.positional:
        return call.positional[0], False
    if call.last in KEEPERS or (call.last == "split" and call.bare):
        return call.function.child_by_field_name("object"), call.last == "split"
    return None, False


def _handed(reading: Reading, function: Node, name: str, run: Run, split: bool) -> Handed | None:
    """The row for calls of the function, which says where they give the parameter."""
    call, row = run
    parameters = function.child_by_field_name("parameters")
    if parameters is None:
        return None
    position, starred = 0, False
    for child in reading.module.children(parameters)[0]:
        named = _name_in(reading, child)
        if named == name:
            starred = child.type == "list_splat_pattern"
            break
        if child.type in ("list_splat_pattern", "keyword_separator"):
            position = -1_000
        if position or named not in _ITSELF:
            position += named != ""
    argument = Argument(max(position, -1), name)
    if isinstance(row, RunsText):
        sure = row.certain or reading.matching.receiver(call) in row.receivers
        # Calls of a function have no receiver that would make them certain.
        return replace(row, text=argument, receivers=("",) if sure else (), only_if="")
    shell = bool(row.shell_if) and reading.truth(call.keywords.get(row.shell_if)) is True
    if shell or split:
        return RunsText(
            names=row.names, example=row.example, language="shell", text=argument, certain=True
        )
    return replace(
        row, arguments=Argument(argument.position, "" if starred else name), spread=starred
    )


def _name_in(reading: Reading, parameter: Node) -> str:
    """The name of a parameter, "" for `*` and `/`."""
    node: Node | None = parameter
    while node is not None and node.type != "identifier":
        node = node.child_by_field_name("name") or next(
            iter(reading.module.children(node)[0]), None
        )
    return reading.module.name(node) if node is not None else ""


def _calls(reading: Reading, wrappers: Sequence[_Wrapper]) -> Iterator[Run]:
    """The calls of wrappers in the module, in order."""
    by_name: dict[str, list[_Wrapper]] = {}
    for wrapper in wrappers:
        by_name.setdefault(wrapper.name, []).append(wrapper)
    module = reading.module
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, sorted(by_name)))})\s*\(")
    places = [match.span(1) for match in pattern.finditer(module.plain)][:_MOST_CALLS]
    for trail in module.around(places):
        function = trail[1] if len(trail) > 2 and trail[1].type == "attribute" else None
        node = trail[2] if function is not None else trail[1] if len(trail) > 1 else None
        if node is None or node.type != "call" or trail[0].type != "identifier":
            continue
        called = function or trail[0]
        call = call_of(module, node, reading.names.dotted(called))
        if call.function.id != called.id:
            continue
        for wrapper in by_name.get(module.name(trail[0]), ()):
            if _is_of(reading, call, wrapper):
                yield call, wrapper.row
                break


def _is_of(reading: Reading, call: Call, wrapper: _Wrapper) -> bool:
    """Whether a call is one of the wrapper, and not of another function of its name."""
    if call.function.type != "attribute":
        return not wrapper.owner
    owner = call.function.child_by_field_name("object")
    if owner is None or not wrapper.owner:
        return False
    name = reading.names.dotted(owner)
    made = reading.matching.typed(owner)
    return name in _ITSELF or wrapper.owner in (name, made.removesuffix("()"))
