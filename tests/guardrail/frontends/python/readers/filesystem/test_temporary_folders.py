"""A folder that `tempfile` made may be deleted: where it lies is known, though not its name."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange

START = "import os, shutil, tempfile\nfrom pathlib import Path\n"


def paths(code: str) -> list[str]:
    """The paths of the files that a program changes."""
    return [one.path for one in items(START + code) if isinstance(one, FileChange)]


@pytest.mark.parametrize(
    "code",
    [
        "shutil.rmtree(tempfile.mkdtemp())",
        "place = tempfile.mkdtemp(prefix='shop')\nshutil.rmtree(place)",
        "place = Path(tempfile.mkdtemp())\nshutil.rmtree(place / 'built')",
        "shutil.rmtree(os.path.join(tempfile.gettempdir(), 'built'))",
        "with tempfile.TemporaryDirectory() as place:\n    shutil.rmtree(place)",
    ],
)
def test_what_tempfile_makes_lies_in_the_temporary_folder(code: str) -> None:
    (path,) = paths(code)
    assert path.startswith("/tmp/")


@pytest.mark.parametrize(
    "code",
    ["place = made()\nshutil.rmtree(place)", "shutil.rmtree(os.path.join('/srv', 'data'))"],
)
def test_other_folders_stay_what_they_are(code: str) -> None:
    (path,) = paths(code)
    assert not path.startswith("/tmp/")
