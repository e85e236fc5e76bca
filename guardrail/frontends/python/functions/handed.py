"""What a function does with one of its own parameters, as a row for the calls of the function."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects.guarding import is_withheld
from guardrail.frontends.python.functions.behind_sudo import behind_sudo
from guardrail.frontends.python.functions.callers import name_in
from guardrail.frontends.python.guarding.guards import guards_of
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.own_tools import tool_around
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.words_around import (
    MOST_WORDS,
    is_known_program,
    listed,
    placed,
    told_words,
)
from guardrail.knowledge.python.receivers import SPELLINGS
from guardrail.knowledge.python.rows import (
    NOWHERE,
    Argument,
    ChangesFile,
    RunsCode,
    RunsProgram,
    RunsText,
)
from guardrail.knowledge.python.text_makers import KEEPERS, Maker, maker_of
from guardrail.model import Step
from guardrail.patterns import late

Handed = RunsText | RunsProgram | RunsCode | ChangesFile

_DEEPEST = 8
_TEXT = late(r"sql|query|statement|stmt|command|cmd|script|ddl|text\b", re.IGNORECASE)
_ITSELF = frozenset(("self", "cls"))
ANYTHING = tuple(sorted({"", *SPELLINGS.values()}))
"""Every kind of receiver: what a wrapper is called on says nothing of what it does."""


class Run(Struct, frozen=True):
    """A call that hands an argument on, as what, and the steps inside of what it calls.

    `label` is what a chain calls it where that isn't the call's own text, `guards` are what holds
    it back inside of what it calls.
    """

    call: Call
    row: Handed
    via: tuple[Step, ...] = ()
    label: str = ""
    guards: tuple[str, ...] = ()

    def steps(self, reading: Reading) -> tuple[Step, ...]:
        """The call itself and where it leads."""
        label = self.label or reading.module.short(self.call.function, 40)
        return (Step(label, reading.span(self.call.node)), *self.via)


class Wrapper(Struct, frozen=True):
    """A function, the class it is a method of ("" for none), and what it does with an argument.

    `shared` is whether other modules can name it.
    """

    function: Node
    name: str
    owner: str
    row: Handed
    via: tuple[Step, ...]
    shared: bool
    guards: tuple[str, ...]


def argument_of(run: Run) -> Node | None:
    """The argument that a call hands on, `None` where none can be told."""
    call, row = run.call, run.row
    if isinstance(row, ChangesFile):
        return call.argument(row.path)
    if isinstance(row, RunsCode):
        return call.argument(row.code)
    node = call.argument(row.text if isinstance(row, RunsText) else row.arguments)
    if node is None and isinstance(row, RunsProgram) and row.spread:
        node = next(iter(call.stars), None)
    return node


def comes_back(row: Handed) -> bool:
    """Whether what a function deletes can be had again."""
    return isinstance(row, ChangesFile) and row.restorable


def _is_put_together(run: Run) -> bool:
    """Whether a program is given its arguments one by one, more than one parameter can be."""
    if not isinstance(run.row, RunsProgram) or not run.row.spread:
        return False
    return len(run.call.positional) + len(run.call.stars) > 1


def wrapper_of(reading: Reading, run: Run, seen: set[tuple[int, str]]) -> Wrapper | None:
    """The function around a call that hands on one of the function's own parameters."""
    call = run.call
    if _is_put_together(run) or tool_around(reading, call.node) is not None:
        return None
    node = argument_of(run)
    parameter, split = _parameter(reading, node) if node is not None else (None, False)
    if parameter is None and node is not None and isinstance(run.row, RunsProgram):
        parameter, run = _between_words(reading, node, run)
    if parameter is None:
        return None
    scope, _, _ = reading.builder.flow.bindings(parameter)
    definitions = place_of(reading.module, call.node.start_byte).definitions
    index = next((i for i, one in enumerate(definitions) if scope and one.id == scope.node.id), -1)
    if index < 0:
        return None
    function = definitions[index]
    name = reading.module.name(parameter)
    # What goes to the bin on one way may be deleted for good on another.
    of_code = " as code" if isinstance(run.row, RunsCode) else ""
    key = (function.id, f"{name} to the bin" if comes_back(run.row) else f"{name}{of_code}")
    if key in seen:
        return None
    seen.add(key)
    handed = _handed(reading, function, name, run, split)
    called = function.child_by_field_name("name")
    if handed is None or called is None:
        return None
    around = definitions[index - 1] if index else None
    owner = None
    if around is not None and around.type == "class_definition":
        owner = around.child_by_field_name("name")
    last, of = reading.module.name(called), reading.module.name(owner) if owner else ""
    if last == "__init__" and of:
        last, of = of, ""
    shared = index == (0 if owner is None else 1) and _is_plain(handed, name)
    shared = shared and not comes_back(handed)
    held = (*run.guards, *guards_of(reading.module, call.node))
    guards = tuple(one for one in held if is_withheld((one,)))
    return Wrapper(function, last, of, handed, run.steps(reading), shared, guards)


def _is_plain(row: Handed, name: str) -> bool:
    """Whether there is no doubt what a function does; the parameter's name may say so."""
    if not isinstance(row, RunsText) or row.certain or row.receivers:
        return True
    return _TEXT.search(name) is not None


def _parameter(reading: Reading, node: Node) -> tuple[Node | None, bool]:
    """The name of a parameter that an expression is, and whether it is split first."""
    split = False
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        if node.type == "identifier":
            found = [*reading.builder.flow.reaching(node)]
            if len(found) > 1:
                # `if sudo: command = f"sudo {command}"`
                found = [one for one in found if not _raises(reading, node, one)]
            last = found[-1] if found else None
            if len(found) != 1 or last is None:
                return None, False
            if last.kind is BindingKind.PARAMETER:
                return node, split
            if last.kind is not BindingKind.ASSIGNED or last.value is None:
                return None, False
            node = behind_sudo(reading, last.value) or last.value
            continue
        if node.type != "call":
            break
        call = reading.call(node)
        below, splits = _below(call)
        if below is None:
            break
        node, split = below, split or splits
    return None, False


def _between_words(reading: Reading, node: Node, run: Run) -> tuple[Node | None, Run]:
    """The parameter that a list of words holds, and the call as one that adds the others.

    Where none stands for several words, all of them are added, the parameters by their places.
    """
    row = run.row
    if not isinstance(row, RunsProgram) or row.program or row.spread or row.apart != NOWHERE:
        return None, run
    words = [*listed(reading, node)]
    among = [number for number, (_, many) in enumerate(words) if many]
    if len(among) != 1 and len(words) > MOST_WORDS:
        return None, run
    told = told_words(reading, [one for one, _ in words], _parameter)
    if not among and not row.before and is_known_program(told):
        parameters = (_parameter(reading, one)[0] for one, _ in words)
        first = next((one for one in parameters if one is not None), None)
        return first, replace(run, row=replace(row, arguments=NOWHERE, before=told))
    parameter = _parameter(reading, words[among[0]][0])[0] if len(among) == 1 else None
    if parameter is None:
        return None, run
    before, after = told[: among[0]], told[among[0] + 1 :]
    added = replace(row, before=row.before + before, after=after + row.after)
    return parameter, replace(run, row=added)


def _raises(reading: Reading, name: Node, binding: Binding) -> bool:
    """Whether a name is bound to what it was before, run with other rights."""
    if binding.kind is not BindingKind.ASSIGNED or binding.value is None:
        return False
    inner = behind_sudo(reading, binding.value)
    return inner is not None and reading.module.code(inner) == reading.module.code(name)


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
    call, row = run.call, run.row
    parameters = function.child_by_field_name("parameters")
    if parameters is None:
        return None
    position, starred = _position_of(reading, parameters, name)
    argument = Argument(max(position, -1), name)
    if isinstance(row, ChangesFile):
        return None if split or starred else replace(row, path=argument)
    if isinstance(row, RunsCode):
        return None if split or starred else replace(row, code=argument)
    if isinstance(row, RunsText):
        sure = row.certain or reading.matching.receiver(call) in row.receivers
        return replace(row, text=argument, receivers=ANYTHING if sure else (), only_if="")
    shell = bool(row.shell_if) and reading.truth(call.keywords.get(row.shell_if)) is True
    if (shell or split) and (row.before or row.after):
        return None
    if shell or split:
        return RunsText(
            names=row.names, example=row.example, language="shell", text=argument, certain=True
        )
    before, after = (
        placed(one, lambda word: _place_of(reading, function, parameters, word))
        for one in (row.before, row.after)
    )
    if row.arguments == NOWHERE and not row.program and before:
        return replace(row, before=before)
    return replace(
        row,
        arguments=Argument(argument.position, "" if starred else name),
        spread=starred,
        before=before,
        after=after,
    )


def _place_of(reading: Reading, function: Node, parameters: Node, name: str) -> tuple[int, str]:
    """Where a parameter stands, and the text that it is by default."""
    bound = reading.scopes.scope_of(function).bindings.get(name, ())
    default = reading.known(bound[0].value) if bound and bound[0].value is not None else ""
    return _position_of(reading, parameters, name)[0], default


def _position_of(reading: Reading, parameters: Node, name: str) -> tuple[int, bool]:
    """Where a parameter stands among those that a call gives, and whether it is starred."""
    position = 0
    for child in reading.module.children(parameters)[0]:
        named = name_in(reading.module, child)
        if named == name:
            # `*argv: str` is a typed parameter with the starred one inside.
            return position, "list_splat_pattern" in (
                child.type,
                *(one.type for one in child.children),
            )
        if child.type in ("list_splat_pattern", "keyword_separator"):
            position = -1_000
        if position or named not in _ITSELF:
            position += named != ""
    return -1, False
