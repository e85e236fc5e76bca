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
CHECK = [GUARDRAIL, "check"]
SCRATCH = ROOT / ".cache" / "bench"

DJANGO = Sdist(
    "django",
    "5.2.19",
    "django-5.2.19.tar.gz",
    "ad03d8abc51dbff95ebf34b27123cf0c26a3b62db7ba0cd520783686362533d1",
)
AIRFLOW = Sdist(
    "apache-airflow-core",
    "3.3.2",
    "apache_airflow_core-3.3.2.tar.gz",
    "53f38e7749a2689a1d67c6e661284ecddaa687c1f7f3cae2d76b2eca7758210f",
)
"""Where Airflow's code is since 3.0: the distribution "apache-airflow" holds none any more."""
PEERS = (
    "bandit==1.9.4",
    "libcst==1.9.0",
    "sqlglot==30.30.0",
    "sqlglotc==30.30.0",
    "squawk-cli==2.70.0",
)
"""What is measured beside Guardrail: linters of Python and of SQL, and the usual parsers."""


def sources(sdist: Sdist, into: Path) -> Path:
    """The project's sources, unpacked below a folder. Raises `Offline`."""
    return unpack(fetch(sdist), into)


def peer(command: str) -> str:
    """A command of the peers' own virtual environment, which is made once."""
    environment = SCRATCH / "peers"
    if not (environment / "made").exists():
        subprocess.run([PYTHON, "-m", "venv", str(environment)], check=True)
        pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", *PEERS]
        subprocess.run(pip, check=True)
        (environment / "made").touch()
    return str(environment / "bin" / command)


def cold(name: str, options: list[str], folder: Path, cache: Path) -> Job:
    """`guardrail check` in a folder, its cache thrown away before each run."""
    forget: Callable[[], None] = partial(shutil.rmtree, cache, ignore_errors=True)
    return Job(name, [*CHECK, *options], folder, {"GUARDRAIL_CACHE": str(cache)}, forget)
