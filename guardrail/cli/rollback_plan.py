"""`guardrail rollback-plan`: the way back from a migration, and what can't come back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from guardrail.cli.target import Chosen, choose
from guardrail.console.options import Command, Option, Parsed, UsageError
from guardrail.console.output import print_safely
from guardrail.engine.check import Request, settings_by_path
from guardrail.engine.circumstances import UnitContext
from guardrail.engine.gather import Gatherer
from guardrail.engine.locate import Lines
from guardrail.engine.outcome import surroundings_of
from guardrail.engine.units import read_units
from guardrail.knowledge.credentials.masking import mask
from guardrail.model import Direction
from guardrail.remedies.rollback import text
from guardrail.remedies.rollback.model import RollbackPlan, Step, Verdict
from guardrail.remedies.rollback.plan import plan
from guardrail.reporters.escaping import visible

COMMAND = Command(
    name="rollback-plan",
    summary="Write the way back from a migration, and say what can't come back.",
    words="FILE",
    options=(
        Option(
            "--format",
            "how to print: for people, as JSON, or the down migration alone",
            "FORMAT",
            choices=("text", "json", "down"),
        ),
        Option("--no-cache", "neither read nor keep facts of earlier runs"),
    ),
    epilogue="Exit status: 0 all of it can be undone; 1 something can't, or not without loss.",
)


def run(arguments: Sequence[str]) -> int:
    """Print the plan of one file; 1 where something can't come back. Raises `UsageError`."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    if len(parsed.words) != 1:
        raise UsageError("say one file")
    how = parsed.one("--format", "text")
    chosen = choose(
        Parsed({k: v for k, v in parsed.values.items() if k != "--format"}, parsed.words)
    )
    if len(chosen.target.paths) != 1:
        raise UsageError(f"{parsed.words[0]} is not one file")
    path = chosen.target.paths[0]
    lines = Lines(chosen.target.snapshot.text(path).text)
    plans = list(plans_of(chosen, lines.text))

    def line_of(step: Step) -> int:
        return lines.location(step.span).line if step.span.path == path else 1

    if how == "json":
        plain = [text.data(each, line_of) for each in plans]
        print_safely(mask(json.dumps({"version": 1, "plans": plain}, indent=2)))
    elif how == "down":
        print_safely(mask("\n".join(text.down(each) for each in plans if each.statements)).rstrip())
    else:
        print_safely("\n".join(visible(mask(each)) for each in _text(plans, path, line_of)))
    return int(any(each.verdict in (Verdict.LOSES, Verdict.PARTLY) for each in plans))


def _text(plans: Sequence[RollbackPlan], path: str, line_of: text.LineOf) -> Iterator[str]:
    for number, each in enumerate(plans):
        if number:
            yield ""
        yield from text.lines(each, line_of)
    if not plans:
        yield f"{path}: there is nothing to undo"


def plans_of(chosen: Chosen, words: str) -> Iterator[RollbackPlan]:
    """The plans of the one file chosen, the last Unit first."""
    path = chosen.target.paths[0]
    settings = settings_by_path(chosen.policies)(path)
    request = Request(chosen.target.snapshot, chosen.policies, [path], cache=chosen.cache)
    gatherer = Gatherer(request.snapshot, settings_by_path(chosen.policies), request.cache, jobs=1)
    reading = gatherer.gather([path]).readings.get(path)
    if reading is None:
        return
    units = read_units(path, reading.facts, gatherer.follow).units
    around = surroundings_of(request)
    past_of = around.past_of(units)
    written = any(unit.direction is Direction.DOWN and unit.effects for unit in units)
    for place, unit in reversed(list(enumerate(units))):
        if unit.direction is Direction.DOWN or not unit.effects:
            continue
        context = UnitContext(unit, settings, past_of(unit, place))
        yield plan(unit, context, text=words, written=written)
    around.keep()
