"""cp: told only where it empties a file, `cp /dev/null file`. As in GNU coreutils 9.1."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.files import changed
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options("-t|--target-directory: -S|--suffix: -n|--no-clobber -i -b|--backup -r|-R -a -f")


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    words = parsed.operands
    if len(words) == 2 and words[0].text == "/dev/null" and not parsed.has("-n", "-i", "-b"):
        yield from changed(command, words[1])


PROGRAM = Program(("cp",), _read)
