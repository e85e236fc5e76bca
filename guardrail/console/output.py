"""Where reports go: formats, files, colours, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from guardrail.console.options import Parsed, UsageError
from guardrail.report import Report

FORMAT_NAMES = (
    "text",
    "concise",
    "json",
    "github",
    "sarif",
    "gitlab",
    "rdjsonl",
    "junit",
    "markdown",
)
SHOWN_AFTER = 200
"""How many texts a run must read before progress is worth showing."""


class Output(Struct):
    """The formats asked for, each to standard output ("") or a file."""

    formats: tuple[tuple[str, str], ...]
    colour: bool
    verbose: bool = False
    _bar: Any = None

    @classmethod
    def of(cls, parsed: Parsed) -> Output:
        """The output that the options describe. Raises `UsageError`."""
        asked = [split_format(said) for said in parsed.all("--format")] or [("text", "")]
        if sum(not file for _, file in asked) > 1:
            raise UsageError("only one format can go to standard output: give FORMAT:FILE")
        if all(file for _, file in asked):
            asked.append(("text", ""))
        colour = wants_colour(parsed.one("--color", "auto"))
        return cls(tuple(asked), colour, parsed.has("--verbose"))

    def write(self, report: Report, packs: Sequence[str] = ()) -> None:
        """Write the report in every format asked for. Raises `UsageError` on a bad file."""
        from guardrail.engine.rulebook import load
        from guardrail.reporters import Options, render

        if self._bar is not None:
            self._bar.stop()
        rules = load(packs).infos if report.findings or self._needs_rules() else {}
        for name, file in self.formats:
            options = Options(
                colour=self.colour and not file,
                width=width(),
                verbose=self.verbose,
                github_actions=os.environ.get("GITHUB_ACTIONS") == "true",
            )
            text = render(name, report, rules, options)
            if file:
                write_file(file, text)
            else:
                print_safely(text)

    def _needs_rules(self) -> bool:
        return any(name == "sarif" for name, _ in self.formats)

    def progress(self, done: int, total: int) -> None:
        """Show on a terminal how far the reading is."""
        if total < SHOWN_AFTER or not sys.stderr.isatty():
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._bar.add_task("reading", total=total)
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)


def split_format(said: str) -> tuple[str, str]:
    """`sarif:out.sarif` as a format and a file. Raises `UsageError`."""
    name, _, file = said.partition(":")
    if name not in FORMAT_NAMES:
        raise UsageError(f"--format takes one of {', '.join(FORMAT_NAMES)}, not {name!r}")
    return name, file


def width() -> int:
    """The terminal's width in columns, within what is pleasant to read."""
    import shutil

    return max(60, min(shutil.get_terminal_size((100, 24)).columns, 120))


def wants_colour(when: str) -> bool:
    """Whether to colour standard output (https://no-color.org is honoured)."""
    if when != "auto":
        return when == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def write_file(file: str, text: str) -> None:
    """Write a report. Raises `UsageError` where that can't be done."""
    try:
        Path(file).write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as problem:
        raise UsageError(f"the report {file} can't be written: {problem.strerror}") from problem


def print_safely(text: str) -> None:
    """Print a report, whatever characters the terminal can't show."""
    data = text.encode(sys.stdout.encoding or "utf-8", "backslashreplace")
    sys.stdout.flush()
    sys.stdout.buffer.write(data if data.endswith(b"\n") or not data else data + b"\n")
    sys.stdout.flush()
