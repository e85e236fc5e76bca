"""tee: what it writes into files that give lasting rights. As in `tee --help` of coreutils 9.1."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.paths import paths
from guardrail.knowledge.programs.watched import written

_OPTIONS = options("-a|--append -i|--ignore-interrupts -p --help --version")


def _read(command: Command) -> Iterator[Outcome]:
    flow = command.stdin
    if flow is None:
        return
    text = flow.text.text if flow.text is not None else ""
    for word in parse(command.args, _OPTIONS).operands:
        for path in paths(word, command.directory):
            yield from written(command.span(), command.evidence, path, text)


PROGRAM = Program(("tee",), _read)
