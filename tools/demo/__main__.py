"""Plays both acts; exits with 1 where one of them did not end as it must."""

from __future__ import annotations

import sys
from time import perf_counter

from rich.console import Console

from tools.demo import real_project, refused_commit
from tools.demo.stage import Stage


def main() -> int:
    """Play the demo on the terminal; the exit status."""
    start = perf_counter()
    stage = Stage(Console(highlight=False))
    fine = [real_project.show(stage), refused_commit.show(stage)]
    stage.say(f"\nThe demo took {perf_counter() - start:.0f} s.", "dim")
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
