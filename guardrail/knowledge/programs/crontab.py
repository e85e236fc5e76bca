"""crontab: takes a user's whole table of jobs away, or puts another in its place.

As in crontab(1) of cronie and Debian: what is read from "-" replaces the table. Where that is a
text that is known from its beginning, no job of the old table is in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import FileChange, Verb
from guardrail.knowledge.programs.command import Command, Flow, FlowKind, Outcome, Program
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
    elif [word.text for word in parsed.operands] == ["-"] and _is_new(command.stdin):
        yield FileChange(
            span=command.span(),
            evidence=command.evidence,
            verb=Verb.OVERWRITE,
            path=TABLE,
        )


def _is_new(flow: Flow | None) -> bool:
    """Whether what is read is a text of the program's own, which begins with nothing unknown."""
    if flow is None or flow.kind is not FlowKind.TEXT or flow.text is None:
        return False
    return bool(flow.text.text.strip()) and not any(hole.start == 0 for hole in flow.text.holes)


PROGRAM = Program(("crontab",), _read)
