"""A unified diff as a Snapshot: hunks at their own lines."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from guardrail.model import ChangeKind
from guardrail.snapshot import Unreadable
from guardrail.snapshot.patch import BadPatch, Patch

HUNK = """\
--- a/{name}
+++ b/{name}
@@ -5,2 +5,3 @@ def f
 five
+six
 seven
"""


def test_lines_keep_their_numbers() -> None:
    patch = Patch(HUNK.format(name="a.py"))
    assert patch.text("a.py").text == "\n\n\n\nfive\nsix\nseven\n"
    assert patch.changed_lines == {"a.py": [(6, 6)]}
    assert list(patch.paths()) == ["a.py"]
    assert not patch.exists("b.py")
    with pytest.raises(Unreadable):
        patch.text("b.py")


def test_a_real_diff_of_git_says_what_happened_to_each_file(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments],
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    git("init", "-q")
    for name, text in (("gone.sql", "x\n"), ("old.py", "same\n" * 9), ("café \t.py", "1\n2\n")):
        (tmp_path / name).write_text(text)
    git("add", ".")
    git("commit", "-qm", "first")
    (tmp_path / "gone.sql").unlink()
    (tmp_path / "old.py").rename(tmp_path / "new.py")
    (tmp_path / "café \t.py").write_text("1\nchanged\n")
    (tmp_path / "added.sql").write_text("DROP TABLE t")
    git("add", ".")
    patch = Patch(git("diff", "--cached", "-M"))
    assert {(e.kind, e.old_path, e.path) for e in patch.edits} == {
        (ChangeKind.DELETED, "gone.sql", "gone.sql"),
        (ChangeKind.RENAMED, "old.py", "new.py"),
        (ChangeKind.EDITED, "café \t.py", "café \t.py"),
        (ChangeKind.ADDED, "added.sql", "added.sql"),
    }
    assert patch.text("added.sql").text.strip() == "DROP TABLE t"
    assert patch.changed_lines["café \t.py"] == [(2, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "--- a/x\n+++ b/x\n@@ -1 +1 @@\nnonsense\n",
        "--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n x\n",
    ],
)
def test_what_is_no_diff_is_refused(text: str) -> None:
    with pytest.raises(BadPatch):
        Patch(text)


def test_an_empty_diff_changes_nothing() -> None:
    assert Patch("").edits == []


def test_a_line_number_out_of_this_world_takes_no_memory() -> None:
    patch = Patch("--- a/x\n+++ b/x\n@@ -1,0 +999999999,1 @@\n+DROP\n")
    assert len(patch.text("x").text) < 100
