"""What lies around a judged file: all of a repository, of another folder the nearest so many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from guardrail.engine import nearby
from guardrail.engine.nearby import Nearby
from guardrail.project import uses
from guardrail.snapshot.work_tree import WorkTree

Project = Any
"""The fixture of tests/conftest.py."""


def written(folder: Path, *paths: str) -> Path:
    """The folder with files at the paths."""
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x = 1\n")
    return folder


FILES = ("a/1.py", "a/b/2.py", "a/b/c/3.py", "top.py", "z/4.py", "z/y/5.py", "node_modules/6.js")


@pytest.mark.parametrize(
    ("beside", "most", "expected"),
    [
        ("a/b/new.py", 1, ["a/b/2.py"]),
        ("a/b/new.py", 2, ["a/1.py", "a/b/2.py"]),
        ("a/b/new.py", 3, ["a/1.py", "a/b/2.py", "top.py"]),
        ("top.py", 3, ["a/1.py", "top.py", "z/4.py"]),
        ("top.py", 6, ["a/1.py", "a/b/2.py", "a/b/c/3.py", "top.py", "z/4.py", "z/y/5.py"]),
    ],
)
def test_the_nearest_files_come_first(
    tmp_path: Path, beside: str, most: int, expected: list[str]
) -> None:
    around = Nearby(WorkTree(written(tmp_path, *FILES)), [beside], most)
    assert around() == expected
    assert bool(around.note) is (most < 6)


def test_a_repository_is_listed_as_a_whole(project: Project) -> None:
    written(project.root, *FILES)
    around = Nearby(WorkTree(project.root), ["top.py"], 1)
    assert {"a/b/c/3.py", "z/y/5.py"} <= {*around()}
    assert not around.note


def outcome(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    from guardrail.cli.main import main

    main(["check", "--no-cache", *words])
    return capsys.readouterr().out


def test_what_was_left_out_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(nearby.Nearby.__init__, "__defaults__", (3,))
    written(tmp_path, *FILES)
    (tmp_path / "drop.sql").write_text("ALTER TABLE orders DROP COLUMN total;\n")
    (tmp_path / "clean.sh").write_text("rm -rf /data\n")
    monkeypatch.chdir(tmp_path)
    assert "holds more than 3 files" in outcome(tmp_path, capsys, "drop.sql")
    assert "holds more than" not in outcome(tmp_path, capsys, "clean.sh"), "nothing was asked"
    assert "holds more than" not in outcome(tmp_path, capsys), "all of it was judged"


def test_code_that_was_too_much_to_look_through_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(uses, "MOST_TEXT", 20)
    written(tmp_path, *(f"app/m{number}.py" for number in range(9)))
    (tmp_path / "drop.sql").write_text("ALTER TABLE orders DROP COLUMN total;\n")
    monkeypatch.chdir(tmp_path)
    assert "in a part of the code: " in outcome(tmp_path, capsys, "drop.sql")
    monkeypatch.setattr(uses, "MOST_TEXT", 2_000)
    assert "in a part of the code: " not in outcome(tmp_path, capsys, "drop.sql")
