"""Folders that are deleted where the code around is about another one."""

from __future__ import annotations

from textwrap import dedent

import pytest
from reading_python import items

from guardrail.effects import FileChange

ABOVE = """\
import os, shutil, tempfile
from pathlib import Path
from settings import config
ARCHIVE = os.environ.get("ARCHIVE", "/mnt/archive/statements")
"""


def slips(code: str) -> list[str]:
    """Why what is deleted isn't what is meant, of every folder."""
    found = items(ABOVE + dedent(code))
    return [one.astray for one in found if isinstance(one, FileChange) and one.recursive]


BUNDLE = """
def bundle(year, keep, out):
    {first}
    try:
        pack(work)
        {then}
    finally:
        shutil.rmtree({given})
"""


@pytest.mark.parametrize("first", ["work = tempfile.mkdtemp()", "work = Path(tempfile.mkdtemp())"])
@pytest.mark.parametrize("given", ["work", "str(work)"])
@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("work = os.path.join(ARCHIVE, str(year))", True),
        ("work = Path(ARCHIVE) / str(year)", True),
        ("work = config.archive / str(year)", True),
        ("folder = os.path.join(ARCHIVE, str(year))", False),
        ("work = Path(work)", False),
        ("work = tempfile.mkdtemp()", False),
        ("work = None", False),
    ],
)
def test_a_temporary_folders_name_given_to_another(
    first: str, then: str, given: str, told: bool
) -> None:
    code = BUNDLE.format(first=first, then=then, given=given)
    assert any("temporary folder" in one for one in slips(code)) is told


def test_one_of_two_ways_to_a_folder_is_none_of_them() -> None:
    code = """
    def bundle(out):
        if out is None:
            work = tempfile.mkdtemp()
        else:
            work = Path(ARCHIVE) / out
        pack(work)
        shutil.rmtree(work)
    """
    assert not any(slips(code))


WORKSPACE = """
class Workspace:
    def __init__(self, root, build):
        self.path = root / build

    def create(self):
        {make}

    def destroy(self):
        shutil.rmtree({given}){after}
"""


@pytest.mark.parametrize("make", ["self.path.mkdir(parents=True)", "os.makedirs(self.path)"])
@pytest.mark.parametrize(
    ("given", "after", "told"),
    [
        ("self.path.parent", "", True),
        ("os.path.dirname(self.path)", "", True),
        ("self.path", "", False),
        ("self.file.parent", "", False),
        ("self.path.parent", "\n        self.path.mkdir()\n        os.makedirs(self.path)", False),
    ],
)
def test_the_folder_above_one_that_was_made(make: str, given: str, after: str, told: bool) -> None:
    assert slips(WORKSPACE.format(make=make, given=given, after=after)) == [
        "self.path and all that lies beside it are in it" if told else ""
    ]


JOB = """
def prepare(job):
    folder = config.root / str(job)
    folder.mkdir()
    return folder

def run(job):
    folder = {own}
    try:
        encode(folder)
    finally:
        shutil.rmtree({given})
    {after}
"""


@pytest.mark.parametrize("own", ["prepare(job)", "config.root / str(job)"])
@pytest.mark.parametrize(
    ("given", "after", "told"),
    [
        ("config.root", "return job", True),
        ("folder", "return job", False),
        ("config.root", "folder.mkdir(parents=True)", False),
        ("config.other", "return job", False),
    ],
)
def test_the_folder_of_every_job(own: str, given: str, after: str, told: bool) -> None:
    expected = "folder is but one folder in it" if told else ""
    assert slips(JOB.format(own=own, given=given, after=after)) == [expected]
