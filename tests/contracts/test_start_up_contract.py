"""Which modules each way through Guardrail may load: what isn't needed must not cost anybody time.

Every case runs the real command in a fresh interpreter under `-X importtime`. Readers work in
forked processes that say nothing, so forking is taken away: then all is loaded where it is heard.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

WITHOUT_FORK = """
import os, sys
from guardrail.cli.main import main
del os.fork
sys.exit(main())
"""
LINE = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", re.MULTILINE)

NEVER = (
    "pydantic",
    "rich",
    "argparse",
    "importlib.metadata",
    "unittest",
    "asyncio",
)
PARSERS = ("libcst", "sqlglot", "sqlglotc", "tree_sitter", "yaml")
JUDGING = (
    "guardrail_rules",
    "guardrail.knowledge",
    "guardrail.frontends.sql",
    "guardrail.frontends.python",
)


@dataclass(frozen=True)
class Way:
    """A command line in a folder with one file, and what it must neither load nor leave out.

    `brought_along` is what a library needs that is wanted here.
    """

    name: str
    file: str
    text: str
    arguments: tuple[str, ...]
    absent: tuple[str, ...]
    present: tuple[str, ...] = ()
    status: int = 0
    brought_along: tuple[str, ...] = ()


WAYS = [
    Way(
        "the version",
        "a.py",
        "",
        ("--version",),
        absent=(*PARSERS, *JUDGING, "guardrail.engine", "guardrail.policy", "sqlite3", "json"),
    ),
    Way(
        "a file with nothing to see",
        "a.py",
        "def area(width, height):\n    return width * height\n",
        ("check", "a.py"),
        absent=(*PARSERS, *JUDGING, "typing"),
    ),
    Way(
        "a SQL file",
        "a.sql",
        "DELETE FROM users;\n",
        ("check", "a.sql"),
        absent=(*PARSERS, "guardrail.frontends.python", "guardrail.frontends.shell"),
        present=("guardrail.frontends.sql", "guardrail_rules"),
        status=1,
    ),
    Way(
        "a SQL file with a statement that only sqlglot may know",
        "a.sql",
        "FROBNICATE users DROP;\n",
        ("check", "a.sql"),
        absent=("tree_sitter", "guardrail.frontends.python", "guardrail.frontends.shell"),
        present=("sqlglot",),
        brought_along=("importlib.metadata",),
    ),
    Way(
        "a Python file without SQL",
        "a.py",
        "import shutil\n\nshutil.rmtree('/')\n",
        ("check", "a.py"),
        absent=("sqlglot", "yaml", "guardrail.frontends.sql", "guardrail.frontends.shell"),
        present=("tree_sitter", "guardrail_rules"),
        status=1,
    ),
    Way(
        "a Python file with SQL",
        "a.py",
        "import sqlite3\n\nsqlite3.connect('x').execute('DELETE FROM users')\n",
        ("check", "a.py"),
        absent=("sqlglot", "yaml", "guardrail.frontends.shell"),
        present=("tree_sitter", "guardrail.frontends.sql"),
        status=1,
    ),
    Way(
        "a shell script without SQL",
        "a.sh",
        "rm -rf /\n",
        ("check", "a.sh"),
        absent=(*PARSERS, "guardrail.frontends.sql", "guardrail.frontends.python"),
        present=("guardrail.frontends.shell", "guardrail_rules"),
        status=1,
    ),
]


def loaded(modules: Iterable[str], family: str) -> list[str]:
    """The modules that are the family's head or below it."""
    return [name for name in modules if name == family or name.startswith(f"{family}.")]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_what_is_loaded_on_the_way_of(way: Way, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / way.file).write_text(way.text)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", WITHOUT_FORK, *way.arguments],
        cwd=folder,
        env={**os.environ, "GUARDRAIL_CACHE": str(tmp_path / "cache")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    modules = LINE.findall(done.stderr)
    assert done.returncode == way.status, done.stdout + LINE.sub("", done.stderr)
    assert "guardrail" in modules
    for family in {*NEVER, *way.absent} - {*way.brought_along}:
        assert not loaded(modules, family), f"{family} is loaded for {way.name}"
    for family in way.present:
        assert loaded(modules, family), f"{family} isn't loaded for {way.name}: a stale contract?"


SAYS_WHICH = """
import sys
from guardrail.cli.main import main
main()
print("loaded", *(name for name in sys.modules if name.startswith("guardrail_rules.")))
"""


def test_only_rules_that_an_effect_asks_for_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.sql").write_text("DELETE FROM users;\n")
    done = subprocess.run(
        [sys.executable, "-c", SAYS_WHICH, "check", "a.sql"],
        cwd=tmp_path,
        env={**os.environ, "GUARDRAIL_CACHE": str(tmp_path / "cache")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded_rules = done.stdout.splitlines()[-1].split()
    assert "guardrail_rules.unscoped_write.unscoped_delete" in loaded_rules
    assert "guardrail_rules.locking.blocking_index" not in loaded_rules
    assert "guardrail_rules.guard.added_waiver" not in loaded_rules
