"""What a function does with one of its own parameters, as a row for the calls of the function."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace
from tree_sitter import Node

from guardrail.definitions import Definition
from guardrail.effects import Verb
from guardrail.frontends.python.behind_sudo import behind_sudo
from guardrail.frontends.python.bindings import Binding, BindingKind
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.readers.model_tools import tool_around
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.receivers import SPELLINGS
from guardrail.knowledge.python.rows import Argument, ChangesFile, RunsProgram, RunsText
from guardrail.knowledge.python.text_makers import KEEPERS, Maker, maker_of
from guardrail.model import Step

Handed = RunsText | RunsProgram | ChangesFile

_DEEPEST = 8
_TEXT = re.compile(r"sql|query|statement|stmt|command|cmd|script|ddl|text\b", re.IGNORECASE)
_ITSELF = frozenset(("self", "cls"))
_ANYTHING = tuple(sorted({"", *SPELLINGS.values()}))
"""Every kind of receiver: what a wrapper is called on says nothing of what it does."""


class Run(Struct, frozen=True):
    """A call that hands an argument on, as what, and the steps inside of what it calls.

    `label` is what a chain calls it where that isn't the call's own text.
    """

    call: Call
    row: Handed
    via: tuple[Step, ...] = ()
    label: str = ""

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


def argument_of(run: Run) -> Node | None:
    """The argument that a call hands on, `None` where none can be told."""
    call, row = run.call, run.row
    if isinstance(row, ChangesFile):
        return call.argument(row.path)
    node = call.argument(row.text if isinstance(row, RunsText) else row.arguments)
    if node is None and isinstance(row, RunsProgram) and row.spread:
        node = next(iter(call.stars), None)
    return node


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
    last, of = reading.module.name(called), reading.module.name(owner) if owner else ""
    if last == "__init__" and of:
        last, of = of, ""
    shared = index == (0 if owner is None else 1) and _is_plain(handed, name)
    return Wrapper(function, last, of, handed, run.steps(reading), shared)


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
        call = call_of(reading.module, node, reading.names.dotted(node)[:-2])
        below, splits = _below(call)
        if below is None:
            break
        node, split = below, split or splits
    return None, False


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
    position, starred = 0, False
    for child in reading.module.children(parameters)[0]:
        named = _name_in(reading, child)
        if named == name:
            # `*argv: str` is a typed parameter with the starred one inside.
            starred = "list_splat_pattern" in (child.type, *(one.type for one in child.children))
            break
        if child.type in ("list_splat_pattern", "keyword_separator"):
            position = -1_000
        if position or named not in _ITSELF:
            position += named != ""
    argument = Argument(max(position, -1), name)
    if isinstance(row, ChangesFile):
        return None if split or starred else replace(row, path=argument)
    if isinstance(row, RunsText):
        sure = row.certain or reading.matching.receiver(call) in row.receivers
        return replace(row, text=argument, receivers=_ANYTHING if sure else (), only_if="")
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


def definition_of(reading: Reading, wrapper: Wrapper) -> Definition:
    """What other modules are told of a wrapper."""
    row = wrapper.row
    name = f"{wrapper.owner}.{wrapper.name}" if wrapper.owner else wrapper.name
    span = reading.span(wrapper.function)
    if isinstance(row, ChangesFile):
        return Definition(
            name,
            span,
            "file",
            *row.path,
            verb=str(row.verb),
            recursive=row.recursive,
            via=wrapper.via,
        )
    if isinstance(row, RunsProgram):
        return Definition(
            name,
            span,
            "program",
            *row.arguments,
            spread=row.spread,
            shell_if=row.shell_if,
            via=wrapper.via,
        )
    return Definition(
        name,
        span,
        "text",
        *row.text,
        language=row.language,
        dialect=row.dialect,
        certain=row.certain,
        sure=bool(row.receivers),
        via=wrapper.via,
    )


def row_of(definition: Definition) -> Handed:
    """The row for calls of a function that another module defines."""
    argument = Argument(definition.position, definition.keyword)
    names, example = (definition.name,), ""
    if definition.does == "file":
        return ChangesFile(
            names=names,
            example=example,
            verb=Verb(definition.verb),
            path=argument,
            recursive=definition.recursive,
        )
    if definition.does == "program":
        return RunsProgram(
            names=names,
            example=example,
            arguments=argument,
            spread=definition.spread,
            shell_if=definition.shell_if,
        )
    return RunsText(
        names=names,
        example=example,
        language=definition.language,
        text=argument,
        receivers=_ANYTHING if definition.sure else (),
        certain=definition.certain,
        dialect=definition.dialect,
    )
