"""crontab: takes a user's whole table of jobs away. As in crontab(1) of cronie and Debian."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import FileChange, Verb
from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options("-u: -r -l -e -i -s -T: -n")
TABLE = "/var/spool/cron/crontabs/$USER"


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("-r") and not parsed.has("-i", "-l"):
        yield FileChange(
            span=command.span(),
            evidence=command.evidence,
            verb=Verb.DELETE,
            path=TABLE,
            recursive=True,
        )


PROGRAM = Program(("crontab",), _read)
