"""The step summary: the report in Markdown, on the page of the workflow run.

GitHub takes at most 1 MiB a step ("Adding a job summary", docs.github.com); a summary that can't be
written is told and decides nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from guardrail.engine.rulebook import load
from guardrail.report import Report
from guardrail.reporters import Options, render


def write_summary(report: Report, variables: Mapping[str, str]) -> None:
    """Append the report to the step summary where the CI service keeps one."""
    place = variables.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    text = render("markdown", report, load().infos, Options())
    try:
        with Path(place).open("a", encoding="utf-8", errors="backslashreplace") as summary:
            summary.write(text + "\n")
    except OSError as problem:
        print(f"guardrail: the step summary can't be written: {problem.strerror}", file=sys.stderr)
