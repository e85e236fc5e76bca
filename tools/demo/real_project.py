"""The first act: a real project with real migrations, fetched from the package index and judged."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from rich.table import Table

from tools.demo.stage import Stage
from tools.sdists import Offline, Sdist, fetch, unpack

PROJECT = Sdist(
    "mlflow",
    "3.18.0",
    "mlflow-3.18.0.tar.gz",
    "04e912d5b154b417c5930ba47ef3dc2f74738fb3ba93e3d70499955ec8884540",
)
SHOWN = 5
STYLES = {"error": "red", "warning": "yellow", "info": "dim"}


def show(stage: Stage) -> bool:
    """Play the act; whether Guardrail did its work. Without a network the act is left out."""
    stage.act(f"A real project: {PROJECT.title}, from the package index")
    try:
        archive = fetch(PROJECT)
    except Offline as problem:
        stage.say(f"The package index can't be reached ({problem}): going on without.", "yellow")
        return True
    with tempfile.TemporaryDirectory(prefix="guardrail-demo-") as place:
        folder = unpack(archive, Path(place))
        report = _check(stage, folder)
        if report is None:
            return False
        _tell(stage, report)
        stage.say("\nThe same again, with nothing changed:")
        again = _check(stage, folder)
    return again is not None


def _check(stage: Stage, folder: Path) -> dict[str, Any] | None:
    """What `guardrail check` says of the project, `None` where it failed at that."""
    guardrail = str(Path(sys.executable).parent / "guardrail")
    command = [guardrail, "check", "--format", "json", "."]
    cache = {**os.environ, "GUARDRAIL_CACHE": str(folder.parent / "cache")}
    done = stage.run("guardrail check", command, directory=folder, environment=cache, quiet=True)
    if done.returncode not in {0, 1} or not done.stdout:
        stage.say(done.stderr or done.stdout, "red")
        return None
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _tell(stage: Stage, report: dict[str, Any]) -> None:
    findings = report["findings"]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("findings", justify="right")
    table.add_column("level")
    table.add_column("rule")
    counted = Counter((f["level"], f["rule"]) for f in findings)
    for (level, rule), count in sorted(counted.items(), key=_gravest):
        table.add_row(str(count), level, rule, style=STYLES.get(level, ""))
    stage.console.print(table)
    stage.say("\nOne of each of the gravest:")
    by_level = sorted(findings, key=lambda f: list(STYLES).index(f["level"]))
    first_of = {f["rule"]: f for f in reversed(by_level)}
    for finding in sorted(first_of.values(), key=by_level.index)[:SHOWN]:
        start = finding["start"]
        stage.say(f"{finding['path']}:{start['line']}:{start['column']}", "bold")
        stage.say(f"  {finding['message']} [{finding['rule']}]")
    summary = report["summary"]
    stage.say(
        f"\n{summary['files']} files looked at, {summary['judged']} texts judged,"
        f" {len(report['unanalysed'])} places not understood.",
        "bold",
    )


def _gravest(entry: tuple[tuple[str, str], int]) -> tuple[int, int]:
    (level, _), count = entry
    return (list(STYLES).index(level), -count)
