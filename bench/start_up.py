"""One file in a cold process, against what it costs to import the parsers or nothing at all."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.places import PYTHON, cold, peer
from bench.rows import Row
from bench.timing import Job, interleaved

REPEATS = 15
MIGRATION = """\
ALTER TABLE orders ADD COLUMN note text;
CREATE INDEX orders_note ON orders (note);
"""
SOMETHING = """\
from app.db import connect

def tidy(before):
    with connect() as connection:
        connection.execute("DELETE FROM orders WHERE created < %s", [before])
"""
NOTHING = """\
def area(width, height):
    return width * height
"""


def rows() -> Iterator[Row]:
    """Three rows. Raises `Failed`."""
    with tempfile.TemporaryDirectory(prefix="guardrail-bench-") as place:
        folder = Path(place)
        cache = folder / "cache"
        importing = [peer("python"), "-c", "import sqlglot, libcst"]
        parsers = Job("import the parsers", importing, folder)
        bare = Job("python -c pass", [PYTHON, "-c", "pass"], folder)
        staged = cold("a staged migration", ["--staged"], _staged(folder / "sql"), cache)
        something = cold("a Python file", ["tidy.py"], _file(folder / "py", SOMETHING), cache)
        nothing = cold("nothing to see", ["tidy.py"], _file(folder / "no", NOTHING), cache)
        jobs = [bare, parsers, staged, something, nothing]
        interleaved(jobs, 1)
        floor, imports, one, two, three = interleaved(jobs, REPEATS)
    against = f"importing sqlglot and libcst {imports.text}"
    yield Row(
        "one staged SQL migration, cold process",
        one.middle / imports.middle,
        0.6,
        "x",
        f"{one.text}, {against}",
    )
    yield Row(
        "one Python file with something in it, cold",
        two.middle / imports.middle,
        1.0,
        "x",
        f"{two.text}, {against}",
    )
    yield Row(
        "a file with nothing to see, cold",
        three.middle / floor.middle,
        3,
        "x",
        f"{three.text}, python -c pass {floor.text}",
    )


def _file(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "tidy.py").write_text(text)
    return folder


def _staged(folder: Path) -> Path:
    migrations = folder / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "0001_note.sql").write_text(MIGRATION)
    for command in (["git", "init", "--quiet"], ["git", "add", "--all"]):
        subprocess.run(command, cwd=folder, check=True)
    return folder
