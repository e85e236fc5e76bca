"""Programs run with a list of arguments: the list as the command line that means the same."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects.guarding import picked_by
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.code.model_deletions import deletion_by_command
from guardrail.frontends.python.readers.code.model_files import file_by_model
from guardrail.frontends.python.readers.code.model_tools import program_by_model, run_for_model
from guardrail.frontends.python.readers.databases.databases_named import database_of, placed_in
from guardrail.frontends.python.readers.filesystem.checked_names import only_names
from guardrail.frontends.python.readers.programs.argument_lists import (
    argument_lists,
    otherwise,
    spread_out,
)
from guardrail.frontends.python.readers.programs.clean_trees import left_where_dirty, throws_away
from guardrail.frontends.python.readers.programs.command_words import (
    lines_around,
    lines_in_turn,
    piped_line,
    spread,
)
from guardrail.frontends.python.readers.programs.emptied_words import empty_otherwise
from guardrail.frontends.python.readers.programs.fed_programs import (
    fed_with,
    in_shell,
    with_input,
)
from guardrail.frontends.python.readers.programs.fetched_programs import run_of_fetched
from guardrail.frontends.python.readers.programs.files_in_turn import files_in_turn
from guardrail.frontends.python.readers.programs.from_requests import command_from_request
from guardrail.frontends.python.readers.programs.inline_texts import (
    inline_text,
    text_for_program,
    text_split,
)
from guardrail.frontends.python.readers.programs.installed_packages import package_from_request
from guardrail.frontends.python.readers.programs.listed_disks import listed_disk
from guardrail.frontends.python.readers.programs.picked_words import picked_word
from guardrail.frontends.python.readers.programs.put_in_place import installed_by
from guardrail.frontends.python.readers.programs.quoting import quoted
from guardrail.frontends.python.readers.programs.selected_workspaces import picked_workspace
from guardrail.frontends.python.readers.programs.started_in import (
    adds_elsewhere,
    directory_of,
    variables_of,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import Rope, only_hole, plain, spelt_out
from guardrail.frontends.python.values.origins import with_origins
from guardrail.knowledge.python.outside import INTERPRETERS
from guardrail.knowledge.python.rows import NOWHERE, RunsProgram
from guardrail.patterns import late
from guardrail.stream import Item

_REMOVES = late(r"(?:sudo\s+(?:-n\s+)?)?rm\s")


def runs_program(reading: Reading, call: Call, row: RunsProgram) -> list[Item] | None:
    """The command line that the call runs, one for each way a text of it may come out."""
    shell = reading.truth(call.keywords.get(row.shell_if)) if row.shell_if else False
    if row.shell_if in call.keywords and shell is None:
        shell = True
    given = call.argument(row.arguments)
    elements = _elements(reading, call, row)
    text = given if shell else inline_text(reading, elements or []) or text_split(reading, given)
    if row.program and text is None:
        text = text_for_program(reading, row.program, call.positional)
    by_model = run_for_model(reading, call, text, "a command line") if text is not None else None
    if by_model is not None:
        return [by_model]
    chosen = None if shell else elements[0] if elements else given
    if chosen is not None and text is None:
        by_model = program_by_model(reading, call, chosen)
        if by_model is not None:
            return [by_model]
    outside = command_from_request(reading, call, text) if text is not None else None
    if outside is None and not shell and elements and (fed := _script_fed(reading, call, elements)):
        outside = command_from_request(reading, call, fed)
    if outside is None and not shell and elements:
        outside = run_of_fetched(reading, call, elements) or file_by_model(reading, call, elements)
        outside = outside or deletion_by_command(reading, call, elements)
        outside = outside or package_from_request(reading, call, elements)
    lines = _lines(reading, call, row, bool(shell))
    outside = outside or listed_disk(reading, call, lines)
    if adds_elsewhere(reading, call.keywords.get(row.directory), elements or ()):
        return [outside] if outside is not None else None
    directory = directory_of(reading, call.keywords.get(row.directory))
    variables = variables_of(reading, call.keywords.get(row.variables))
    where = database_of(reading, elements or ())
    found: list[Item] = [
        placed_in(
            reading.embedded(
                "shell",
                with_origins(reading, line),
                call,
                directory=directory,
                variables=variables,
                guards=(
                    *picked_word(reading, call, line),
                    *picked_workspace(reading, plain(line)),
                    *_looked_for(reading, call, line),
                ),
            ),
            where,
        )
        for told in lines
        for line in spelt_out(told)
        if not only_hole(line)
    ]
    found += files_in_turn(reading, call, lines)
    if elements and not shell:
        found += installed_by(reading, call, elements)
    return [*found, outside] if outside is not None else found or None


def _elements(reading: Reading, call: Call, row: RunsProgram) -> Sequence[Node] | None:
    """The program and its arguments, `None` where they aren't written out."""
    if row.spread:
        return spread(reading, call, row)
    given, apart = call.argument(row.arguments), call.argument(row.apart)
    if given is None:
        return None
    flow = reading.builder.flow
    if apart is not None:
        return [given, *(flow.elements(apart) or ())]
    return flow.elements(given) or next(iter(otherwise(reading, given)), None)


def _script_fed(reading: Reading, call: Call, elements: Sequence[Node]) -> Node | None:
    """The script that an interpreter is given on its standard input: `run(["bash"], input=…)`."""
    words = (reading.known(one).rpartition("/")[2] for one in elements)
    script = all(one in INTERPRETERS or one.startswith("-") for one in words)
    return fed_with(reading, call) if script and elements else None


def _looked_for(reading: Reading, call: Call, line: Rope) -> tuple[str, ...]:
    """The guard that is a look for work that the line would throw away, or at what it names."""
    text = plain(line)
    if throws_away(text):
        return left_where_dirty(reading, call.node)
    if not _REMOVES.match(text) or any(empty_otherwise(reading, one) for one in line):
        return ()
    return (picked_by("name"),) if only_names(reading, line) else ()


def _lines(reading: Reading, call: Call, row: RunsProgram, shell: bool) -> list[Rope]:
    """The command lines of a call, however its row says that it takes them."""
    if row.program:
        return [piped_line(reading, call, row.program)]
    if row.before or row.after:
        return lines_around(reading, call, row)
    if row.spread:
        ways = spread_out(reading, tuple(spread(reading, call, row)))
        told = [line for words in ways for line in lines_in_turn(reading, call, words)]
        return [with_input(reading, call, line) for line in told]
    node = call.argument(row.arguments)
    if node is None:
        return []
    if row.apart != NOWHERE:
        given = call.argument(row.apart)
        if given is None:
            return list(reading.builder.variants(node))
        lists = argument_lists(reading, given) or [(given,)]
        return [line for words in lists for line in lines_in_turn(reading, call, (node, *words))]
    lists = argument_lists(reading, node)
    if not lists:
        return [in_shell(reading, call, node, line) for line in _of_text(reading, node, shell)]
    if shell:
        return [
            in_shell(reading, call, elements[0], line)
            for elements in lists
            for line in reading.builder.variants(elements[0])
        ]
    return [
        with_input(reading, call, line)
        for elements in lists
        for line in lines_in_turn(reading, call, elements)
    ]


def _of_text(reading: Reading, node: Node, shell: bool) -> list[Rope]:
    """A command given as one text: split here, split by a shell, or a program's bare name."""
    node = unwrapped(node)
    value = reading.builder.flow.value(node) or node
    if value.type == "call":
        name = reading.names.dotted(value)[:-2]
        inner = call_of(reading.module, value, name)
        if inner.last == "split":
            if name.endswith("shlex.split") and inner.positional:
                return list(reading.builder.variants(inner.positional[0]))
            receiver = inner.function.child_by_field_name("object")
            if receiver is not None and inner.bare:
                return list(reading.builder.variants(receiver))
    found = reading.builder.variants(node)
    if shell:
        return list(found)
    return [quoted(one) for one in found if plain(one).strip()]
