"""ssh: runs a command on another machine. Options as in ssh(1) of OpenSSH 9.6."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import (
    Command,
    Inline,
    Outcome,
    Program,
    Runs,
    Target,
    Word,
)
from guardrail.knowledge.programs.interpreter import code_from
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.unchecked import HOST_KEY, strangers_welcome, unchecked
from guardrail.patterns import late
from guardrail.spanmap import BuiltText, TextBuilder

_OPTIONS = options(
    "-B: -b: -c: -D: -E: -e: -F: -I: -i: -J: -L: -l: -m: -O: -o: -P: -p: -Q: -R: -S: -W: -w: -N -V",
    permute=False,
)
_PLAIN = late(r"[\w@%+=:,./~-]+\Z")


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("-N", "-V", "-Q", "-O", "-W"):
        return
    if not parsed.operands:
        # A line that is typed into an ssh whose host stands elsewhere.
        if command.stdin is not None:
            yield from code_from(command, command.stdin, "shell", "ssh")
        return
    host, *words = parsed.operands
    target = Target(host=host.text.rpartition("@")[2] if host.known else "")
    label = f"ssh {host.text}" if host.known else "ssh"
    told = strangers_welcome(*(word.text for word in parsed.values("-o")))
    loosened = unchecked(command, HOST_KEY, f"ssh -o {told}", host.text) if told else None
    if loosened is not None:
        yield loosened
    if not words:
        if command.stdin is not None:
            yield from code_from(command, command.stdin, "shell", label, target=target)
    elif command.stdin is not None and all(_PLAIN.match(word.text) for word in words):
        yield Runs(tuple(words), stdin=command.stdin)
    else:
        yield Inline("shell", _joined(words), label, target=target)


def _joined(words: list[Word]) -> BuiltText:
    """The words as the shell at the other end gets them: with blanks between, and no quotes."""
    builder = TextBuilder()
    for number, word in enumerate(words):
        if number:
            builder.gap(" ")
        builder.append(word.built)
    return builder.build()


PROGRAM = Program(("ssh",), _read)
