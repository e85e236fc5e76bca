"""What Guardrail's own clients ask besides: what an agent changed, a rule's page, commands."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from guardrail_lsp.frames import Plain
from guardrail_lsp.names import (
    AGENT_CHANGES,
    CHECK_CHANGES,
    CHECK_WORKSPACE,
    EXPLAIN,
    RESTART_ANALYSIS,
)
from guardrail_lsp.server.board import Entry
from guardrail_lsp.server.diagnostics import range_of, worst_first
from guardrail_lsp.server.lifecycle import configure
from guardrail_lsp.server.server import Server
from guardrail_lsp.server.wide import BATCH
from guardrail_lsp.server.work import SOON

LEVELS = {1: "info", 2: "warning", 3: "error"}


def register(server: Server) -> None:
    """Answer requests and commands of our own."""
    server.feature(AGENT_CHANGES)(_agent_changes)
    server.feature(EXPLAIN)(_explain)
    server.command(CHECK_CHANGES)(_check_changes)
    server.command(CHECK_WORKSPACE)(_check_workspace)
    server.command(RESTART_ANALYSIS)(_restart)


async def _agent_changes(ls: Server, params: object) -> Plain:
    """The findings in what changed since the base, by file, the severest file first."""
    board = ls.board
    if not ls.scanning.done:
        await asyncio.wait({ls.scanning.start()})
    entries = [e for e in board.entries.values() if e.changed or e.file in ls.scanning.deleted]
    entries += [board.entry(f) for f in sorted(ls.scanning.deleted) if f not in board.entries]
    missing = [entry for entry in entries if not entry.open and not entry.current]
    for at in range(0, len(missing), BATCH):
        batch = missing[at : at + BATCH]
        names = " ".join(entry.file for entry in batch)
        await ls.work.put(SOON, f"changes {names}", partial(ls.checking.files, batch))
    told = [(e.uri, found) for e in entries if (found := _changed(ls, e))]
    told.sort(key=lambda one: (-max(_rank(finding) for finding in one[1]), one[0]))
    return {"files": [{"uri": uri, "findings": found} for uri, found in told]}


def _rank(finding: Plain) -> int:
    return next(rank for rank, name in LEVELS.items() if name == finding["level"])


def _changed(ls: Server, entry: Entry) -> list[Plain]:
    found = entry.result["findings"] if entry.result else []
    return [
        {
            "rule": f["rule"],
            "level": LEVELS[f["level"]],
            "message": f["message"],
            "help": f["help"],
            "range": ls.protocol._converter.unstructure(range_of(f["range"])),
            "fingerprint": f["fingerprint"],
        }
        for f in worst_first([f for f in found if f["changed"] and f["level"]])
    ]


async def _explain(ls: Server, params: Any) -> Plain:
    """A rule's page as Markdown; empty for a rule that isn't known."""
    rule = params.get("rule") if isinstance(params, dict) else getattr(params, "rule", "")
    question = {"ask": "page", "rule": str(rule)}
    return {"markdown": (await ls.analyst.ask(question)).get("markdown", "")}


async def _check_changes(ls: Server, *arguments: object) -> Plain:
    """Compare all anew with the base and judge it."""
    for entry in ls.board.entries.values():
        entry.wide = False
        if not entry.open:
            entry.turn += 1
    await asyncio.wait({ls.scanning.again()})
    found = await _agent_changes(ls, None)
    ls.publisher.publish_all()
    return {
        "files": len(found["files"]),
        "findings": sum(len(f["findings"]) for f in found["files"]),
    }


async def _check_workspace(ls: Server, *arguments: object) -> Plain:
    """Judge every file of the workspace."""
    return {"files": await ls.scanning.wide.start()}


async def _restart(ls: Server, *arguments: object) -> None:
    """End the analysis process and begin anew with another."""
    ls.analyst.restart()
    await configure(ls)
    ls.well()
    for entry in ls.board.entries.values():
        entry.turn += 1
        entry.strikes = 0
    ls.checking.all_open()
    ls.scanning.again()
