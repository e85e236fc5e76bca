"""Cost as work grows: texts of up to one megabyte, processor time by size, and a plot of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from bench.hostile import SHAPES
from bench.places import cold
from bench.plot import Curve, draw
from bench.rows import Row
from bench.timing import Job, once

PLOT = Path(__file__).parent / "growth.svg"
SIZES = (125_000, 250_000, 500_000, 1_000_000)
REPEATS = 2
SECONDS = 5.0
LIMIT = 30.0


def rows() -> Iterator[Row]:
    """Two rows a shape; draws the plot. Raises `Failed`."""
    curves = []
    with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
        folder = Path(place)
        for name, (file, build) in SHAPES.items():
            jobs = [_job(folder / name / str(size), file, build(size)) for size in SIZES]
            spent = _spent(jobs)
            curves.append(Curve(name, tuple(zip(SIZES, spent, strict=True))))
            yield from _rows_of(name, spent)
    PLOT.write_text(draw(curves, SECONDS))


def _rows_of(name: str, spent: Sequence[float]) -> Iterator[Row]:
    told = ", ".join(
        f"{size // 1000} kB {seconds:.2f}" for size, seconds in zip(SIZES, spent, strict=True)
    )
    yield Row(f"1 MB: {name}, processor time", spent[-1], SECONDS, "s", f"{told} s")
    yield Row(
        f"1 MB against half of it: {name}",
        spent[-1] / spent[-2],
        2.5,
        "x",
        f"{spent[-1]:.2f} s against {spent[-2]:.2f} s",
    )


def _spent(jobs: Sequence[Job]) -> list[float]:
    """The processor time of each job and its workers, in seconds; of several runs the middle."""
    found: list[list[float]] = [[] for _ in jobs]
    for _ in range(REPEATS):
        for job, taken in zip(jobs, found, strict=True):
            before = os.times()
            wall = once(job)
            after = os.times()
            own = after.children_user + after.children_system
            own -= before.children_user + before.children_system
            # What had to be ended has taken longer than is known.
            taken.append(max(own, wall) if wall >= job.limit else own)
    return [median(taken) for taken in found]


def _job(folder: Path, file: str, text: str) -> Job:
    path = folder / file
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return replace(cold(file, ["."], folder, folder / "cache"), limit=LIMIT)
