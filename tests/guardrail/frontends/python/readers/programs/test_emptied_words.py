"""A folder that nobody has to name, in a deletion of all that is in it."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.recursive_delete import RecursiveDelete

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level

PURGE = """\
import argparse, os, subprocess

def purge(path{default}):
    {check}
    {deletes}

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--path", {option})
    args = parser.parse_args()
    purge({given})
"""
SHELL = 'os.system(f"rm -rf {path}/*")'
WORDS = 'subprocess.run(f"rm -rf {path}/", shell=True)'


def loud(code: str) -> bool:
    """Whether the deletion of all there is is told as a warning."""
    found = judge_example(RecursiveDelete, python(code))
    return any(one.level >= Level.WARNING and one.message.startswith("/") for one in found)


@pytest.mark.parametrize("deletes", [SHELL, WORDS])
@pytest.mark.parametrize(
    ("default", "option", "given", "told"),
    [
        ("", 'default=""', "args.path", True),
        ('=""', 'default=""', "", True),
        ("", "required=True", "args.path", False),
        ("", 'default="build"', "args.path", False),
    ],
)
def test_all_there_is_where_it_is_left_out(
    default: str, option: str, given: str, deletes: str, told: bool
) -> None:
    asked = {"default": default, "option": option, "given": given, "deletes": deletes}
    assert loud(PURGE.format(check="pass", **asked)) is told


@pytest.mark.parametrize("deletes", [SHELL, WORDS])
def test_what_is_refused_when_empty_is_none(deletes: str) -> None:
    asked = {"default": '=""', "option": 'default=""', "given": "args.path", "deletes": deletes}
    assert not loud(PURGE.format(check="if not path: raise SystemExit", **asked))


CLEAN = """\
import os, shutil, subprocess
from pathlib import Path

ROOT = Path("/srv/portal")

def below(name):
    return ROOT / name

def clean(name{default}):
    {check}
    {deletes}
"""


@pytest.mark.parametrize(
    "deletes",
    [
        'subprocess.run(["rm", "-rf", f"/srv/portal/{name}"])',
        'os.system(f"rm -rf {below(name)}")',
        "shutil.rmtree(ROOT / name)",
        'shutil.rmtree(os.path.join("/srv/portal", name))',
        'shutil.rmtree(f"/srv/portal/{name}")',
    ],
)
@pytest.mark.parametrize(
    ("default", "check", "told"),
    [
        ('=""', "pass", True),
        ('=""', "if name and name not in CLEANABLE: raise SystemExit", True),
        ('=""', "if not name: raise SystemExit", False),
        ('=".cache"', "pass", False),
        ("", "pass", False),
    ],
)
def test_a_last_part_that_is_left_out_leaves_the_whole_folder(
    default: str, check: str, deletes: str, told: bool
) -> None:
    found = judge_example(
        RecursiveDelete, python(CLEAN.format(default=default, check=check, deletes=deletes))
    )
    whole = [one for one in found if one.message.startswith("/srv/portal, ")]
    assert any(one.level >= Level.WARNING for one in whole) is told


def test_a_part_that_is_more_than_what_is_left_out_names_a_folder() -> None:
    code = CLEAN.format(default='=""', check="pass", deletes='shutil.rmtree(ROOT / f"old-{name}")')
    assert not loud(code)
