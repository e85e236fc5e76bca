"""The index and a commit as Snapshots, and the edits between them."""

from __future__ import annotations

import os
import pickle

import pytest

from guardrail.git import GitError, Repository, between, repository, resolve, staged
from guardrail.model import ChangeKind
from guardrail.snapshot import Obstacle, Snapshot, Unreadable
from guardrail.snapshot.commit import Commit
from guardrail.snapshot.edits import compared, edits
from guardrail.snapshot.index import Index
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay
from guardrail.snapshot.work_tree import WorkTree


def repo_of(project) -> Repository:
    found = repository(project.root)
    assert found is not None
    return found


def obstacle(snapshot: Snapshot, path: str) -> Obstacle:
    with pytest.raises(Unreadable) as why:
        snapshot.text(path)
    return why.value.obstacle


def test_each_state_has_its_own_text(project) -> None:
    project.stage("a.sql", "select 'committed';")
    project.commit()
    project.stage("a.sql", "select 'staged';")
    project.write("a.sql", "select 'on disk';")
    repo = repo_of(project)
    texts = [s.text("a.sql").text for s in (Commit(repo, "HEAD"), Index(repo), WorkTree(repo.root))]
    assert texts == ["select 'committed';", "select 'staged';", "select 'on disk';"]


def test_names_are_for_people(project) -> None:
    commit = project.commit()
    repo = repo_of(project)
    assert Index(repo).name == "index"
    assert Commit(repo, "HEAD").name == f"commit {commit[:7]}"
    assert WorkTree(repo.root).name == "work tree"


def test_paths_are_sorted_and_narrowed(project) -> None:
    for path in ("b.sql", "a/z.sql", "a/b/c.sql", "ab.sql"):
        project.stage(path)
    assert list(Index(repo_of(project)).paths()) == ["a/b/c.sql", "a/z.sql", "ab.sql", "b.sql"]
    assert list(Index(repo_of(project)).paths(["a"])) == ["a/b/c.sql", "a/z.sql"]
    assert list(Index(repo_of(project)).paths(["."])) == list(Index(repo_of(project)).paths())


def test_what_filters_would_change_is_read_as_stored(project) -> None:
    project.git("config", "filter.rot.smudge", "tr a-z n-za-m")
    project.stage("a.sql", "drop table t;")
    project.stage(".gitattributes", "*.sql filter=rot text working-tree-encoding=UTF-16 ident\n")
    assert Index(repo_of(project)).text("a.sql").text == "drop table t;"


def test_links_are_followed_inside_the_tree(project) -> None:
    project.write("real/a.sql", "drop table t;")
    (project.root / "link.sql").symlink_to("real/a.sql")
    (project.root / "folder").symlink_to("real")
    project.git("add", ".")
    index = Index(repo_of(project))
    assert index.text("link.sql").text == "drop table t;"
    assert index.text("folder/a.sql").text == "drop table t;"
    assert index.text("folder/../real/./a.sql").text == "drop table t;"


@pytest.mark.parametrize("target", ["../out.sql", "/etc/passwd", "gone.sql", "loop.sql", "."])
def test_links_that_lead_nowhere_have_a_reason(project, target: str) -> None:
    (project.root / "loop.sql").symlink_to(target)
    project.git("add", ".")
    index = Index(repo_of(project))
    assert obstacle(index, "loop.sql") in (Obstacle.LINK, Obstacle.MISSING)
    assert not index.exists("loop.sql")


def test_a_submodule_is_told(project, new_project) -> None:
    library = new_project("library")
    library.commit()
    project.git("submodule", "--quiet", "add", str(library.root), "library")
    index = Index(repo_of(project))
    assert obstacle(index, "library") is Obstacle.SUBMODULE
    assert not index.exists("library")


def test_a_conflict_is_told(project) -> None:
    project.stage("a.sql", "select 1;\n")
    project.commit()
    project.git("checkout", "--quiet", "-b", "other")
    project.stage("a.sql", "select 'other';\n")
    project.commit()
    project.git("checkout", "--quiet", "main")
    project.stage("a.sql", "select 'main';\n")
    project.commit()
    project.git("merge", "other", check=False)
    assert obstacle(Index(repo_of(project)), "a.sql") is Obstacle.CONFLICT


def test_a_blob_over_the_limit_is_told(project) -> None:
    with project.write("big.sql").open("wb") as file:
        file.truncate(50_000_000)
    project.git("add", "big.sql")
    assert obstacle(Index(repo_of(project)), "big.sql") is Obstacle.SIZE


def test_a_pointer_is_told(project) -> None:
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12\n"
    project.stage("data.sql", pointer)
    assert obstacle(Index(repo_of(project)), "data.sql") is Obstacle.LFS


def test_hostile_paths(project) -> None:
    for name in (b"new\nline.sql", b"-rf.sql", b"\xff\xfe.sql"):
        (project.root / os.fsdecode(name)).write_text("drop table t;")
    project.git("add", ".")
    index = Index(repo_of(project))
    assert [index.text(p).text for p in index.paths()] == ["drop table t;"] * 3


def test_a_snapshot_can_be_sent_to_another_process(project) -> None:
    project.stage("a.sql", "select 1;")
    project.commit()
    repo = repo_of(project)
    for snapshot in (Index(repo), Commit(repo, "HEAD"), WorkTree(repo.root)):
        list(snapshot.paths())
        assert pickle.loads(pickle.dumps(snapshot)).text("a.sql").text == "select 1;"


def test_no_such_commit(project) -> None:
    with pytest.raises(GitError):
        Commit(repo_of(project), "nope")


def test_an_overlay_stands_in_for_files_and_adds_some(project) -> None:
    project.stage("a.sql", "select 1;")
    project.stage("b.sql", "select 2;")
    overlay = Overlay(Index(repo_of(project)), {"a.sql": "drop table t;", "new.sql": "x\ud800"})
    assert list(overlay.paths()) == ["a.sql", "b.sql", "new.sql"]
    assert overlay.text("a.sql").text == "drop table t;"
    assert overlay.text("b.sql").text == "select 2;"
    assert overlay.text("new.sql").digest
    assert overlay.exists("new.sql")
    assert not overlay.exists("gone.sql")


def test_the_edits_of_a_staged_change(project) -> None:
    project.stage("edited.sql", "select 1;\n")
    project.stage("gone.sql", "select 2;\n")
    project.stage("old.sql", "".join(f"select {n};\n" for n in range(9)))
    project.commit()
    project.stage("edited.sql", "select 3;\n")
    project.write("edited.sql", "not this\n")
    project.git("rm", "--quiet", "gone.sql")
    project.git("mv", "old.sql", "renamed.sql")
    project.stage("binary.sql", b"\0\1\2")
    project.write("later.sql")
    project.git("add", "-N", "later.sql")
    repo = repo_of(project)
    found = {e.path: e for e in edits(Commit(repo, "HEAD"), Index(repo), staged(repo))}
    assert set(found) == {"edited.sql", "gone.sql", "renamed.sql", "binary.sql"}
    assert (found["edited.sql"].before, found["edited.sql"].after) == ("select 1;\n", "select 3;\n")
    assert (found["gone.sql"].kind, found["gone.sql"].after) == (ChangeKind.DELETED, None)
    assert found["renamed.sql"].old_path == "old.sql"
    assert found["renamed.sql"].before == found["renamed.sql"].after
    assert (found["binary.sql"].kind, found["binary.sql"].after) == (ChangeKind.ADDED, None)


def test_the_edits_of_a_first_commit_start_from_nothing(project) -> None:
    project.stage("a.sql", "select 1;\n")
    repo = repo_of(project)
    (edit,) = edits(Nothing(), Index(repo), staged(repo))
    assert (edit.kind, edit.before, edit.after) == (ChangeKind.ADDED, None, "select 1;\n")


def test_the_edits_between_two_commits(project) -> None:
    project.stage("a.sql", "select 1;\n")
    project.commit()
    project.git("rm", "--quiet", "a.sql")
    project.commit()
    repo = repo_of(project)
    old, new = Commit(repo, "HEAD~"), Commit(repo, "HEAD")
    assert old.id == resolve(repo, "HEAD~")
    (edit,) = edits(old, new, between(repo, old.id, new.id))
    assert (edit.kind, edit.before, edit.after) == (ChangeKind.DELETED, "select 1;\n", None)


def test_any_two_snapshots_can_be_compared(project) -> None:
    project.stage("a.sql", "select 1;\n")
    project.stage("b.sql", "select 2;\n")
    index = Index(repo_of(project))
    now = Overlay(index, {"a.sql": "select 3;\n", "new.sql": ""})
    found = [(c.kind, c.path) for c in compared(index, now, ["a.sql", "b.sql", "gone", "new.sql"])]
    assert found == [(ChangeKind.EDITED, "a.sql"), (ChangeKind.ADDED, "new.sql")]
