"""heroku: apps and their databases. Commands as in `heroku help` of the CLI's release 9."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Inline, Outcome, Program, Runs, Target
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import ASKING, deletes, outcomes

_SPEC = "-a|--app: -r|--remote: --confirm: -c|--command: -s|--size: -h|--help"
_OPTIONS = options(_SPEC)
_RUN = options(_SPEC, permute=False)
_ROWS = (
    deletes("heroku", "database", "pg:reset", asks=True),
    deletes("heroku", "app", "apps:destroy", asks=True),
    deletes("heroku", "add-on", "addons:destroy", asks=True),
    deletes("heroku", "pipeline", "pipelines:destroy"),
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if not parsed.operands or parsed.has("-h"):
        return
    told = (parsed.value("-a"), parsed.value("-r"))
    target = Target(words=tuple(word for word in told if word))
    verb = parsed.operands[0]
    if verb.text in ("run", "run:detached"):
        inner = parse(command.args[command.args.index(verb) + 1 :], _RUN).operands
        if inner:
            yield Runs(tuple(inner))
    elif verb.text in ("pg:psql", "psql"):
        for text in parsed.values("-c"):
            yield Inline("sql", text.built, "heroku pg:psql -c", "postgres", target)
    else:
        yield from outcomes(command, parsed, _ROWS, target=target, given_up={"--confirm": ASKING})


PROGRAM = Program(("heroku",), _read)
