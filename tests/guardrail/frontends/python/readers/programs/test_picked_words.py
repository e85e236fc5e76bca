"""Command lines in a loop that take away what a label, a name or a merge picks."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects.guarding import is_withheld
from guardrail.stream import Embedded

LISTS = """
import subprocess
from git import Repo

def out(*words):
    return subprocess.run(words, capture_output=True, text=True).stdout

def merged(head):
    return out("git", "merge-base", "--is-ancestor", head, "main") == ""

def listed():
    return out("git", "branch", "--format=%(refname:short)").splitlines()

def listed_merged():
    return [name for name in listed() if merged(name)]
"""


def picked(code: str) -> bool:
    """Whether the last command line is held back by what picks it."""
    lines = [one.source for one in items(LISTS + code) if isinstance(one, Embedded)]
    return is_withheld(lines[-1].surroundings.guards)


@pytest.mark.parametrize(
    "code",
    [
        "for one in listed_merged():\n    {}",
        "for one in listed():\n    if not merged(one):\n        continue\n    {}",
        "for one in out('git', 'branch', '-r', '--merged', 'main').split():\n    {}",
        "for one in branches('-r', '--merged', 'main'):\n    {}",
        "for one in [b for b in branches('--merged') if b != 'main']:\n    {}",
        (
            "found = subprocess.check_output(['git', 'branch', '--merged'], text=True)\n"
            "for one in found.splitlines():\n    {}"
        ),
        "def drop(one):\n    {}\n\nfor name in listed_merged():\n    drop(name)",
    ],
)
@pytest.mark.parametrize(
    "call",
    [
        "subprocess.run(['git', 'push', 'origin', '--delete', one])",
        "subprocess.run(['git', 'push', REMOTE, f':{one}'])",
        "Repo('.').git.push('origin', '--delete', one)",
        "subprocess.run(['git', 'branch', '-D', one])",
    ],
)
def test_what_is_merged_is_picked(code: str, call: str) -> None:
    assert picked(code.format(call))


@pytest.mark.parametrize(
    "code",
    [
        "for one in listed():\n    {}",
        "for one in listed():\n    if one != 'main':\n        {}",
        "for one in out('git', 'branch', '--no-merged', 'main').split():\n    {}",
        "for one in listed():\n    print(merged(one))\n    {}",
        "def drop(one):\n    {}\n\nfor name in listed():\n    drop(name)",
    ],
)
def test_what_is_only_listed_is_not(code: str) -> None:
    assert not picked(code.format("subprocess.run(['git', 'push', 'origin', '--delete', one])"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("'kubectl', 'get', 'ns', '-l', 'purpose=preview', '-o', 'name'", True),
        ("'kubectl', 'get', 'ns', '-o', 'name'", False),
    ],
)
def test_labels_pick_what_a_program_lists(line: str, told: bool) -> None:
    loop = f"for one in out({line}).split():\n"
    assert picked(loop + "    subprocess.run(['kubectl', 'delete', one])") is told
