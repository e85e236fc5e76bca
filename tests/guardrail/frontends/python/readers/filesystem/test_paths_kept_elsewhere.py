"""Paths of settings objects, of other classes of paths, and those that `map` hands on."""

from __future__ import annotations

import pytest
from reading_python import shown

SETTINGS = """
import os, shutil, glob, anyio
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from pydantic import Field
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    given: Path = Field(default=Path("/srv/given"))
    made: Path = Field(default_factory=lambda: Path("/srv/made"))
    plain: Path = Path("/srv/plain")

    @property
    def derived(self) -> Path:
        return self.plain / "derived"

@dataclass
class Places:
    root: Path = field(default_factory=lambda: Path("/srv/root"))

def settings():
    return Settings()

POSIX = PurePosixPath("/srv/posix")
FOLDERS = ["/srv/one", "/srv/two"]

class Cleaner:
    def __init__(self, settings: Settings, places: Places) -> None:
        self.settings = settings
        self.places = places

    def run(self):
        {deed}
"""


def deleted(deed: str) -> list[str]:
    lines = shown(SETTINGS.format(deed=deed))
    return [line.split("path=")[1].split()[0] for line in lines if "verb=delete" in line]


@pytest.mark.parametrize(
    ("deed", "paths"),
    [
        ("shutil.rmtree(self.settings.given)", ["/srv/given"]),
        ("shutil.rmtree(self.settings.made)", ["/srv/made"]),
        ("shutil.rmtree(self.settings.derived)", ["/srv/plain/derived"]),
        ("shutil.rmtree(settings().derived)", ["/srv/plain/derived"]),
        ("shutil.rmtree(self.places.root)", ["/srv/root"]),
        ("shutil.rmtree(POSIX / 'a')", ["/srv/posix/a"]),
        ("list(map(shutil.rmtree, FOLDERS))", ["/srv/one", "/srv/two"]),
        ("deque(map(os.remove, glob.glob('/srv/all/*')), maxlen=0)", ["/srv/all"]),
        ("deque(map(Path.unlink, Path('/srv/tree').rglob('*')))", ["/srv/tree"]),
        ("anyio.Path('/srv/a.db').unlink()", ["/srv/a.db"]),
    ],
)
def test_paths_are_followed(deed: str, paths: list[str]) -> None:
    assert list(dict.fromkeys(deleted(deed))) == paths


@pytest.mark.parametrize(
    ("loop", "whole"),
    [
        (
            "for p in Path('/srv/t').rglob('*'):\n    if loud:\n        print(p)\n    p.unlink()",
            True,
        ),
        (
            "for p in Path('/srv/t').iterdir():\n    if not p.is_file(): continue\n    p.unlink()",
            True,
        ),
        (
            "for p in Path('/srv/t').iterdir():\n    if p.is_file() and p.x:\n        p.unlink()",
            False,
        ),
        ("import glob, os\nfor p in glob.glob('/srv/t/*.tmp'):\n    os.remove(p)", False),
    ],
)
def test_conditions_around_the_call_decide(loop: str, whole: bool) -> None:
    lines = shown(f"from pathlib import Path\nloud = True\n{loop}\n")
    assert ("FileChange verb=delete path=/srv/t recursive" in lines) is whole


def test_an_address_that_a_method_puts_together() -> None:
    code = """
    import requests
    class Cloud:
        BASE = "https://api.acme.io"
        def __init__(self):
            self.http = requests.Session()
        def url(self, kind, name):
            return f"{self.BASE}/v2/{kind}/{name}"
        def remove(self, name):
            self.http.delete(self.url("volumes", name))
    """
    found = [line for line in shown(code) if line.startswith("NetworkUse")]
    assert found[0].startswith("NetworkUse method=DELETE host=api.acme.io path=/v2/volumes/")
