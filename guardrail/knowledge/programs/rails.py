"""rails, rake: tasks on the database. As in the Rails guides, "Active Record Migrations" (8.0)."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Outcome, Program, Target
from guardrail.knowledge.programs.connection import inherited
from guardrail.knowledge.programs.frameworks import drops_database, empties_tables
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.verbs import outcomes

_OPTIONS = options("-e|--environment: -h|--help -n|--dry-run -T|--tasks -P")
_ROWS = (
    drops_database("db:drop"),
    drops_database("db:drop:all"),
    drops_database("db:reset"),
    drops_database("db:purge"),
    drops_database("db:schema:load"),
    drops_database("db:migrate:reset"),
    empties_tables("db:truncate_all"),
    empties_tables("db:seed:replant"),
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    given = dict(
        word.text.split("=", 1)
        for word in parsed.operands
        if "=" in word.text and not word.text.startswith("=")
    )
    environment = given.get("RAILS_ENV") or inherited(command, "RAILS_ENV", "RACK_ENV")
    target = Target(words=(environment,) if environment else ())
    if parsed.has("-T", "-P"):
        return
    for task in (word for word in parsed.operands if "=" not in word.text):
        single = Parsed(parsed.given, [task])
        yield from outcomes(command, single, _ROWS, target=target, spared=("-h", "--dry-run", "-n"))


PROGRAM = Program(("rails", "rake"), _read)
