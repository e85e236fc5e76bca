"""Cost as work grows: texts of one megabyte against half of it, and an upper limit for each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from bench.places import cold
from bench.rows import Row
from bench.timing import Job, interleaved

REPEATS = 2
LARGE = 1_000_000
LIMIT = 20.0


def _repeated(piece: str, size: int, *, before: str = "", after: str = "") -> str:
    return before + piece * ((size - len(before) - len(after)) // len(piece)) + after


SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "an INSERT of many rows": (
        "seed.sql",
        lambda size: _repeated(
            "(1, 'name'),\n", size, before="INSERT INTO t VALUES\n", after="(2, 'end');\n"
        ),
    ),
    "many small statements": (
        "many.sql",
        lambda size: _repeated("UPDATE t SET a = 1 WHERE id = 7;\n", size),
    ),
    "many dropped tables": (
        "drops.sql",
        lambda size: _repeated("DROP TABLE t;\n", size),
    ),
    "many calls of execute": (
        "many.py",
        lambda size: _repeated('cur.execute("DELETE FROM t WHERE id = 1")\n', size),
    ),
    "one long line of Python": (
        "line.py",
        lambda size: _repeated("1, ", size, before="x = [", after="]\ncur.execute(x)\n"),
    ),
    "nested parentheses": (
        "nested.py",
        lambda size: "cur.execute(" + "(" * (size // 2 - 10) + "1" + ")" * (size // 2 - 10) + ")\n",
    ),
    "a sum of many terms": (
        "sum.py",
        lambda size: _repeated(" + 'a'", size, before="cur.execute('a'", after=")\n"),
    ),
    "a long shell script": (
        "long.sh",
        lambda size: _repeated("rm -f build/output.o\n", size),
    ),
    "a workflow of many steps": (
        ".github/workflows/long.yml",
        lambda size: _repeated(
            "      - run: |\n          rm -f build/output.o\n",
            size,
            before="on: push\njobs:\n  long:\n    runs-on: ubuntu-latest\n    steps:\n",
        ),
    ),
    "an unterminated string": (
        "open.sql",
        lambda size: _repeated("DROP TABLE t; ", size, before="SELECT '"),
    ),
}


def rows() -> Iterator[Row]:
    """Two rows a shape. Raises `Failed`."""
    with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
        folder = Path(place)
        for name, (file, build) in SHAPES.items():
            half, whole = (
                _job(folder / name / str(size), file, build(size)) for size in (LARGE // 2, LARGE)
            )
            smaller, larger = interleaved([half, whole], REPEATS)
            yield Row(f"1 MB: {name}", larger.middle, 5, "s", f"half of it {smaller.text}")
            yield Row(
                f"1 MB against half of it: {name}",
                larger.middle / smaller.middle,
                2.5,
                "x",
                larger.text,
            )


def _job(folder: Path, file: str, text: str) -> Job:
    path = folder / file
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return replace(cold(file, ["."], folder, folder / "cache"), limit=LIMIT)
