"""What forms that the tables tell apart leave of a real store: nothing, all, or all but one row."""

from __future__ import annotations

import json
import os
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.libraries
HERE = Path(__file__).parent
NOTHING, ALL, BUT_ONE = 0, 4, 3
LEFT = {
    "peewee": [NOTHING, NOTHING, ALL, BUT_ONE],
    "pony": [NOTHING, NOTHING, BUT_ONE],
    "piccolo": [NOTHING, ALL, BUT_ONE],
    "tortoise": [NOTHING, NOTHING, BUT_ONE],
    "mongoengine": [NOTHING, NOTHING, NOTHING, BUT_ONE],
    "redis": [NOTHING, NOTHING, NOTHING, NOTHING, BUT_ONE],
    "chroma": [NOTHING, NOTHING, BUT_ONE],
    "qdrant": [NOTHING, NOTHING, BUT_ONE],
}


@lru_cache(maxsize=1)
def told() -> dict[str, list[int]]:
    """What each experiment told, in whichever environment has its library."""
    found: dict[str, list[int]] = {}
    for folder in sorted(Path(os.environ["GUARDRAIL_LIBRARIES"]).iterdir()):
        python = folder / "bin" / "python"
        if python.exists() and folder.name.startswith("stores"):
            run = subprocess.run(
                [python, HERE / "run_stores.py"],
                capture_output=True,
                text=True,
                check=True,
                cwd=folder,
            )
            found |= json.loads(run.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("library", LEFT)
def test_what_a_form_leaves_of_a_store(library: str) -> None:
    assert told()[library] == LEFT[library]
