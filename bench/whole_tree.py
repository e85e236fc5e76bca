"""Whole source distributions: Django's against bandit, unchanged, and its memory; Airflow's."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.places import AIRFLOW, CHECK, DJANGO, cold, peer, sources
from bench.rows import Row
from bench.timing import Job, interleaved, peak_memory

REPEATS = 3
MEGABYTE = 1_000_000


def rows() -> Iterator[Row]:
    """Five rows. Raises `Offline` and `Failed`."""
    with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
        yield from _of_django(sources(DJANGO, Path(place)), Path(place))
    with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
        yield from _of_airflow(sources(AIRFLOW, Path(place)), Path(place))


def _of_django(tree: Path, place: Path) -> Iterator[Row]:
    warm = {"GUARDRAIL_CACHE": str(place / "warm")}
    empty = place / "empty"
    empty.mkdir()

    first = cold("Django, cold", ["."], tree, place / "cold")
    bandit = Job("bandit", [peer("bandit"), "--quiet", "--recursive", "."], tree)
    again = Job("Django, unchanged", [*CHECK, "."], tree, warm)
    start = Job("nothing at all", [*CHECK, "."], empty, warm)

    ours, theirs = interleaved([first, bandit], REPEATS)
    yield Row(
        "Django's sdist, cold: times faster than bandit",
        theirs.middle / ours.middle,
        10,
        "x",
        f"guardrail {ours.text}, bandit {theirs.text}",
        least=True,
    )
    interleaved([again, start], 1)
    unchanged, idle = interleaved([again, start], REPEATS * 3)
    files = sum(1 for path in tree.rglob("*") if path.is_file())
    yield Row(
        "the same, unchanged: a file, beyond the start",
        (unchanged.middle - idle.middle) / files * 1e6,
        60,
        "µs",
        f"{files} files in {unchanged.text}, an empty folder in {idle.text}",
    )
    yield Row(
        "the same, cold: memory of all its processes",
        peak_memory(first) / MEGABYTE,
        400,
        "MB",
        "proportional set size, sampled 50 times a second",
    )


def _of_airflow(tree: Path, place: Path) -> Iterator[Row]:
    job = cold("Airflow, cold", ["."], tree, place / "cold")
    (sample,) = interleaved([job], REPEATS)
    files = sum(1 for path in tree.rglob("*") if path.is_file())
    code = sum(1 for _ in tree.rglob("*.py"))
    details = f"{AIRFLOW.title}, {files} files, {code} of them Python: {sample.text}"
    yield Row("Airflow's sdist, cold", sample.middle, 60, "s", details)
    memory = peak_memory(job) / MEGABYTE
    yield Row(
        "the same, cold: memory of all its processes",
        memory,
        1000,
        "MB",
        "proportional set size, sampled 50 times a second",
    )
