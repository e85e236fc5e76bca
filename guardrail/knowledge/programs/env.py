"""env: runs a command with variables. Options as in `env --help` of GNU coreutils 9.1."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Inline, Outcome, Program, Runs
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options(
    "-u|--unset: -C|--chdir: -S|--split-string: -i -0 -v --help --version", permute=False
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("--help", "--version"):
        return
    for text in parsed.values("-S"):
        yield Inline("shell", text.built, "env -S")
    words = parsed.operands
    variables: dict[str, str] = {}
    while words and words[0].text.partition("=")[0].isidentifier() and "=" in words[0].text:
        name, _, value = words.pop(0).text.partition("=")
        variables[name] = value
    if words:
        yield Runs(tuple(words), variables, parsed.value("-C") or None)


PROGRAM = Program(("env",), _read)
