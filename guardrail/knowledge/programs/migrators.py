"""Tools that migrate databases, where they take everything back or clear the database.

Commands as in the manuals of Flyway 11 (`clean`, which is switched off unless it is told
otherwise), Liquibase 4.31 (`drop-all`) and Piccolo 1.38 (`migrations backwards all`).
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program
from guardrail.knowledge.programs.frameworks import drops_database, drops_tables
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import outcomes

_OPTIONS = options(
    "--url: --username: --password: --changelog-file: --defaults-file: --dry-run -h|--help"
)
_FLYWAY = (drops_database("clean"),)
_ROWS = (
    drops_database("drop-all"),
    drops_database("dropAll"),
    drops_tables("migrations", "backwards", "all"),
)
_CLEANS = ("-cleandisabled=false", "-cleandisabled=0")


def _read(command: Command) -> Iterator[Outcome]:
    if command.name.rpartition("/")[2].startswith("flyway"):
        args = [word for word in command.args if not word.text.startswith("-")]
        told = (word.text.lower() for word in command.args)
        set_so = command.variables.get("FLYWAY_CLEAN_DISABLED", "").lower() in ("false", "0")
        if set_so or any(word in _CLEANS for word in told):
            yield from outcomes(command, parse(args, _OPTIONS), _FLYWAY)
        return
    yield from outcomes(command, parse(command.args, _OPTIONS), _ROWS)


PROGRAM = Program(("flyway", "liquibase", "piccolo"), _read)
