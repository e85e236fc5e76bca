"""dd: copies onto a file or a disk. Operands as in `dd --help` of GNU coreutils 9.1."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.files import changed


def _read(command: Command) -> Iterator[Outcome]:
    for word in command.args:
        if word.text.startswith("of="):
            yield from changed(command, word.cut(3))


PROGRAM = Program(("dd",), _read)
