"""Processes that a program ends: all that there are, or those that it picked."""

from __future__ import annotations

import pytest
from reading_python import shown

HEAD = "import os, signal, psutil\nNONE = -1\n"
EVERY = "ResourceChange verb=delete provider=machine kind=process id=every process"


@pytest.mark.parametrize(
    "code",
    [
        "os.kill(-1, signal.SIGKILL)\n",
        "os.kill(NONE, 9)\n",
        "for p in psutil.process_iter():\n    p.kill()\n",
        "for pid in psutil.pids():\n    os.kill(pid, 9)\n",
        "for pid in psutil.pids():\n    psutil.Process(pid).terminate()\n",
        "for p in list(psutil.process_iter(['pid'])):\n    if p.is_running():\n        p.kill()\n",
        (
            "found = []\nfor p in psutil.process_iter():\n    found.append(p)\n"
            "for p in found:\n    p.terminate()\n"
        ),
        "found = [p for p in psutil.process_iter()]\nfor p in found:\n    p.kill()\n",
        "for p in psutil.process_iter():\n    if p.pid == me:\n        continue\n    p.kill()\n",
        "for p in psutil.process_iter():\n    if p.pid != os.getpid():\n        p.kill()\n",
        "for p in psutil.process_iter():\n    if p.info['pid'] != own_pid:\n        p.kill()\n",
        (
            "def all_of():\n    for p in psutil.process_iter():\n"
            "        if p.pid != os.getpid():\n            yield p\n"
            "for p in all_of():\n    p.kill()\n"
        ),
        "def all_of():\n    return psutil.process_iter()\nfor p in all_of():\n    p.kill()\n",
    ],
)
def test_all_that_there_are(code: str) -> None:
    assert EVERY in shown(HEAD + code)


@pytest.mark.parametrize(
    "code",
    [
        "os.kill(child, signal.SIGKILL)\n",
        "os.kill(-group, signal.SIGKILL)\n",
        "for p in psutil.process_iter():\n    if p.name() == 'a':\n        p.kill()\n",
        "for p in psutil.process_iter():\n    if p.pid == me:\n        p.kill()\n",
        (
            "found = []\nfor p in psutil.process_iter():\n    if p.name() == 'a':\n"
            "        found.append(p)\nfor p in found:\n    p.terminate()\n"
        ),
        (
            "found = [p for p in psutil.process_iter() if p.name() == 'a']\n"
            "for p in found:\n    p.kill()\n"
        ),
        "for p in children:\n    p.kill()\n",
        (
            "def some():\n    for p in psutil.process_iter():\n"
            "        if 'worker' in p.name():\n            yield p\n"
            "for p in some():\n    p.kill()\n"
        ),
        "worker.terminate()\n",
    ],
)
def test_those_that_were_picked(code: str) -> None:
    assert not any("ResourceChange" in line for line in shown(HEAD + code))
