"""`make bench`: measure every budget, into bench/results.md. With names: those parts, printed."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import editor, growth, sql_migrations, start_up, whole_tree
from bench.rows import Row
from bench.timing import Failed
from tools.sdists import Offline

RESULTS = Path(__file__).parent / "results.md"
PARTS: dict[str, Callable[[], Iterator[Row]]] = {
    "start-up": start_up.rows,
    "whole-tree": whole_tree.rows,
    "sql": sql_migrations.rows,
    "growth": growth.rows,
    "editor": editor.rows,
}
HEAD = """\
# Results

Written by `make bench`. Every row is a ratio or a difference within one run on one machine, medians
of interleaved repeats with the smallest and largest in brackets. Every process starts cold and, but
for the row "unchanged", with an empty cache.

{machine}

![Processor time by size](growth.svg)

| what | budget | measured | holds | details |
|---|---|---|---|---|
"""


def main(wanted: list[str]) -> int:
    """Measure the parts named, or all of them; 1 where a budget is missed."""
    machine = _machine()
    found: list[Row] = []
    missing: list[str] = []
    for name, rows in PARTS.items():
        if wanted and name not in wanted:
            continue
        try:
            for row in rows():
                print(row.markdown(), flush=True)
                found.append(row)
        except (Offline, Failed) as problem:
            missing.append(f"- {name}: not measured: {problem}")
            print(missing[-1], flush=True)
    if not wanted:
        lines = [row.markdown() for row in found]
        RESULTS.write_text(HEAD.format(machine=machine) + "\n".join([*lines, *missing]) + "\n")
    return 0 if found and not missing and all(row.holds for row in found) else 1


def _machine() -> str:
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"
    python = f"{platform.system()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {python}; load before it began: {load}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
