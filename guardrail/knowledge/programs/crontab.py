"""crontab: takes a user's whole table of jobs away, or puts another in its place, whose jobs run.

As in crontab(1) of cronie and Debian: what is read from "-" replaces the table. Where that is a
text that is known from its beginning, no job of the old table is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from guardrail.effects import FileChange, Verb
from guardrail.knowledge.programs.command import (
    Command,
    Flow,
    FlowKind,
    Inline,
    Outcome,
    Program,
)
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.started_files import JOB
from guardrail.spanmap import cut

_MOST = 50
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
    elif [word.text for word in parsed.operands] == ["-"]:
        if _is_new(command.stdin):
            yield FileChange(
                span=command.span(),
                evidence=command.evidence,
                verb=Verb.OVERWRITE,
                path=TABLE,
            )
        yield from _jobs(command.stdin)


def _jobs(flow: Flow | None) -> Iterator[Outcome]:
    """The command lines of the jobs of a table that is put in place, in so far as it is known."""
    for part in (flow, *(flow.parts if flow is not None else ())):
        if part is None or part.text is None or part.kind is not FlowKind.TEXT:
            continue
        for job in islice(JOB.finditer(part.text.text), _MOST):
            line = cut(part.text, job.start("line"), job.end("line"))
            yield Inline("shell", line, "a job of crontab")


def _is_new(flow: Flow | None) -> bool:
    """Whether what is read is a text of the program's own, which begins with nothing unknown."""
    if flow is None or flow.kind is not FlowKind.TEXT or flow.text is None:
        return False
    return bool(flow.text.text.strip()) and not any(hole.start == 0 for hole in flow.text.holes)


PROGRAM = Program(("crontab",), _read)
