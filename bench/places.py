"""Where measurements happen: the commands, scratch folders and the environment of every job."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.timing import Job
from tools.sdists import ROOT, Sdist, fetch, unpack

PYTHON = sys.executable
GUARDRAIL = str(Path(PYTHON).parent / "guardrail")
CHECK = [GUARDRAIL, "check", "--format", "concise"]
SCRATCH = ROOT / ".cache" / "bench"

DJANGO = Sdist(
    "django",
    "5.2.19",
    "django-5.2.19.tar.gz",
    "ad03d8abc51dbff95ebf34b27123cf0c26a3b62db7ba0cd520783686362533d1",
)
BANDIT = "bandit==1.9.4"


def sources(sdist: Sdist, into: Path) -> Path:
    """The project's sources, unpacked below a folder. Raises `Offline`."""
    return unpack(fetch(sdist), into)


def bandit() -> str:
    """The bandit command, installed once into a virtual environment of its own."""
    environment = SCRATCH / "bandit"
    command = environment / "bin" / "bandit"
    if not command.exists():
        subprocess.run([PYTHON, "-m", "venv", str(environment)], check=True)
        pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", BANDIT]
        subprocess.run(pip, check=True)
    return str(command)


def cold(name: str, options: list[str], folder: Path, cache: Path) -> Job:
    """`guardrail check` in a folder, its cache thrown away before each run."""
    forget: Callable[[], None] = partial(shutil.rmtree, cache, ignore_errors=True)
    return Job(name, [*CHECK, *options], folder, {"GUARDRAIL_CACHE": str(cache)}, forget)
