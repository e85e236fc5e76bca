"""Functions of libraries that threads, pools and loops run are called with what these are given."""

from __future__ import annotations

import pytest
from reading_python import shown

BEFORE = """
import asyncio, functools, shutil, subprocess, threading
from multiprocessing import Pool, Process
from pathlib import Path
from threading import Thread, Timer
DATA = Path("/srv/data")
def wipe(folder):
    shutil.rmtree(folder)
"""
GONE = "FileChange verb=delete path=/srv/data recursive"


def told(code: str) -> list[str]:
    """What is told of a module that ends with some code, but for what isn't known by itself."""
    return [one for one in shown(BEFORE + code) if one.startswith("FileChange") and "path" in one]


@pytest.mark.parametrize(
    "code",
    [
        "Thread(target=shutil.rmtree, args=(DATA,)).start()",
        "job = threading.Thread(target=shutil.rmtree, args=[str(DATA)], daemon=True)",
        "Process(target=shutil.rmtree, kwargs={'path': DATA}).start()",
        "Thread(\n    target=shutil.rmtree,\n    args=(DATA,),\n)",
        "Timer(5.0, shutil.rmtree, args=(DATA,)).start()",
        "Timer(5.0, shutil.rmtree, [DATA]).start()",
        "Pool().apply_async(shutil.rmtree, (DATA,))",
        "Pool().apply(shutil.rmtree, args=(DATA,))",
        "scheduler.add_job(shutil.rmtree, 'interval', hours=1, args=[DATA])",
        "loop.call_later(3, shutil.rmtree, DATA)",
        "nursery.start_soon(shutil.rmtree, DATA)",
        "queue.enqueue(shutil.rmtree, DATA)",
        "Parallel(n_jobs=4)(delayed(shutil.rmtree)(p) for p in DATA.iterdir())",
        "Parallel(n_jobs=4)(delayed(wipe)(p) for p in DATA.iterdir())",
        "Pool().apply_async(wipe, args=(DATA,))",
        "[shutil.rmtree(p) for p in DATA.iterdir()]",
    ],
)
def test_what_is_run_elsewhere(code: str) -> None:
    assert GONE in told(f"{code}\n")


@pytest.mark.parametrize(
    "code",
    [
        "Thread(target=shutil.rmtree, args=(Path('/tmp/x'),)).start()",
        "Thread(target=print, args=(DATA,)).start()",
        "Pool().apply_async(shutil.rmtree, (one,))",
        "[shutil.rmtree(p) for p in DATA.iterdir() if p.name in old]",
    ],
)
def test_what_is_not(code: str) -> None:
    assert GONE not in told(f"{code}\n")


def test_a_program_that_a_process_runs() -> None:
    code = "Process(target=subprocess.run, args=(['rm', '-rf', '/srv/data'],)).start()\n"
    assert "shell: rm -rf /srv/data" in shown(BEFORE + code)
