"""Members of archives joined to a folder, archives that helpers fetch, roots that are a home."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.recursive_delete import RecursiveDelete
from guardrail_rules.data_loss.unchecked_path import UncheckedPath
from guardrail_rules.data_loss.unfiltered_archive import UnfilteredArchive

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level
from guardrail.rule import Rule


def loudest(rule: type[Rule], code: str) -> Level:
    """The level of the loudest finding, OFF for none."""
    return max((one.level for one in judge_example(rule, python(code))), default=Level.OFF)


MEMBERS = """\
import os, shutil, zipfile
from pathlib import Path

THEMES = Path("/srv/shop/themes")

def target_of(base, name):
    target = base / name
    {0}
    return target

def install(upload, slug):
    if not slug.isidentifier():
        raise ValueError(f"not a name: {{slug}}")
    base = THEMES / slug
    with zipfile.ZipFile(upload) as archive:
        for info in archive.infolist():
            target = target_of(base, info.filename)
            with archive.open(info) as source, open(target, "wb") as out:
                shutil.copyfileobj(source, out)
"""


@pytest.mark.parametrize(
    ("look", "told"),
    [
        (
            "if target.name.startswith('.'): raise ValueError(f'not allowed in a theme: {name}')",
            True,
        ),
        ("if name.startswith('__MACOSX/'): raise ValueError(name)", True),
        ("target = Path(os.path.realpath(target))", True),
        ("if not name: raise ValueError('no valid name')", True),
        ("if not target.resolve().is_relative_to(base.resolve()): raise ValueError(name)", False),
        ("if not str(target.resolve()).startswith(f'{base}/'): raise ValueError(name)", False),
        ("if os.path.realpath(target) != str(target): raise ValueError(name)", False),
        ("if '..' in Path(name).parts or name.startswith('/'): raise ValueError(name)", False),
        ("target = base / os.path.basename(name)", False),
    ],
)
def test_members_that_are_joined_to_a_folder(look: str, told: bool) -> None:
    assert (loudest(UncheckedPath, MEMBERS.format(look)) > Level.OFF) is told


FETCHED = """\
import shutil, tarfile, tempfile, requests

OPTIONS = {{"numeric_owner": False, "filter": "{0}"}}

def download(url, file):
    with requests.get(url, stream=True, timeout=60) as answer:
        shutil.copyfileobj(answer.raw, file)

def fetch(url, to):
    with tempfile.NamedTemporaryFile(suffix=".tar.gz") as file:
        download(url, file)
        with tarfile.open({1}) as archive:
            archive.extractall(to, **OPTIONS)
"""


@pytest.mark.parametrize("opened", ["file.name", "fileobj=file"])
def test_archives_that_a_helper_fetches(opened: str) -> None:
    assert loudest(UnfilteredArchive, FETCHED.format("fully_trusted", opened)) > Level.OFF
    assert loudest(UnfilteredArchive, FETCHED.format("data", opened)) is Level.OFF


REAPER = """\
import os, shutil
from pathlib import Path

class Reaper:
    root = Path(os.environ.get("WORKSPACES", "{root}"))

    def __init__(self, keep):
        self.keep = keep

    def found(self):
        return sorted(one for one in self.root.iterdir() if {picked})

    def reap(self):
        for one in self.found():
            shutil.rmtree(one)
"""


@pytest.mark.parametrize(
    ("root", "picked", "told"),
    [
        ("/home", "one.is_dir() and one.name not in self.keep", True),
        ("/home", "one.is_dir() and not one.is_symlink()", True),
        ("/home", "not (one.name in self.keep)", True),
        ("/home", "one.name != 'lost+found'", True),
        ("/home", "one.name.startswith('ci-')", False),
        ("/home", "one.name in LEFT", False),
        ("/home", "one.name not in self.keep and has_left(one)", False),
        ("/tmp/workspaces", "one.is_dir() and one.name not in self.keep", False),
        ("/srv/ci/workspaces", "one.is_dir() and one.name not in self.keep", False),
    ],
)
def test_homes_of_which_a_few_are_spared(root: str, picked: str, told: bool) -> None:
    found = loudest(RecursiveDelete, REAPER.format(root=root, picked=picked))
    assert (found >= Level.WARNING) is told


SWEEPER = """\
import argparse, time
from pathlib import Path

ROOT = {}

class Sweeper:
    def __init__(self, root, days):
        self.root = Path(root)
        self.cutoff = time.time() - days * 86400

    def stale(self):
        for one in self.root.rglob("*"):
            if one.is_symlink() or not one.is_file():
                continue
            if one.stat().st_mtime < self.cutoff:
                yield one

    def run(self):
        for one in list(self.stale()):
            one.unlink()

parser = argparse.ArgumentParser()
parser.add_argument("--root", type=Path, default=ROOT)
Sweeper(parser.parse_args().root, 14).run()
"""


@pytest.mark.parametrize(
    ("root", "told"),
    [("Path.home()", True), ("Path('/home')", True), ("Path.home() / '.cache' / 'tiles'", False)],
)
def test_a_home_that_is_combed_through_a_generator(root: str, told: bool) -> None:
    assert (loudest(RecursiveDelete, SWEEPER.format(root)) >= Level.WARNING) is told
