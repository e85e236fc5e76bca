"""Programs run with a list of arguments: the list as the command line that means the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects.guarding import picked_by
from guardrail.frontends.python.functions.bound_commands import command_word
from guardrail.frontends.python.naming.calls import Call, call_of, collected
from guardrail.frontends.python.readers.code.model_files import file_by_model
from guardrail.frontends.python.readers.code.model_tools import program_by_model, run_for_model
from guardrail.frontends.python.readers.databases.databases_named import database_of, placed_in
from guardrail.frontends.python.readers.filesystem.checked_names import only_names
from guardrail.frontends.python.readers.programs.argument_lists import argument_lists
from guardrail.frontends.python.readers.programs.clean_trees import left_where_dirty, throws_away
from guardrail.frontends.python.readers.programs.fed_programs import in_shell, input_of, with_input
from guardrail.frontends.python.readers.programs.fetched_programs import run_of_fetched
from guardrail.frontends.python.readers.programs.from_requests import command_from_request
from guardrail.frontends.python.readers.programs.picked_words import picked_word
from guardrail.frontends.python.readers.programs.quoting import command_line, quoted
from guardrail.frontends.python.readers.programs.started_in import directory_of, variables_of
from guardrail.frontends.python.readers.programs.written_programs import written_program
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import Rope, known, only_hole, plain, spelt_out
from guardrail.frontends.python.values.origins import with_origins
from guardrail.frontends.python.values.words_around import place_in, program_by_default
from guardrail.knowledge.python.rows import NOWHERE, RunsProgram
from guardrail.stream import Item

_SHELL = re.compile(r"(?:^|/)(?:ba|z|da|k)?sh$|^cmd(?:\.exe)?$|^(?:powershell|pwsh)$")
_MOST_TURNS = 16
_MOST_DEFAULTS = 2
_REMOVES = re.compile(r"(?:sudo\s+(?:-n\s+)?)?rm\s")
_INTERPRETER = re.compile(rf"{_SHELL.pattern}|(?:^|/)python[\d.]*$|^(?:node|perl|ruby)$")
_RUNNING = ("-c", "-lc", "-ec", "/c", "-e")
_SSH_OPTIONS = ("-p", "-i", "-o", "-l", "-F", "-J", "-b", "-c", "-L", "-R", "-D", "-S")


def runs_program(reading: Reading, call: Call, row: RunsProgram) -> list[Item] | None:
    """The command line that the call runs, one for each way a text of it may come out."""
    shell = reading.truth(call.keywords.get(row.shell_if)) if row.shell_if else False
    if row.shell_if in call.keywords and shell is None:
        shell = True
    given = call.argument(row.arguments)
    if row.spread:
        elements: Sequence[Node] | None = _spread(reading, call, row)
    else:
        elements = reading.builder.flow.elements(given) if given is not None else None
        apart = call.argument(row.apart)
        if given is not None and apart is not None:
            elements = [given, *(reading.builder.flow.elements(apart) or ())]
    text = given if shell else _inline(reading, elements or []) or _split(reading, given)
    by_model = run_for_model(reading, call, text, "a command line") if text is not None else None
    if by_model is not None:
        return [by_model]
    chosen = None if shell else elements[0] if elements else given
    if chosen is not None and text is None:
        by_model = program_by_model(reading, call, chosen)
        if by_model is not None:
            return [by_model]
    outside = command_from_request(reading, call, text) if text is not None else None
    if outside is None and not shell and elements:
        outside = run_of_fetched(reading, call, elements) or file_by_model(reading, call, elements)
    lines = _lines(reading, call, row, bool(shell))
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
                guards=(*picked_word(reading, call, line), *_looked_for(reading, call, line)),
            ),
            where,
        )
        for told in lines
        for line in spelt_out(told)
        if not only_hole(line)
    ]
    return [*found, outside] if outside is not None else found or None


def _looked_for(reading: Reading, call: Call, line: Rope) -> tuple[str, ...]:
    """The guard that is a look for work that the line would throw away, or at what it names."""
    text = plain(line)
    if throws_away(text):
        return left_where_dirty(reading, call.node)
    return (picked_by("name"),) if _REMOVES.match(text) and only_names(reading, line) else ()


def _inline(reading: Reading, elements: Sequence[Node]) -> Node | None:
    """The text that a command gives a shell to run: `bash -c TEXT`."""
    words = [reading.known(one) for one in elements[:2]]
    if words[:1] == ["ssh"]:
        return _far_away(reading, elements)
    if len(elements) < 3 or words[1] not in _RUNNING or not _INTERPRETER.search(words[0]):
        return None
    return elements[2]


def _far_away(reading: Reading, elements: Sequence[Node]) -> Node | None:
    """The text that a shell on another machine runs: the last word after the host of `ssh`."""
    plain_words, skipped = 0, False
    for one in elements[1:]:
        word = reading.known(one)
        if not skipped and not word.startswith("-"):
            plain_words += 1
        skipped = word in _SSH_OPTIONS
    return elements[-1] if plain_words > 1 else None


def _split(reading: Reading, node: Node | None) -> Node | None:
    """The name of a text that is split into a whole command: `shlex.split(command)`."""
    value = reading.builder.flow.value(node) or node if node is not None else None
    if value is None or value.type != "call":
        return None
    call = call_of(reading.module, value, reading.names.dotted(value)[:-2])
    owner = None if call.positional else call.function.child_by_field_name("object")
    inner = (call.positional[0] if call.positional else owner) if call.last == "split" else None
    return inner if inner is not None and inner.type == "identifier" else None


def _lines(reading: Reading, call: Call, row: RunsProgram, shell: bool) -> list[Rope]:
    if row.program:
        told = reading.constant(row.program, call.function)
        return [
            command_line(
                [told, *(_word(reading, one) for one in call.positional), *_options(reading, call)]
            )
        ]
    if row.before or row.after:
        return _within(reading, call, row)
    if row.spread:
        return _in_turn(reading, call, _spread(reading, call, row))
    node = call.argument(row.arguments)
    if node is None:
        return []
    if row.apart != NOWHERE:
        given = call.argument(row.apart)
        if given is None:
            return list(reading.builder.variants(node))
        lists = argument_lists(reading, given) or [(given,)]
        return [line for words in lists for line in _in_turn(reading, call, (node, *words))]
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
        for line in _in_turn(reading, call, elements)
    ]


def _within(reading: Reading, call: Call, row: RunsProgram) -> list[Rope]:
    """The command lines of a function of another module that adds words to what it is given."""
    around = [
        [_told_word(reading, call, word) for word in words] for words in (row.before, row.after)
    ]
    lists: list[tuple[Node, ...]] = [()]
    if row.spread:
        lists = [tuple(_spread(reading, call, row))]
    elif row.arguments != NOWHERE:
        node = call.argument(row.arguments)
        lists = argument_lists(reading, node) if node is not None else []
    return [
        command_line([*around[0], *(_words(reading, one)[0] for one in words), *around[1]])
        for words in lists
    ]


def _told_word(reading: Reading, call: Call, word: str) -> Rope:
    """A word that a function of another module adds, or is given for a parameter of its own."""
    place, text = place_in(word)
    given = call.argument(place) if place != NOWHERE else None
    if given is not None:
        return _words(reading, given)[0]
    return reading.constant(text, call.function) if text else reading.builder.unknown(call.function)


def _spread(reading: Reading, call: Call, row: RunsProgram) -> list[Node]:
    """The words of a command that are the call's own arguments."""
    program = row.arguments.position
    every = list(call.positional)
    if call.stars and call.node.child_by_field_name("function") == call.function:
        arguments = call.node.child_by_field_name("arguments")
        given = collected(reading.module, arguments, 0) if arguments is not None else []
        every = list(reading.builder.flow.spread(given))
    return [*every[program : program + 1], *every[program + 1 + row.first :]]


def _in_turn(reading: Reading, call: Call, elements: Sequence[Node]) -> list[Rope]:
    """The command lines of a list, one for each of the texts that its words take in turn.

    Words that several objects give (`step.host, step.line`) belong together by their order.
    """
    words = [_words(reading, one) for one in elements]
    if elements and only_hole(words[0][0]) and (told := program_by_default(reading, elements[0])):
        words[0] = (reading.constant(told, elements[0]),)
    written = written_program(reading, call, elements)
    if written is not None:
        # Read from standard input, which is then what was written to the file.
        words[written[0]] = (reading.constant("-", elements[written[0]]),)
        return [(*command_line([one[0] for one in words]), *input_of(written[1]))]
    turns = min(max(map(len, words), default=1), _MOST_TURNS)
    lines = [command_line([one[turn % len(one)] for one in words]) for turn in range(turns)]
    return list(dict.fromkeys(lines))


def _words(reading: Reading, node: Node) -> Sequence[Rope]:
    """The texts of a word: of an attribute those that each of several objects gives.

    What the environment may say is told by what it is where that says nothing.
    """
    first = _word(reading, node)
    begins = node.type == "string" and len(first) > 1 and only_hole(first[:1])
    if not begins and (
        node.type not in ("attribute", "identifier", "call") or command_word(reading, node)
    ):
        return (first,)
    found = reading.builder.variants(node)
    if begins or only_hole(first):
        return tuple(one for one in found if known(one))[:_MOST_DEFAULTS] or (first,)
    several = node.type == "attribute" and len(found) > 1 and found[0] == first
    return found if several else (first,)


def _options(reading: Reading, call: Call) -> list[Rope]:
    """The options that sh makes of arguments by name: `git.push(force=True)`."""
    return [
        reading.constant(f"-{name}" if len(name) == 1 else f"--{name.replace('_', '-')}", node)
        for name, node in call.keywords.items()
        if not name.startswith("_") and reading.truth(node) is True
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


def _word(reading: Reading, node: Node) -> Rope:
    if node.type == "list_splat":
        return reading.builder.unknown(node)
    if node.type == "attribute" and reading.names.dotted(node) == "sys.executable":
        return reading.constant("python", node)
    program = command_word(reading, node)
    if program:
        return reading.constant(program, node)
    return reading.builder.text(node)
