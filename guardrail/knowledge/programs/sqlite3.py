"""sqlite3: SQLite's shell. Options as in `sqlite3 -help` of version 3.40."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Opens, Outcome, Program, Target
from guardrail.knowledge.programs.interpreter import code_from, code_in
from guardrail.knowledge.programs.options import options, parse
from guardrail.patterns import late

_OPTIONS = options(
    "-cmd: -init: -separator: -newline: -nullvalue: -mmap: -maxsize: -vfs: -lookaside: -pagecache:"
    " -readonly -help -version",
    single=True,
)
_READ = late(r"\s*\.read\s+(\S+)\s*\Z")


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("-help", "--help", "-version", "-readonly", "--readonly"):
        return
    file = parsed.operands[0].text if parsed.operands else ":memory:"
    url = "sqlite://" if file in ("", ":memory:") else f"sqlite:///{file}"
    target = Target(url=url)
    texts = [*parsed.values("-cmd"), *parsed.operands[1:]]
    for text in texts:
        if found := _READ.match(text.text):
            yield Opens(found[1].strip("'\""), "sql", "sqlite3 .read", text, "sqlite", target)
        else:
            yield from code_in(command, text, "sql", "sqlite3", dialect="sqlite", target=target)
    if not parsed.operands[1:] and command.stdin is not None:
        yield from code_from(
            command, command.stdin, "sql", "sqlite3 < input", dialect="sqlite", target=target
        )


PROGRAM = Program(("sqlite3",), _read)
