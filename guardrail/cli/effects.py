"""`guardrail effects`: what code would do to the world, without judging."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from guardrail.cli.check import jobs_of
from guardrail.cli.target import TARGET_OPTIONS, Chosen, choose
from guardrail.console.options import Command, Option, Parsed
from guardrail.console.output import print_safely
from guardrail.effects import Effect
from guardrail.engine.check import settings_by_path
from guardrail.engine.facts import plain_fields
from guardrail.engine.gather import Gatherer
from guardrail.engine.locate import Lines
from guardrail.engine.words import words_for
from guardrail.knowledge.credentials.masking import mask
from guardrail.model import EnvironmentKind
from guardrail.reporters.escaping import visible
from guardrail.stream import Unanalysed

COMMAND = Command(
    name="effects",
    summary="Say what code would do to the world, as a table or JSON, without judging.",
    words="PATHS",
    options=(
        *TARGET_OPTIONS,
        Option("--format", "how to print", "FORMAT", choices=("table", "json")),
        Option("--jobs", "how many processes read files", "N"),
        Option("--no-cache", "neither read nor keep facts of earlier runs"),
    ),
)


def run(arguments: Sequence[str]) -> int:
    """Print the effects of what the arguments name."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    rows = list(effects_of(parsed, choose(parsed)))
    if parsed.one("--format", "table") == "json":
        print_safely(json.dumps({"version": 1, "effects": rows}, indent=2))
    else:
        print_safely("\n".join(_table(rows)))
    return 0


def effects_of(parsed: Parsed, chosen: Chosen) -> Iterator[dict[str, Any]]:
    """Every effect as plain data, in order, secrets masked."""
    settings_of = settings_by_path(chosen.policies)
    gatherer = Gatherer(chosen.target.snapshot, settings_of, chosen.cache, jobs_of(parsed))
    gathered = gatherer.gather(chosen.target.paths)
    for path, reading in gathered.readings.items():
        lines = Lines(reading.text.text)
        for fact in reading.facts:
            if isinstance(fact, Unanalysed):
                row: dict[str, Any] = {
                    "effect": "Unanalysed",
                    "words": f"not understood: {fact.reason}",
                }
            elif isinstance(fact, Effect):
                row = {
                    "effect": type(fact).__name__,
                    "words": words_for(fact),
                    "fields": plain_fields(fact),
                    "via": [step.label for step in fact.via],
                    "environment": str(fact.environment.kind),
                }
            else:
                continue
            place = lines.location(fact.span)
            start = {"line": place.line, "column": place.column}
            yield _masked({"path": path, "start": start, **row})
    for path, reason in gathered.unreadable.items():
        start = {"line": 1, "column": 1}
        words = f"not understood: {reason}"
        yield _masked({"path": path, "start": start, "effect": "Unanalysed", "words": words})


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    return [_masked(each) for each in value] if isinstance(value, list) else value


def _table(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        place = f"{row['path']}:{row['start']['line']}:{row['start']['column']}"
        via = f"   by {' → '.join(row['via'])}" if row.get("via") else ""
        where = row.get("environment", EnvironmentKind.UNKNOWN)
        on = "" if where == EnvironmentKind.UNKNOWN else f"   [{where}]"
        yield visible(f"{place}  {row['words']}{on}{via}")
    if not rows:
        yield "nothing here would change anything that Guardrail knows of"
