"""Which repository a folder belongs to, and what of a hook's environment counts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from guardrail.git import GitError, head, repository, staged
from guardrail.git.runner import sentence


def test_the_nearest_work_tree_is_found_from_any_folder(project) -> None:
    project.write("a/b/c.sql", "select 1;")
    found = repository(project.root / "a" / "b")
    assert found is not None
    assert found.root == project.root
    assert found.git_dir == found.common_dir == project.root / ".git"


def test_a_plain_folder_is_in_no_repository(tmp_path: Path, hermetic_git: Path) -> None:
    assert repository(tmp_path) is None


def test_a_bare_repository_has_no_work_tree(project, tmp_path: Path) -> None:
    project.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare.git"))
    assert repository(tmp_path / "bare.git") is None


def test_a_bare_repository_embedded_in_a_project_does_not_take_over(project) -> None:
    project.commit()
    inner = project.root / "vendor" / "lib"
    inner.mkdir(parents=True)
    project.git("init", "--quiet", "--bare", str(inner))
    found = repository(inner)
    assert found is not None
    assert found.root == project.root
    assert head(found) == project.git("rev-parse", "HEAD").strip()


def test_a_core_worktree_setting_does_not_lead_elsewhere(project, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    project.git("config", "core.worktree", str(outside))
    found = repository(project.root)
    assert found is not None
    assert found.root == project.root


def test_a_linked_work_tree_has_its_own_index(project, tmp_path: Path) -> None:
    project.stage("a.sql", "select 1;")
    project.commit()
    project.git("worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second")
    found = repository(tmp_path / "second")
    assert found is not None
    assert found.root == tmp_path / "second"
    assert found.git_dir == project.root / ".git" / "worktrees" / "second"
    assert found.common_dir == project.root / ".git"
    assert staged(found) == []


def test_a_submodule_is_its_own_repository(project, new_project) -> None:
    library = new_project("library")
    library.stage("x.sql", "select 1;")
    library.commit()
    project.git("submodule", "--quiet", "add", str(library.root), "library")
    found = repository(project.root / "library")
    assert found is not None
    assert found.root == project.root / "library"
    assert head(found) == library.git("rev-parse", "HEAD").strip()


def test_the_index_that_git_named_for_a_hook_is_the_one_read(
    project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.commit()
    project.stage("a.sql", "select 1;")
    other = project.root / ".git" / "next-index.lock"
    other.write_bytes((project.root / ".git" / "index").read_bytes())
    project.git("rm", "--quiet", "--cached", "a.sql")
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index.lock")
    found = repository(project.root)
    assert found is not None
    assert [change.path for change in staged(found)] == ["a.sql"]


def test_an_environment_that_speaks_of_another_repository_is_left_out(
    project, new_project, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_project("other")
    other.stage("theirs.sql", "select 1;")
    project.stage("ours.sql", "select 1;")
    monkeypatch.chdir(other.root)
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.root / ".git" / "index"))
    found = repository(project.root)
    assert found is not None
    assert [change.path for change in staged(found)] == ["ours.sql"]


def test_a_work_tree_with_its_git_folder_elsewhere(
    project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.stage("a.sql", "select 1;")
    files = tmp_path / "files"
    files.mkdir()
    monkeypatch.chdir(files)
    monkeypatch.setenv("GIT_DIR", str(project.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(files))
    found = repository(files)
    assert found is not None
    assert found.root == files
    assert [change.path for change in staged(found)] == ["a.sql"]


def test_a_damaged_repository_is_an_error_not_an_absence(project) -> None:
    (project.root / ".git" / "HEAD").write_text("nonsense")
    with pytest.raises(GitError):
        repository(project.root)


def test_a_link_to_a_git_folder_that_is_gone_is_an_error(project) -> None:
    folder = project.root / "lost"
    folder.mkdir()
    (folder / ".git").write_text("gitdir: ../nowhere\n")
    with pytest.raises(GitError):
        repository(folder)


def test_errors_are_one_printable_sentence() -> None:
    said = sentence("rev-parse", b"fatal: bad \x1b[31m\rthing\n::error::x\nmore\n")
    assert "\x1b" not in said
    assert "\n" not in said
    assert said.startswith("git rev-parse failed: ")


def test_a_repository_of_somebody_else_tells_the_way_out() -> None:
    said = sentence("rev-parse", b"fatal: detected dubious ownership in repository at '/x'\n")
    assert "safe.directory" in said


def test_a_missing_git_is_a_sentence(project, monkeypatch: pytest.MonkeyPatch) -> None:
    from guardrail.git import runner

    monkeypatch.setenv("PATH", os.devnull)
    runner.executable.cache_clear()
    try:
        with pytest.raises(GitError, match="not found on PATH"):
            repository(project.root)
    finally:
        runner.executable.cache_clear()


def test_a_call_that_takes_too_long_is_given_up(project) -> None:
    found = repository(project.root)
    assert found is not None
    with pytest.raises(GitError, match="no answer"):
        found.git("cat-file", "--batch", timeout=0.0001)
