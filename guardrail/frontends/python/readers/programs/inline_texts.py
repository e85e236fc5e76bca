"""The text in a command that a shell or an interpreter is given to run: `bash -c TEXT`."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_SHELL = late(r"(?:^|/)(?:ba|z|da|k)?sh$|^cmd(?:\.exe)?$|^(?:powershell|pwsh)$")
_INTERPRETER = late(rf"{_SHELL.pattern}|(?:^|/)python[\d.]*$|^(?:node|perl|ruby)$")
_RUNNING = ("-c", "-lc", "-ec", "/c", "-e")
_SSH_OPTIONS = ("-p", "-i", "-o", "-l", "-F", "-J", "-b", "-c", "-L", "-R", "-D", "-S")


def inline_text(reading: Reading, elements: Sequence[Node]) -> Node | None:
    """The text that a command gives a shell to run: `bash -c TEXT`."""
    words = [reading.known(one) for one in elements[:2]]
    if words[:1] == ["ssh"]:
        return _far_away(reading, elements)
    if len(elements) < 3 or words[1] not in _RUNNING or not _INTERPRETER.search(words[0]):
        return None
    return elements[2]


def text_for_program(reading: Reading, program: str, given: Sequence[Node]) -> Node | None:
    """The same of a function that stands for a shell: `sh.bash("-c", TEXT)`."""
    if program == "ssh":
        return _far_away(reading, [given[0], *given]) if given else None
    if (
        len(given) < 2
        or reading.known(given[0]) not in _RUNNING
        or not _INTERPRETER.search(program)
    ):
        return None
    return given[1]


def text_split(reading: Reading, node: Node | None) -> Node | None:
    """The name of a text that is split into a whole command: `shlex.split(command)`."""
    value = reading.builder.flow.value(node) or node if node is not None else None
    if value is None or value.type != "call":
        return None
    call = reading.call(value)
    owner = None if call.positional else call.function.child_by_field_name("object")
    inner = (call.positional[0] if call.positional else owner) if call.last == "split" else None
    return inner if inner is not None and inner.type == "identifier" else None


def _far_away(reading: Reading, elements: Sequence[Node]) -> Node | None:
    """The text that a shell on another machine runs: the last word after the host of `ssh`."""
    plain_words, skipped = 0, False
    for one in elements[1:]:
        word = reading.known(one)
        if not skipped and not word.startswith("-"):
            plain_words += 1
        skipped = word in _SSH_OPTIONS
    return elements[-1] if plain_words > 1 else None
