"""Files that a loop collects in a list, and files that are written over where they lie."""

from __future__ import annotations

import pytest
from reading_python import shown

COLLECTED = """
import os, shutil
from pathlib import Path
TOP = Path("/srv/exports")

def found(folder, limit):
    paths = []
    for path in folder.iterdir():
        {condition}
            paths.append(path)
    return paths

def clean(limit):
    for path in found(TOP, limit):
        shutil.rmtree(path)
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if path.exists():", True),
        ("if path.is_dir() and path.exists():", True),
        ("if path.stat().st_mtime < limit:", False),
        ("if path.name in KNOWN:", False),
    ],
)
def test_a_list_that_a_loop_fills(condition: str, told: bool) -> None:
    code = COLLECTED.format(condition=condition)
    whole = [one for one in shown(code) if "path=/srv/exports recursive" in one]
    assert bool(whole) is told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("path.write_text(done(path.read_text()))", True),
        ("target = path\n    target.write_bytes(b'')", True),
        ("Path('/lake/clean', path.name).write_text('')", False),
        ("(OUT / path.name).write_text('')", False),
        ("open(os.path.join('/lake/clean', path.name), 'w')", False),
    ],
)
@pytest.mark.parametrize("listed", ["RAW.glob('*.csv')", "sorted(RAW.glob('*.csv'))"])
def test_files_written_over_where_they_lie(listed: str, written: str, told: bool) -> None:
    code = (
        "import os\nfrom pathlib import Path\nRAW = Path('/lake/raw')\n"
        "OUT = Path(os.environ['OUT'])\n"
        f"for path in {listed}:\n    {written}\n"
    )
    found = [one for one in shown(code) if "verb=overwrite path=/lake/raw/*.csv" in one]
    assert bool(found) is told
