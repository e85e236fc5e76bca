"""Files sorted by their age, of which a loop deletes the newest or the oldest."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

HEAD = """
import glob, os
from pathlib import Path
KEEP = 7
NONE = 0
ROOT = Path("/srv/backups")
OLD_FIRST = sorted(ROOT.glob("*.gz"), key=lambda path: path.stat().st_mtime)
NEW_FIRST = sorted(ROOT.glob("*.gz"), key=os.path.getmtime, reverse=True)
files = glob.glob("/srv/backups/*.gz")
files.sort(key=os.path.getmtime)
sizes = sorted(ROOT.glob("*.gz"), key=os.path.getsize)
"""


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        ("OLD_FIRST[-KEEP:]", True),
        ("OLD_FIRST[:-KEEP]", False),
        ("OLD_FIRST[KEEP:]", True),
        ("OLD_FIRST[:KEEP]", False),
        ("NEW_FIRST[KEEP:]", False),
        ("NEW_FIRST[:KEEP]", True),
        ("NEW_FIRST[:-KEEP]", True),
        ("NEW_FIRST[NONE:]", True),
        ("files[-3:]", True),
        ("files[:-3]", False),
        ("sizes[-KEEP:]", False),
    ],
)
def test_the_newest_were_to_be_kept(taken: str, told: bool) -> None:
    found = items(f"{HEAD}for path in {taken}:\n    os.remove(path)\n")
    deleted = [one for one in found if isinstance(one, FileChange) and one.recursive]
    assert [one.path for one in deleted] == (["/srv/backups/*.gz"] if told else [])
