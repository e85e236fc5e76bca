"""What a change is: every kind of it, from the index and between commits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from guardrail.git import GitError, Repository, between, repository, resolve, staged
from guardrail.model import ChangeKind

SQL = "".join(f"select {n};\n" for n in range(20))


def repo_of(project) -> Repository:
    found = repository(project.root)
    assert found is not None
    return found


def kinds(project) -> list[tuple[ChangeKind, str, str]]:
    return [(c.kind, c.old_path, c.path) for c in staged(repo_of(project))]


@pytest.fixture
def started(project):
    project.stage("a.sql", SQL)
    project.stage("b.sql", SQL.replace("select", "values"))
    project.commit()
    return project


def test_before_the_first_commit_everything_staged_is_added(project) -> None:
    project.stage("a.sql", SQL)
    project.stage("empty.sql", "")
    assert kinds(project) == [
        (ChangeKind.ADDED, "a.sql", "a.sql"),
        (ChangeKind.ADDED, "empty.sql", "empty.sql"),
    ]


def test_nothing_staged_is_no_change(started) -> None:
    started.write("a.sql", "drop table t;")
    assert kinds(started) == []


def test_a_deletion_is_seen(started) -> None:
    started.git("rm", "--quiet", "a.sql")
    assert kinds(started) == [(ChangeKind.DELETED, "a.sql", "a.sql")]


def test_a_rename_with_an_edit_is_a_rename(started) -> None:
    started.git("mv", "a.sql", "z.sql")
    started.stage("z.sql", SQL + "select 99;\n")
    assert kinds(started) == [(ChangeKind.RENAMED, "a.sql", "z.sql")]


def test_a_setting_that_switches_renames_off_does_not(started) -> None:
    started.git("config", "diff.renames", "false")
    started.git("config", "diff.relative", "true")
    started.git("mv", "a.sql", "z.sql")
    assert kinds(started) == [(ChangeKind.RENAMED, "a.sql", "z.sql")]


def test_a_change_of_mode_alone_is_seen(started) -> None:
    started.git("update-index", "--chmod=+x", "a.sql")
    (change,) = staged(repo_of(started))
    assert change.kind is ChangeKind.MODE
    assert (change.old_mode, change.new_mode) == (0o100644, 0o100755)


def test_a_file_that_becomes_a_symbolic_link_is_an_edit(started) -> None:
    (started.root / "a.sql").unlink()
    (started.root / "a.sql").symlink_to("b.sql")
    started.git("add", "a.sql")
    (change,) = staged(repo_of(started))
    assert change.kind is ChangeKind.EDITED
    assert (change.old_mode, change.new_mode) == (0o100644, 0o120000)


def test_a_partly_staged_file_is_judged_as_staged(started) -> None:
    started.stage("a.sql", SQL + "delete from t;\n")
    started.write("a.sql", SQL)
    assert kinds(started) == [(ChangeKind.EDITED, "a.sql", "a.sql")]


def test_an_announced_file_is_marked_and_an_empty_one_is_not(started) -> None:
    started.write("later.sql", "drop table t;")
    started.git("add", "--intent-to-add", "later.sql")
    started.stage("empty.sql", "")
    changes = {c.path: c.intended for c in staged(repo_of(started))}
    assert changes == {"later.sql": True, "empty.sql": False}


def test_an_announced_file_that_replaces_a_committed_one_leaves_a_deletion(started) -> None:
    started.git("rm", "--quiet", "--cached", "a.sql")
    started.git("add", "--intent-to-add", "a.sql")
    changes = [(c.kind, c.intended) for c in staged(repo_of(started))]
    assert changes == [(ChangeKind.DELETED, False), (ChangeKind.ADDED, True)]


def test_a_conflict_is_marked(started) -> None:
    started.git("checkout", "--quiet", "-b", "other")
    started.stage("a.sql", "select 'other';\n")
    started.commit()
    started.git("checkout", "--quiet", "main")
    started.stage("a.sql", "select 'main';\n")
    started.commit()
    started.git("merge", "other", check=False)
    assert any(c.conflicted and c.path == "a.sql" for c in staged(repo_of(started)))


def test_a_submodule_bump_is_marked(started, new_project) -> None:
    library = new_project("library")
    library.commit()
    started.git("submodule", "--quiet", "add", str(library.root), "library")
    changes = {c.path: c.is_submodule for c in staged(repo_of(started))}
    assert changes == {".gitmodules": False, "library": True}


def test_a_setting_that_ignores_submodules_does_not(started, new_project) -> None:
    library = new_project("library")
    library.commit()
    started.git("submodule", "--quiet", "add", str(library.root), "library")
    started.git("config", "-f", ".gitmodules", "submodule.library.ignore", "all")
    started.git("config", "diff.ignoreSubmodules", "all")
    started.git("add", ".gitmodules")
    assert {c.path for c in staged(repo_of(started))} == {".gitmodules", "library"}


def test_attributes_do_not_hide_a_file(started) -> None:
    started.stage(".gitattributes", "*.sql binary -diff linguist-generated export-ignore ident\n")
    started.stage("a.sql", "drop table t;\n")
    assert (ChangeKind.EDITED, "a.sql", "a.sql") in kinds(started)


@pytest.mark.parametrize(
    "name",
    [
        b"new\nline.sql",
        b"-rf.sql",
        b"--exclude=*.py",
        b":(exclude)x.sql",
        b"\xff\xfe.sql",
        b'quo"te\t.sql',
        "ünïcödé.sql".encode(),
        b"* ?.sql",
    ],
)
def test_hostile_paths_arrive_as_they_are(started, name: bytes) -> None:
    path = os.fsdecode(name)
    (started.root / path).write_text("drop table t;\n")
    started.git("add", "--", f"./{path}" if not path.startswith(":") else f":(top,literal){path}")
    assert kinds(started) == [(ChangeKind.ADDED, path, path)]


def test_between_two_commits(started) -> None:
    old = started.git("rev-parse", "HEAD").strip()
    started.git("rm", "--quiet", "a.sql")
    started.git("mv", "b.sql", "c.sql")
    new = started.commit()
    found = [(c.kind, c.path) for c in between(repo_of(started), old, new)]
    assert found == [(ChangeKind.DELETED, "a.sql"), (ChangeKind.RENAMED, "c.sql")]


def test_a_replaced_object_shows_its_true_content(started) -> None:
    from guardrail.git import Objects, index_entries

    started.stage("evil.sql", "drop table t;\n")
    evil = started.git("rev-parse", ":evil.sql").strip()
    harmless = started.git("rev-parse", ":a.sql").strip()
    started.git("replace", evil, harmless)
    repo = repo_of(started)
    with Objects(repo) as objects:
        entry = next(e for e in index_entries(repo) if e.path == "evil.sql")
        assert objects.read(entry.oid, 1000) == b"drop table t;\n"


def test_a_grafted_history_does_not_count(started) -> None:
    from guardrail.git import merge_base

    first = started.git("rev-parse", "HEAD").strip()
    second = started.commit("second")
    (started.root / ".git" / "info" / "grafts").write_text(f"{second}\n")
    assert merge_base(repo_of(started), first, second) == first


def test_a_repository_that_names_objects_by_sha256(
    tmp_path: Path, hermetic_git: Path, project
) -> None:
    project.git("init", "--quiet", "--object-format=sha256", str(tmp_path / "long"))
    (tmp_path / "long" / "a.sql").write_text("select 1;")
    project.git("-C", str(tmp_path / "long"), "add", "a.sql")
    found = repository(tmp_path / "long")
    assert found is not None
    (change,) = staged(found)
    assert len(change.new_oid) == 64


def test_a_damaged_index_is_an_error(started) -> None:
    (started.root / ".git" / "index").write_bytes(b"DIRC nonsense")
    with pytest.raises(GitError):
        staged(repo_of(started))


def test_an_unborn_branch_has_no_commit_to_resolve(project) -> None:
    with pytest.raises(GitError, match="There is no commit"):
        resolve(repo_of(project), "HEAD")
