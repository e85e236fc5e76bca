"""alembic, flask db: migrations of SQLAlchemy. Commands as in `alembic --help` of 1.16."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program, Target
from guardrail.knowledge.programs.frameworks import drops_tables
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import outcomes

_OPTIONS = options("-c|--config: -n|--name: -x: -d|--directory: --tag: --sql -h|--help")
_ROWS = (
    drops_tables("downgrade", "base", spared=("--sql",)),
    drops_tables("db", "downgrade", "base", spared=("--sql",)),
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    told = [word.text for word in parsed.values("-c", "-n", "-x")]
    yield from outcomes(command, parsed, _ROWS, target=Target(words=tuple(told)), spared=("-h",))


PROGRAM = Program(("alembic", "flask"), _read)
