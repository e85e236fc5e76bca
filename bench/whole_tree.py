"""Django's whole source distribution: cold against bandit, unchanged, and the memory it takes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.places import CHECK, DJANGO, cold, peer, sources
from bench.rows import Row
from bench.timing import Job, interleaved, peak_memory

REPEATS = 3
MEGABYTE = 1_000_000


def rows() -> Iterator[Row]:
    """Three rows. Raises `Offline` and `Failed`."""
    with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
        tree = sources(DJANGO, Path(place))
        yield from _rows(tree, Path(place))


def _rows(tree: Path, place: Path) -> Iterator[Row]:
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
