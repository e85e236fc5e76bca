"""prisma: commands as in `prisma migrate --help` and `prisma db --help` of 6 and 7."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program, Target
from guardrail.knowledge.programs.frameworks import drops_database
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import outcomes

_OPTIONS = options(
    "--schema: --config: --url: -f|--force --force-reset --accept-data-loss --skip-seed"
    " --skip-generate -h|--help"
)
_ROWS = (
    drops_database("migrate", "reset"),
    drops_database("db", "push", needs=("--force-reset", "--accept-data-loss")),
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    yield from outcomes(command, parsed, _ROWS, target=Target(url=parsed.value("--url")))


PROGRAM = Program(("prisma",), _read)
