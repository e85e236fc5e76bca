"""Names of commits, and what to say where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from guardrail.git import GitError, head, is_shallow, merge_base, repository, resolve


def test_head_before_and_after_the_first_commit(project) -> None:
    repo = repository(project.root)
    assert repo is not None
    assert head(repo) is None
    assert project.commit() == head(repo)


def test_tags_and_branches_resolve_to_commits(project) -> None:
    commit = project.commit()
    project.git("tag", "-a", "-m", "annotated", "v1")
    repo = repository(project.root)
    assert repo is not None
    assert resolve(repo, "v1") == resolve(repo, "main") == commit


@pytest.mark.parametrize(
    "ref", ["", "nope", "--all", "-h", "a\nb", "a\0b", "HEAD:a.sql", "\x1b[31m"]
)
def test_what_names_no_commit_is_an_error_in_one_printable_line(project, ref: str) -> None:
    project.commit()
    repo = repository(project.root)
    assert repo is not None
    with pytest.raises(GitError) as error:
        resolve(repo, ref)
    assert str(error.value).isprintable()


def test_the_merge_base_is_where_histories_part(project) -> None:
    base = project.commit()
    project.git("checkout", "--quiet", "-b", "side")
    project.commit("on the side")
    project.git("checkout", "--quiet", "main")
    project.commit("on main")
    repo = repository(project.root)
    assert repo is not None
    assert merge_base(repo, "main", "side") == base


def test_unrelated_histories_have_none(project) -> None:
    project.commit()
    project.git("checkout", "--quiet", "--orphan", "other")
    project.commit("other")
    repo = repository(project.root)
    assert repo is not None
    with pytest.raises(GitError, match="no commit in common"):
        merge_base(repo, "main", "other")


def test_a_shallow_clone_tells_the_line_to_add(project, tmp_path: Path) -> None:
    project.commit("first")
    project.git("checkout", "--quiet", "-b", "side")
    project.commit("side")
    project.git("checkout", "--quiet", "main")
    project.commit("main")
    project.git(
        "clone", "--quiet", "--depth=1", "--no-single-branch",
        project.root.as_uri(), str(tmp_path / "shallow"),
    )  # fmt: skip
    repo = repository(tmp_path / "shallow")
    assert repo is not None
    assert is_shallow(repo)
    with pytest.raises(GitError, match="git fetch --unshallow"):
        merge_base(repo, "origin/main", "origin/side")
