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


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("'python' in p.info['name']", "every process of python"),
        ("p.name() == 'java'", "every process of java"),
        ("p.name().startswith('node')", "every process of node"),
        ("p.name() in ('python', 'python3')", "every process of python and python3"),
        ("is_python(p)", "every process of python"),
        ("is_python(p) and p.pid != os.getpid()", "every process of python"),
        ("p.username() == 'root'", "every process of root"),
        ("is_python(p) and 'reports.worker' in p.cmdline()", ""),
        ("p.name() != 'python'", ""),
        ("p.name() == 'python' or p.name() == 'reporter'", ""),
        ("p.name() == 'celery'", ""),
        ("p.username() == 'shop'", ""),
    ],
)
def test_a_name_that_many_have_picks_everybody_s(condition: str, told: str) -> None:
    own = "def is_python(p):\n    return 'python' in (p.info['name'] or '')\n"
    loop = f"for p in psutil.process_iter():\n    if {condition}:\n        p.kill()\n"
    ended = [one.partition("id=")[2] for one in shown(HEAD + own + loop) if "process" in one]
    assert ended == ([told] if told else [])


STOP = """
def is_python(p):
    return 'python' in p.name()
def is_worker(p):
    return is_python(p) and 'reports' in p.cmdline()
def stop(match):
    for p in psutil.process_iter():
        if match(p):
            p.kill()
stop(match={0})
"""


@pytest.mark.parametrize(("given", "told"), [("is_python", True), ("is_worker", False)])
def test_a_function_that_is_handed_on_picks(given: str, told: bool) -> None:
    found = shown(HEAD + STOP.format(given))
    assert any(one.endswith("every process of python") for one in found) is told


READ = """
def read():
    try:
        return int(open("/run/shop.pid").read())
    except OSError:
        return {0}
pid = read()
{1}os.kill(pid, signal.SIGTERM)
"""


@pytest.mark.parametrize(
    ("unknown", "asked", "told"),
    [
        ("-1", "", True),
        ("-1", "if pid:\n    ", True),
        ("-1", "if pid > 0:\n    ", False),
        ("-1", "if pid != -1:\n    ", False),
        ("0", "if pid > 1:\n    ", False),
        ("None", "if pid:\n    ", False),
    ],
)
def test_the_number_that_is_given_for_none(unknown: str, asked: str, told: bool) -> None:
    assert (EVERY in shown(HEAD + READ.format(unknown, asked))) is told


@pytest.mark.parametrize(
    "code",
    [
        "os.kill(state.get('pid', -1), 9)\n",
        "os.kill(int(os.environ.get('PID', '-1')), 9)\n",
        "pid = -1\nif found:\n    pid = found[0]\nos.kill(pid, 9)\n",
        "for pid in os.listdir('/proc'):\n    if pid.isdigit():\n        os.kill(int(pid), 9)\n",
        "[p.kill() for p in psutil.process_iter()]\n",
        (
            "for p in psutil.process_iter():\n    if p.username() == getpass.getuser():\n"
            "        p.kill()\n"
        ),
        (
            "for line in subprocess.check_output(['ps', '-A', '-o', 'pid=']).splitlines():\n"
            "    os.kill(int(line.split()[0]), 9)\n"
        ),
    ],
)
def test_other_ways_to_everybody(code: str) -> None:
    assert EVERY in shown(HEAD + code)


@pytest.mark.parametrize(("name", "told"), [("python", True), ("reports.worker", False)])
def test_processes_that_another_program_lists(name: str, told: bool) -> None:
    listed = f"subprocess.check_output(['pgrep', '-f', '{name}'], text=True).split()"
    found = shown(f"{HEAD}for pid in {listed}:\n    os.kill(int(pid), 9)\n")
    assert any(one.endswith("every process of python") for one in found) is told


HEAVY = """
LIMIT = 1500
def is_worker(p):
    return p.info["username"] == "reports" and "worker.py" in p.info["cmdline"]
def too_big(p):
    used = p.info["memory_info"]
    return used is not None and used.rss > LIMIT
for p in psutil.process_iter():
    if {}:
        p.kill()
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("is_worker(p) or too_big(p)", True),
        ("too_big(p)", True),
        ("p.cpu_percent() > 90", True),
        ("p.memory_info().rss >= LIMIT", True),
        ("is_worker(p) and too_big(p)", False),
        ("is_worker(p)", False),
        ("p.memory_info().rss < LIMIT and is_worker(p)", False),
    ],
)
def test_what_uses_much_may_be_anybodys(condition: str, told: bool) -> None:
    assert any("uses much" in line for line in shown(HEAD + HEAVY.format(condition))) is told


HELPER = """
def stop(p):
    try:
        p.kill()
    except psutil.NoSuchProcess:
        return
for p in psutil.process_iter(["pid", "name"]):
    if {}:
        stop(p)
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [("p.pid != os.getpid()", True), ("p.cpu_percent() > 90", True), ("p.name() == 'a'", False)],
)
def test_a_helper_ends_what_it_is_given(condition: str, told: bool) -> None:
    assert any("kind=process" in line for line in shown(HEAD + HELPER.format(condition))) is told
