"""truncate: cuts files. Options as in `truncate --help` of GNU coreutils 9.1."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.files import changed
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options("-s|--size: -r|--reference: -c|--no-create -o|--io-blocks --help --version")


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    grows = parsed.value("-s")[:1] in ("+", ">", "%")
    if parsed.has("--help", "--version") or grows:
        return
    for word in parsed.operands:
        yield from changed(command, word)


PROGRAM = Program(("truncate",), _read)
