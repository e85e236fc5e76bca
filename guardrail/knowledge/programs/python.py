"""python: runs a text, a file or standard input. Options as in `python3.11 --help`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Opens, Outcome, Program, Runs
from guardrail.knowledge.programs.interpreter import code_from, code_in
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options(
    "-c: -m: -W: -X: --check-hash-based-pycs: --help|-h --version|-V",
    permute=False,
    last=("-c", "-m"),
)
_PROGRAM_MODULES = frozenset({"alembic", "django", "flask", "pytest"})


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("--help", "--version"):
        return
    if texts := parsed.values("-c"):
        yield from code_in(command, texts[0], "python", "python -c")
    elif modules := parsed.values("-m"):
        if modules[0].text in _PROGRAM_MODULES:
            at = command.args.index(modules[0])
            yield Runs(command.args[at:])
    elif parsed.operands and parsed.operands[0].text != "-":
        script = parsed.operands[0]
        name = script.text.rsplit("/", 1)[-1]
        if script.flow is not None:
            yield from code_from(command, script.flow, "python", "python", script)
        elif name == "manage.py":
            yield Runs(command.args[command.args.index(script) :])
        elif script.known:
            yield Opens(script.text, "python", f"python {name}", script)
    elif command.stdin is not None:
        yield from code_from(command, command.stdin, "python", "python < input")


PROGRAM = Program(("python", "pypy", "py"), _read)
