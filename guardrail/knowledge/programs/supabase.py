"""supabase: databases and projects. Commands as in `supabase help` of the CLI's release 2."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program, Target
from guardrail.knowledge.programs.frameworks import drops_database
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import ASKING, deletes, outcomes

_OPTIONS = options(
    "--project-ref: --db-url: --version: --workdir: --profile: --linked --local --yes -h|--help"
)
# Without either option the database is one in a container on this machine.
_ROWS = (
    drops_database("db", "reset", needs=("--linked", "--db-url"), asks=True),
    deletes("supabase", "project", "projects", "delete", asks=True),
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    words = (parsed.value("--project-ref"), parsed.value("--profile"))
    target = Target(url=parsed.value("--db-url"), words=tuple(word for word in words if word))
    yield from outcomes(command, parsed, _ROWS, target=target, given_up={"--yes": ASKING})


PROGRAM = Program(("supabase",), _read)
