"""`guardrail schema`: the tables that a project's migrations make, replayed without a database."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from guardrail.cache import Cache, default_folder
from guardrail.cli.check import jobs_of
from guardrail.cli.project import below, project_here
from guardrail.console.options import Command, Option, Parsed, UsageError
from guardrail.console.output import print_safely
from guardrail.engine.check import settings_by_path
from guardrail.engine.gather import Gatherer
from guardrail.engine.replay.chronicle import Chronicle
from guardrail.engine.replay.listing import Files
from guardrail.engine.replay.replay import Replay
from guardrail.knowledge.credentials.masking import mask
from guardrail.reporters.escaping import visible
from guardrail.reporters.table_text import lines_of, plain_table
from guardrail.shapes import TableShape

COMMAND = Command(
    name="schema",
    summary="Show the tables that the project's migrations make, replayed without a database.",
    words="[PATHS]",
    options=(
        Option("--at", "as it is just after this migration, not after the last one", "FILE"),
        Option("--format", "how to print", "FORMAT", choices=("text", "json")),
        Option("--jobs", "how many processes read files", "N"),
        Option("--no-cache", "neither read nor keep facts of earlier runs"),
    ),
)


def run(arguments: Sequence[str]) -> int:
    """Print the schema of each migration history at or below the paths."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    chosen = list(_chosen(parsed))
    if parsed.one("--format", "text") == "json":
        histories = [_plain(chronicle, number) for chronicle, number in chosen]
        print_safely(json.dumps(_masked({"version": 1, "histories": histories}), indent=2))
    else:
        print_safely("\n".join(visible(mask(line)) for line in _text(chosen)))
    return 0


def _chosen(parsed: Parsed) -> Iterator[tuple[Chronicle, int]]:
    """The histories asked for, and how many of their steps. Raises `UsageError`."""
    project = project_here()
    policies = project.policies()
    cache = Cache(None if parsed.has("--no-cache") else default_folder())
    settings_of = settings_by_path(policies)
    gatherer = Gatherer(project.tree, settings_of, cache, jobs_of(parsed))
    # What is kept of a history doesn't say where guessing begins: it is folded from its start.
    replay = Replay(
        Files(project.tree, settings_of, gatherer, cache), settings_of, Cache(folder=None)
    )
    at = parsed.one("--at")
    if at:
        (path,) = below(project.root, [at])
        step = replay.step(path)
        if step is None:
            raise UsageError(f"{at} is no step of a migration history that Guardrail knows")
        yield step[0], step[1] + 1
        return
    tops = below(project.root, parsed.words)
    for chronicle in replay.chronicles:
        paths = [step.path for step in chronicle.history.steps]
        if not tops or any(_inside(path, top) for path in paths for top in tops):
            yield chronicle, len(paths)


def _inside(path: str, top: str) -> bool:
    return top in ("", path) or path.startswith(f"{top}/")


def _tables(chronicle: Chronicle, number: int) -> list[TableShape]:
    return sorted(chronicle.before(number).tables(), key=lambda table: table.name)


def _plain(chronicle: Chronicle, number: int) -> dict[str, Any]:
    """One history as plain data."""
    history = chronicle.history
    tables = _tables(chronicle, number)
    lost = chronicle.guessing()
    return {
        "tool": history.tool,
        "root": history.root,
        "migrations": number,
        "last": history.steps[number - 1].path,
        "trouble": list(history.trouble),
        "guessed_from": {"path": lost[0].path, "reason": lost[1]} if lost else None,
        "tables": [plain_table(table) for table in tables],
        "views": list(chronicle.before(number).all_views()),
    }


def _text(chosen: Sequence[tuple[Chronicle, int]]) -> Iterator[str]:
    for chronicle, number in chosen:
        history = chronicle.history
        tables = _tables(chronicle, number)
        migrations = "1 migration" if number == 1 else f"{number} migrations"
        last = history.steps[number - 1].path
        yield f"{history.root or '.'} ({history.tool}): {migrations}, the last {last}"
        yield from (f"  order: {trouble}" for trouble in history.trouble)
        lost = chronicle.guessing()
        if lost:
            yield f"  from {lost[0].path} on this is guessed: {lost[1]}"
        for table in tables:
            yield ""
            yield from lines_of(table)
        for view in chronicle.before(number).all_views():
            yield ""
            yield f"view {view}"
        yield ""
    if not chosen:
        yield "no migration history that Guardrail knows is here"


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    return [_masked(each) for each in value] if isinstance(value, list | tuple) else value
