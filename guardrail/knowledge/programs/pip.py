"""pip: believes a host without a certificate. Options as in `pip install --help` of 24."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.unchecked import CERTIFICATE, unchecked

_OPTIONS = options(
    "--trusted-host: -i|--index-url: --extra-index-url: -r|--requirement: -c|--constraint:"
    " -t|--target: -e|--editable: --cert: --client-cert: --proxy:"
)


def _read(command: Command) -> Iterator[Outcome]:
    hosts = [word.text for word in parse(command.args, _OPTIONS).values("--trusted-host")]
    told = unchecked(command, CERTIFICATE, "pip --trusted-host", *hosts) if hosts else None
    yield from () if told is None else (told,)


PROGRAM = Program(("pip",), _read)
