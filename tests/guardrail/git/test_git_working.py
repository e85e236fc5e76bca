"""Changes of the work tree, seen by own reading."""

from __future__ import annotations

import hashlib
import os
import stat

import pytest

from guardrail.git import Repository, hidden_entries, repository, work_tree_changes, work_tree_paths
from guardrail.model import ChangeKind


def repo_of(project) -> Repository:
    found = repository(project.root)
    assert found is not None
    return found


def kinds(project, base: str | None = None) -> list[tuple[ChangeKind, str]]:
    return [(c.kind, c.path) for c in work_tree_changes(repo_of(project), base)]


@pytest.fixture
def started(project):
    project.stage("a.sql", "select 1;\nselect 2;\n")
    project.stage("b.sql", "select 3;\n")
    project.commit()
    return project


def test_an_untouched_work_tree_has_no_changes(started) -> None:
    assert kinds(started) == []


def test_every_kind_of_change(started) -> None:
    started.write("a.sql", "drop table t;\n")
    (started.root / "b.sql").unlink()
    started.write("new.sql", "select 9;\n")
    assert kinds(started) == [
        (ChangeKind.EDITED, "a.sql"),
        (ChangeKind.DELETED, "b.sql"),
        (ChangeKind.ADDED, "new.sql"),
    ]


def test_a_file_that_moved_is_a_rename(started) -> None:
    (started.root / "a.sql").rename(started.root / "z.sql")
    (change,) = work_tree_changes(repo_of(started))
    assert (change.kind, change.old_path, change.path) == (ChangeKind.RENAMED, "a.sql", "z.sql")


def test_ignored_files_are_no_change(started) -> None:
    started.stage(".gitignore", "*.log\n")
    started.commit()
    started.write("x.log", "drop table t;")
    assert kinds(started) == []


def test_against_an_older_commit(started) -> None:
    started.stage("c.sql", "select 4;\n")
    started.commit()
    assert kinds(started, started.git("rev-parse", "HEAD~").strip()) == [
        (ChangeKind.ADDED, "c.sql")
    ]


def test_before_the_first_commit(project) -> None:
    project.write("a.sql", "select 1;")
    assert kinds(project) == [(ChangeKind.ADDED, "a.sql")]


def test_an_executable_bit(started) -> None:
    file = started.root / "a.sql"
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    assert kinds(started) == [(ChangeKind.MODE, "a.sql")]


def test_a_setting_that_hides_modes_does_not(started) -> None:
    started.git("config", "core.fileMode", "false")
    file = started.root / "a.sql"
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    assert kinds(started) == [(ChangeKind.MODE, "a.sql")]


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_flags_that_blind_git_hide_nothing_and_are_told(started, flag: str) -> None:
    started.git("update-index", flag, "a.sql")
    started.write("a.sql", "drop table t;\n")
    assert kinds(started) == [(ChangeKind.EDITED, "a.sql")]
    assert [entry.path for entry in hidden_entries(repo_of(started))] == ["a.sql"]


def test_a_file_left_out_of_a_sparse_checkout_is_not_deleted(started) -> None:
    started.stage("far/c.sql", "select 4;\n")
    started.commit()
    started.git("sparse-checkout", "set", "--no-cone", "/*.sql")
    assert not (started.root / "far").exists()
    assert kinds(started) == []


def test_a_time_stamp_that_was_put_back_hides_nothing(started) -> None:
    file = started.root / "b.sql"
    before = file.stat()
    file.write_text("DROP   T;\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kinds(started) == [(ChangeKind.EDITED, "b.sql")]


def test_line_ends_that_git_converts_are_no_change(started) -> None:
    started.write("a.sql", "select 1;\r\nselect 2;\r\n")
    assert kinds(started) == []


def test_the_content_of_a_pointer_is_no_change(started) -> None:
    content = b"insert into t values (1);\n"
    pointer = (
        "version https://git-lfs.github.com/spec/v1\n"
        f"oid sha256:{hashlib.sha256(content).hexdigest()}\nsize {len(content)}\n"
    )
    started.stage("data.sql", pointer)
    started.commit()
    started.write("data.sql", content)
    assert kinds(started) == []
    started.write("data.sql", content + b"drop table t;\n")
    assert kinds(started) == [(ChangeKind.EDITED, "data.sql")]


def test_a_file_that_became_a_link_or_a_pipe_is_an_edit(started) -> None:
    (started.root / "a.sql").unlink()
    (started.root / "a.sql").symlink_to("b.sql")
    (started.root / "b.sql").unlink()
    os.mkfifo(started.root / "b.sql")
    assert kinds(started) == [(ChangeKind.EDITED, "a.sql"), (ChangeKind.EDITED, "b.sql")]


def test_a_repository_inside_the_work_tree_is_told_apart(started) -> None:
    started.git("init", "--quiet", "inner")
    started.write("inner/x.sql", "drop table t;")
    paths, nested = work_tree_paths(repo_of(started))
    assert nested == ["inner"]
    assert paths == ["a.sql", "b.sql"]
