"""The words of a list of arguments, put together to the command lines that mean the same."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.frontends.python.functions.bound_commands import FED, command_run, command_word
from guardrail.frontends.python.naming.calls import Call, collected
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.readers.programs.argument_lists import argument_lists
from guardrail.frontends.python.readers.programs.fed_programs import input_of
from guardrail.frontends.python.readers.programs.quoting import command_line
from guardrail.frontends.python.readers.programs.written_programs import written_program
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import Rope, gap, known, only_hole
from guardrail.frontends.python.values.words_around import place_in, program_by_default
from guardrail.knowledge.python.rows import NOWHERE, RunsProgram
from guardrail.spanmap import HOLE_WORD

_MOST_TURNS = 16
_MOST_DEFAULTS = 2
_MOST_WAYS = 8
_PUT_TOGETHER = frozenset(("string", "subscript", "conditional_expression", "binary_operator"))


def spread(reading: Reading, call: Call, row: RunsProgram) -> list[Node]:
    """The words of a command that are the call's own arguments."""
    program = row.arguments.position
    every = list(call.positional)
    if call.stars and call.node.child_by_field_name("function") == call.function:
        arguments = call.node.child_by_field_name("arguments")
        given = collected(reading.module, arguments, 0) if arguments is not None else []
        every = list(reading.builder.flow.spread(given))
    return [*every[program : program + 1], *every[program + 1 + row.first :]]


def lines_in_turn(reading: Reading, call: Call, elements: Sequence[Node]) -> list[Rope]:
    """The command lines of a list, one for each of the texts that its words take in turn.

    Words that several objects give (`step.host, step.line`) belong together by their order.
    """
    words = [words_of(reading, one) for one in elements]
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


def lines_around(reading: Reading, call: Call, row: RunsProgram) -> list[Rope]:
    """The command lines of a function of another module that adds words to what it is given."""
    around = [
        [_told_word(reading, call, word) for word in words] for words in (row.before, row.after)
    ]
    lists: list[tuple[Node, ...]] = [()]
    if row.spread:
        lists = [tuple(spread(reading, call, row))]
    elif row.arguments != NOWHERE:
        node = call.argument(row.arguments)
        lists = argument_lists(reading, node) if node is not None else []
    return [
        command_line([*around[0], *(words_of(reading, one)[0] for one in words), *around[1]])
        for words in lists
    ]


def _told_word(reading: Reading, call: Call, word: str) -> Rope:
    """A word that a function of another module adds, or is given for a parameter of its own."""
    place, text = place_in(word)
    given = call.argument(place) if place != NOWHERE else None
    if given is not None:
        return words_of(reading, given)[0]
    return reading.constant(text, call.function) if text else reading.builder.unknown(call.function)


def words_of(reading: Reading, node: Node) -> Sequence[Rope]:
    """The texts of a word: of an attribute those that each of several objects gives.

    What the environment may say is told by what it is where that says nothing.
    """
    first = word_of(reading, node)
    begins = len(first) > 1 and only_hole(first[:1])
    if not begins and (
        node.type not in ("attribute", "identifier", "call") or command_word(reading, node)
    ):
        return _one_of(reading, node) or (first,)
    found = reading.builder.variants(node)
    if begins:
        return tuple(one for one in found if not only_hole(one[:1]))[:_MOST_DEFAULTS] or (first,)
    if only_hole(first):
        told = tuple(one for one in found if known(one))[:_MOST_DEFAULTS]
        return told or (_elsewhere(reading, node) or first,)
    several = node.type == "attribute" and len(found) > 1 and found[0] == first
    return found if several else (first,)


def _one_of(reading: Reading, node: Node) -> Sequence[Rope]:
    """The texts of a word that is taken out of several: `f"-chdir={FOLDERS[name]}"`."""
    if node.type not in _PUT_TOGETHER:
        return ()
    found = reading.builder.variants(node)
    return found[:_MOST_WAYS] if len(found) > 1 and all(map(known, found)) else ()


def _elsewhere(reading: Reading, node: Node) -> Rope:
    """The folder or file that a setting of another module names: `str(config.root)`."""
    path = path_of(reading, node)
    known_whole = path.startswith(("/", "~/")) and HOLE_WORD not in path
    return reading.constant(path, node) if known_whole else ()


def word_of(reading: Reading, node: Node) -> Rope:
    """The text of one word, a hole where it isn't known."""
    if node.type == "list_splat":
        return reading.builder.unknown(node)
    if node.type == "attribute" and reading.names.dotted(node) == "sys.executable":
        return reading.constant("python", node)
    program = command_word(reading, node)
    if program:
        return reading.constant(program, node)
    return reading.builder.text(node)


def piped_line(reading: Reading, call: Call, program: str) -> Rope:
    """The command line of a program with what it reads: a text, or what another one writes."""
    given, fed = [*call.positional, *call.stars], call.keywords.get(FED)
    if fed is None and given and command_run(reading, given[0])[0] and _is_call(given[0]):
        fed = given.pop(0)
    told = [words_of(reading, one)[0] for one in given]
    line = command_line(
        [reading.constant(program, call.function), *told, *options_of(reading, call)]
    )
    if fed is None:
        return line
    first, words = command_run(reading, fed)
    if first:
        before = [words_of(reading, one)[0] for one in words]
        return (*command_line([reading.constant(first, fed), *before]), gap(" | "), *line)
    text = reading.builder.text(fed)
    return line if only_hole(text) else (*line, *input_of(text))


def _is_call(node: Node) -> bool:
    return unwrapped(node).type == "call"


def options_of(reading: Reading, call: Call) -> list[Rope]:
    """The options that sh makes of arguments by name: `git.push(force=True)`."""
    return [
        reading.constant(f"-{name}" if len(name) == 1 else f"--{name.replace('_', '-')}", node)
        for name, node in call.keywords.items()
        if not name.startswith("_") and reading.truth(node) is True
    ]
