"""`guardrail rules`: every rule, by category."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from guardrail.console.options import Command, Option
from guardrail.console.output import print_safely
from guardrail.engine.rulebook import load
from guardrail.rule import RuleInfo

COMMAND = Command(
    name="rules",
    summary="List every rule.",
    options=(Option("--format", "how to print", "FORMAT", choices=("text", "json")),),
)


def run(arguments: Sequence[str]) -> int:
    """Print the rules."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    infos = sorted(load().infos.values(), key=lambda info: (info.category, info.name))
    if parsed.one("--format", "text") == "json":
        print_safely(json.dumps({"version": 1, "rules": [plain(info) for info in infos]}, indent=2))
        return 0
    lines: list[str] = []
    for category, members in groupby(infos, key=lambda info: info.category):
        lines += ["", str(category)]
        lines += [f"  {m.name.ljust(34)}{str(m.level).ljust(9)}{m.summary}" for m in members]
    print_safely("\n".join(lines[1:]))
    return 0


def plain(info: RuleInfo) -> dict[str, object]:
    """A rule's metadata as plain data."""
    return {
        "name": info.name,
        "category": str(info.category),
        "level": str(info.level),
        "languages": list(info.languages),
        "summary": info.summary,
        "edition": info.edition,
        "inline": info.inline,
    }
