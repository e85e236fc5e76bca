"""fly: apps, volumes and machines of Fly.io. Commands as in `fly help` of flyctl 0.3."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.programs.command import Command, Inline, Outcome, Program, Target
from guardrail.knowledge.programs.options import options, parse
from guardrail.knowledge.programs.verbs import ASKING, deletes, outcomes

_OPTIONS = options(
    "-a|--app: -c|--config: -C|--command: -o|--org: -t|--access-token: -y|--yes -h|--help"
)
_ROWS = (
    deletes("fly", "app", "apps", "destroy", asks=True),
    deletes("fly", "app", "destroy", asks=True),
    deletes("fly", "volume", "volumes", "destroy", asks=True),
    deletes("fly", "volume", "volumes", "delete", asks=True),
    deletes("fly", "machine", "machine", "destroy"),
    deletes("fly", "database", "mpg", "destroy", asks=True),
)


def _read(command: Command) -> Iterator[Outcome]:
    parsed = parse(command.args, _OPTIONS)
    if parsed.has("-h"):
        return
    app = parsed.value("-a")
    target = Target(words=(app,) if app else ())
    if [word.text for word in parsed.operands[:2]] == ["ssh", "console"]:
        for text in parsed.values("-C"):
            yield Inline("shell", text.built, "fly ssh console", target=target)
        return
    yield from outcomes(command, parsed, _ROWS, target=target, given_up={"-y": ASKING})


PROGRAM = Program(("fly", "flyctl"), _read)
