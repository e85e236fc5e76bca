"""dbt: models built anew from nothing. Options as in `dbt run --help` of 1.9.

A seed is written from files of the project: nothing of it is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Recoverable, ResourceChange, Verb
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.options import options, parse

_OPTIONS = options(
    "-f|--full-refresh -s|--select|-m|--models|--model: -t|--target: --exclude: --vars:"
    " --profile: --profiles-dir: --project-dir: --threads: --selector: --empty --help|-h"
)
_BUILDING = frozenset(("run", "build"))
_EVERY = "every incremental model"


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    verb = parsed.operands[0].text if parsed.operands else ""
    if verb not in _BUILDING or not parsed.has("-f") or parsed.has("--help"):
        return
    chosen = parsed.value("-s")
    yield At(
        ResourceChange(
            span=command.span(),
            evidence=command.evidence,
            recoverable=Recoverable.YES,
            verb=Verb.DELETE,
            provider="dbt",
            kind="history of the incremental model" if chosen else f"history of {_EVERY}",
            id=chosen,
        ),
        Target(words=tuple(word.text for word in parsed.values("-t"))),
    )


PROGRAM = Program(("dbt",), _read)
