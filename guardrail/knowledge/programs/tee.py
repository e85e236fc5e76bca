"""tee: what it writes into files that give lasting rights, or that the machine runs by itself.

As in `tee --help` of coreutils 9.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Inline, Outcome, Program
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.paths import paths
from guardrail.knowledge.programs.watched import written
from guardrail.knowledge.started_files import lines_started
from guardrail.spanmap import cut

_OPTIONS = options("-a|--append -i|--ignore-interrupts -p --help --version")


def _read(command: Command) -> Iterator[Outcome]:
    flow = command.stdin
    if flow is None:
        return
    text = flow.text.text if flow.text is not None else ""
    for word in parse(command.args, _OPTIONS).operands:
        for path in paths(word, command.directory):
            yield from written(command.span(), command.evidence, path, text)
            if flow.text is not None:
                for start, end in lines_started(path, text):
                    yield Inline("shell", cut(flow.text, start, end), "a line that is started")


PROGRAM = Program(("tee",), _read)
