"""The environments that `make test-libraries` made, and what their Pythons answer."""

from __future__ import annotations

import json
import os
import subprocess
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
_SHORT = 300


ONLY = tuple(os.environ.get("ONLY", "").split())
"""The environments that are meant, where it isn't all of them."""


@lru_cache(maxsize=1)
def pythons() -> dict[str, Path]:
    """The Python of each environment by the environment's name, as absolute paths."""
    folders = sorted(Path(os.environ["GUARDRAIL_LIBRARIES"]).absolute().iterdir())
    return {
        folder.name: python
        for folder in folders
        if (python := folder / "bin" / "python").exists() and (not ONLY or folder.name in ONLY)
    }


def asked(python: Path, script: str, question: object = None) -> object:
    """What a script of this folder prints on its last line, as JSON.

    Raises `RuntimeError` with the end of what went wrong where it fails.
    """
    run = subprocess.run(
        [python, HERE / script],
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=False,
        cwd=python.parent.parent,
        timeout=900,
    )
    if run.returncode:
        raise RuntimeError(f"{python.parent.parent.name}: {run.stderr[-_SHORT:]}")
    return json.loads(run.stdout.splitlines()[-1])
