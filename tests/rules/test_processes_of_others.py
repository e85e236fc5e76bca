"""Processes that a watchdog ends: its own workers, or all that have such a name or run so long."""

from __future__ import annotations

import pytest
from guardrail_rules.infrastructure.stopped_machine import StoppedMachine

from guardrail.engine.examples import judge_example
from guardrail.example import python

WATCHDOG = """
import os, signal, subprocess, time
import psutil

LIMIT = 6 * 3600

def is_worker(process):
    return any("shop.worker" in part for part in process.info["cmdline"] or [])

"""
PICKED = f"""{WATCHDOG}
def is_hanging(info):
    {{}}

def stop(processes):
    for process in processes:
        process.kill()

def main():
    found = [one for one in psutil.process_iter(["name", "cmdline"]) if is_hanging(one.info)]
    if found:
        stop(found)
"""
REAPED = f"""{WATCHDOG}
def is_stuck(process, limit):
    age = time.time() - process.info["create_time"]
    return {{}}

def reap(limit):
    victims = []
    for process in psutil.process_iter(["pid", "cmdline", "create_time"]):
        if process.pid <= 1 or process.pid == psutil.Process().pid:
            continue
        if is_stuck(process, limit):
            victims.append(process)
    for process in victims:
        process.kill()

reap(LIMIT)
"""
ALIKE = f"""{WATCHDOG}
for process in psutil.process_iter():
    if {{}}:
        os.kill(process.pid, signal.SIGKILL)
"""
ASKED = f"""{WATCHDOG}
def named(name):
    for process in psutil.process_iter(["name"]):
        if process.info["name"] == name:
            yield process

for process in named({{}}):
    process.terminate()
"""
LISTED = f"""{WATCHDOG}
found = subprocess.run(["pgrep", {{}}], capture_output=True, text=True).stdout
for pid in found.split():
    os.kill(int(pid), signal.SIGKILL)
"""
NO_PYTHON = 'if not (info["name"] or "").startswith("python"):\n        return False\n    '


@pytest.mark.parametrize(
    ("code", "others", "own"),
    [
        (
            PICKED,
            NO_PYTHON + 'return bool(info["cmdline"])',
            'return info["name"] == "shop-worker"',
        ),
        (
            PICKED,
            NO_PYTHON + 'if info["pid"] == psutil.Process().pid:\n        return False\n'
            '    return bool(info["cmdline"])',
            NO_PYTHON + 'return "shop.worker" in (info["cmdline"] or [])',
        ),
        (
            PICKED,
            NO_PYTHON + "return True",
            NO_PYTHON + 'if info["username"] != "importer":\n        return False\n    return True',
        ),
        (REAPED, "is_worker(process) or age > limit", "is_worker(process) and age > limit"),
        (REAPED, "age > limit", "age < limit and is_worker(process)"),
        (
            ALIKE,
            "time.time() - process.create_time() > LIMIT",
            "process.username() == 'importer' and time.time() - process.create_time() > LIMIT",
        ),
        (ALIKE, "'java' in process.name()", "'shop-worker' in process.name()"),
        (ASKED, "'python3'", "'shop-worker'"),
        (LISTED, "'node'", "'shop-worker'"),
    ],
)
def test_whose_processes_are_ended(code: str, others: str, own: str) -> None:
    assert judge_example(StoppedMachine, python(code.format(others)))
    assert not judge_example(StoppedMachine, python(code.format(own)))
