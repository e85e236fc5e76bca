"""Commands that delete what a loop goes through, file by file, or all of it at once."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

HEAD = """
import glob, os, sh, subprocess
from pathlib import Path
SCANS = Path("/srv/scans")
"""


def emptied(code: str) -> list[str]:
    """The folders and patterns of which a program deletes everything."""
    found = items(HEAD + code)
    return [one.path for one in found if isinstance(one, FileChange) and one.recursive]


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("for p in glob.glob('/srv/scans/*.pdf'):\n    subprocess.run(['rm', '-f', p])", "/*.pdf"),
        ("for p in SCANS.iterdir():\n    subprocess.run(['sudo', 'rm', '-rf', str(p)])", ""),
        ("for n in os.listdir(SCANS):\n    subprocess.run(['rm', '-rf', SCANS / n])", ""),
        ("for n in os.listdir('/srv/scans'):\n    os.system(f'rm -rf /srv/scans/{n}')", ""),
        ("for p in SCANS.rglob('*'):\n    subprocess.run(['shred', '-u', p])", ""),
        ("for p in SCANS.glob('*'):\n    sh.rm('-rf', p)", ""),
        ("subprocess.run(['rm', '-rf', *glob.glob('/srv/scans/*')])", ""),
        ("sh.rm('-rf', *glob.glob('/srv/scans/*'))", ""),
        ("sh.rm('-rf', sh.glob('/srv/scans/*'))", ""),
    ],
)
def test_each_file_of_a_folder(code: str, path: str) -> None:
    assert f"/srv/scans{path}" in emptied(code)


@pytest.mark.parametrize(
    "code",
    [
        "for p in SCANS.iterdir():\n    if p.name in old:\n        subprocess.run(['rm', '-f', p])",
        "for n in os.listdir('/srv/scans'):\n    os.system(f'rm -rf /srv/cache/{n}')",
        "for p in SCANS.iterdir():\n    subprocess.run(['gzip', p])",
        "for p in ours:\n    subprocess.run(['rm', '-rf', p])",
    ],
)
def test_what_is_picked_kept_or_elsewhere_is_none(code: str) -> None:
    assert emptied(code) == []
