"""What a function deletes where the bin, or a first attempt, refuses it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import FileChange, Recoverable

CODE = """
import os, shutil
from send2trash import send2trash

def clear(folder):
    try:
        {tried}
    except OSError as problem:
        {instead}

def main():
    return sum(clear(one.path) for one in os.scandir("/srv/dumps"))
"""


def lost(tried: str, instead: str) -> bool:
    """Whether the caller's folder is deleted for good."""
    found = items(CODE.format(tried=tried, instead=instead))
    return any(
        isinstance(one, FileChange)
        and one.path == "/srv/dumps"
        and one.recoverable is Recoverable.NO
        for one in found
    )


@pytest.mark.parametrize(
    "tried", ["send2trash(folder)", "os.rename(folder, TRASH)", "shutil.move(folder, TRASH)"]
)
def test_what_can_not_be_moved_away_and_is_deleted_is_told_with_its_path(tried: str) -> None:
    assert lost(tried, "shutil.rmtree(folder)")
    assert not lost(tried, "print(problem)")
