"""What a program looks at before it deletes or throws away: a name, work that isn't committed."""

from __future__ import annotations

from textwrap import dedent

import pytest
from reading_python import items

from guardrail.effects import Effect
from guardrail.effects.guarding import is_withheld
from guardrail.frontends.python.readers.programs.clean_trees import CLEAN
from guardrail.stream import Embedded

CHECK = "if not JOB.fullmatch(job): raise ValueError(job)"
DELETION = """
import os, re, shutil, subprocess
SCRATCH = "/scratch"
KNOWN = ("a", "b")
JOB = re.compile("[a-z]+-[0-9]{{6}}")

def folder(job):
    {inside}
    return os.path.join(SCRATCH, job)

def clean(job):
    {here}
    path = folder(job)
    {deletes}
"""


def guards(code: str) -> tuple[str, ...]:
    """The guards of the last thing that the code does."""
    last = [one for one in items(dedent(code)) if isinstance(one, (Effect, Embedded))][-1]
    return last.guards if isinstance(last, Effect) else last.source.surroundings.guards


@pytest.mark.parametrize("deletes", ['subprocess.run(["rm", "-rf", path])', "shutil.rmtree(path)"])
@pytest.mark.parametrize(
    ("here", "inside", "told"),
    [
        (CHECK, "pass", True),
        ("pass", CHECK, True),
        ("if job not in KNOWN: return", "pass", True),
        ("if not job.isalnum(): raise ValueError", "pass", True),
        ("pass", "pass", False),
        ("if job in KNOWN: return", "pass", False),
        ("log(JOB.fullmatch(other))", "pass", False),
    ],
)
def test_a_name_that_can_be_nothing_else(here: str, inside: str, deletes: str, told: bool) -> None:
    code = DELETION.format(here=here, inside=inside, deletes=deletes)
    assert is_withheld(guards(code)) is told


RESET = """
import pygit2
from pygit2.enums import ResetMode

def pending(repo):
    return sorted(repo.{looks}())

def update(path, tip):
    repo = pygit2.Repository(path)
    changes = pending(repo)
    if {asked}:
        raise RuntimeError("local work")
    repo.reset(tip, ResetMode.HARD)
"""


@pytest.mark.parametrize("asked", ["changes", "changes or tip is None", "pending(repo)"])
@pytest.mark.parametrize(("looks", "told"), [("status", True), ("listall_branches", False)])
def test_a_function_that_looks_for_work(asked: str, looks: str, told: bool) -> None:
    assert (CLEAN in guards(RESET.format(looks=looks, asked=asked))) is told


@pytest.mark.parametrize(
    ("parameter", "word", "told"),
    [
        ("job: uuid.UUID", "f'/scratch/{job}'", True),
        ("job: int", "f'/scratch/job-{job}'", True),
        ("job: str", "f'/scratch/{uuid.UUID(job)}'", True),
        ("job: str", "f'/scratch/{job}'", False),
        ("job: str", "f'{ROOT}/{int(job)}'", False),
    ],
)
def test_a_number_leads_nowhere_else(parameter: str, word: str, told: bool) -> None:
    code = f"import subprocess, uuid\ndef clean({parameter}):\n"
    code += f"    subprocess.run(['rm', '-r', {word}])"
    assert is_withheld(guards(code)) is told
