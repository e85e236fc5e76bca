"""Where the demo speaks: headings, commands with what they print, and how long each took."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.text import Text


class Stage:
    """A console that shows commands as a person would type them."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def act(self, title: str) -> None:
        """A heading."""
        self.console.print()
        self.console.rule(Text(title, style="bold"), align="left")

    def say(self, sentence: str, style: str = "") -> None:
        """A line of the demo's own."""
        self.console.print(Text(sentence, style=style), soft_wrap=True)

    def run(
        self,
        shown: str,
        command: Sequence[str],
        *,
        directory: Path,
        environment: Mapping[str, str] | None = None,
        quiet: bool = False,
        timed: bool = True,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command and show it as `shown`, what it printed, its exit status and its time.

        With `quiet` its output is kept from the audience, without `timed` the last line.
        Undecodable output is replaced.
        """
        self.say(f"$ {shown}", "bold cyan")
        start = perf_counter()
        done = subprocess.run(
            command,
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if not quiet else subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        seconds = perf_counter() - start
        if not quiet and done.stdout.strip():
            self.console.print(Text.from_ansi(done.stdout.rstrip()), soft_wrap=True)
        if timed:
            self.say(f"exit {done.returncode}, {seconds:.1f} s", "dim")
        return done
