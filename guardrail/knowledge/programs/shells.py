"""sh, bash and their kin: run a text, a file or standard input.

Options as in the manual of bash 5.2, section 6.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Opens, Outcome, Program
from guardrail.knowledge.programs.interpreter import code_from, code_in
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options("-c -o: -O: -n -s --rcfile: --init-file: --help --version", permute=False)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    shell = command.name.rsplit("/", 1)[-1]
    if parsed.has("--help", "--version", "-n"):
        return
    operands = parsed.operands
    if parsed.has("-c") and operands:
        yield from code_in(command, operands[0], "shell", f"{shell} -c")
    elif operands and not parsed.has("-s") and operands[0].text != "-":
        script = operands[0]
        if script.flow is not None:
            yield from code_from(command, script.flow, "shell", shell, script)
        elif script.known:
            yield Opens(script.text, "shell", f"{shell} {script.text.rsplit('/', 1)[-1]}", script)
    elif command.stdin is not None:
        yield from code_from(command, command.stdin, "shell", f"{shell} < input")


PROGRAM = Program(("sh", "bash", "dash", "zsh", "ksh", "ash"), _read)
