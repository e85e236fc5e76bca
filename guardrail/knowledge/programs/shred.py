"""shred: overwrites files so that nothing brings them back. As in GNU coreutils 9.1."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Verb
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.files import changed
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options("-n|--iterations: -s|--size: --random-source: -u --remove -z -f -v --help")


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("--help", "--version"):
        return
    verb = Verb.DELETE if parsed.has("-u", "--remove") else Verb.OVERWRITE
    for word in parsed.operands:
        yield from changed(command, word, verb)


PROGRAM = Program(("shred",), _read)
