"""No program that a repository's configuration names ever runs."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from guardrail.git import (
    Objects,
    Repository,
    between,
    empty_tree,
    head,
    hidden_entries,
    index_entries,
    is_shallow,
    merge_base,
    repository,
    resolve,
    staged,
    tree_entries,
    work_tree_changes,
    work_tree_paths,
)
from guardrail.snapshot.commit import Commit
from guardrail.snapshot.index import Index
from guardrail.snapshot.work_tree import WorkTree

CONFIGURED = (
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.askPass",
    "core.sshCommand",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "pager.diff-index",
    "pager.diff-tree",
    "pager.ls-files",
    "pager.cat-file",
    "credential.helper",
    "diff.external",
    "diff.sql.command",
    "diff.sql.textconv",
    "filter.sql.clean",
    "filter.sql.smudge",
    "filter.sql.process",
    "merge.sql.driver",
    "gpg.program",
    "remote.origin.uploadpack",
    "remote.origin.vcs",
    "uploadpack.packObjectsHook",
    "trailer.x.command",
    "sequence.editor",
    "interactive.diffFilter",
)

ALIASED = ("diff-index", "diff-tree", "ls-files", "ls-tree", "cat-file", "rev-parse", "merge-base")

HOOKS = (
    "pre-commit",
    "post-index-change",
    "reference-transaction",
    "post-checkout",
    "fsmonitor-watchman",
    "pre-auto-gc",
    "query-watchman",
)


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    return tmp_path / "it-ran"


@pytest.fixture
def trapped(project, marker: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a commit, a change and an untracked file, all of it trapped."""
    project.stage("a.sql", "select 1;\n")
    first = project.commit()
    project.stage("b.sql", "select 2;\n")
    project.commit()
    project.git("branch", "old", first)
    project.stage("a.sql", "select 3;\n")
    project.write("b.sql", "select 4;\n")
    project.write("untracked.sql", "select 5;\n")
    project.write(".gitattributes", "*.sql filter=sql diff=sql merge=sql\n")

    trap = project.write("../trap.sh", f"#!/bin/sh\necho \"$0 $*\" >> '{marker}'\nexit 0\n")
    trap = trap.resolve()
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    hooks = project.root / ".git" / "hooks"
    for hook in HOOKS:
        (hooks / hook).unlink(missing_ok=True)
        (hooks / hook).symlink_to(trap)
    for key in CONFIGURED:
        project.git("config", key, str(trap))
    for name in ALIASED:
        project.git("config", f"alias.{name}", f"!{trap}")
    project.git("config", "core.hooksPath", str(hooks))
    project.git("config", "log.showSignature", "true")
    project.git("config", "core.untrackedCache", "true")
    for variable in (
        "GIT_EXTERNAL_DIFF",
        "GIT_PAGER",
        "GIT_EDITOR",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_ASKPASS",
        "SSH_ASKPASS",
        "GIT_PROXY_COMMAND",
        "PAGER",
        "EDITOR",
    ):
        monkeypatch.setenv(variable, str(trap))
    marker.unlink(missing_ok=True)
    found = repository(project.root)
    assert found is not None
    return found


CALLS: dict[str, Callable[[Repository], object]] = {
    "repository": lambda repo: repository(repo.root),
    "head": head,
    "resolve": lambda repo: resolve(repo, "old"),
    "merge_base": lambda repo: merge_base(repo, "old", "HEAD"),
    "is_shallow": is_shallow,
    "empty_tree": empty_tree,
    "staged": staged,
    "between": lambda repo: between(repo, resolve(repo, "old"), resolve(repo, "HEAD")),
    "index_entries": index_entries,
    "hidden_entries": hidden_entries,
    "tree_entries": lambda repo: tree_entries(repo, resolve(repo, "HEAD")),
    "work_tree_paths": work_tree_paths,
    "work_tree_changes": work_tree_changes,
    "objects": lambda repo: [Objects(repo).read(e.oid, 100) for e in index_entries(repo)],
    "index texts": lambda repo: [Index(repo).text(p) for p in Index(repo).paths()],
    "commit texts": lambda repo: [
        Commit(repo, "old").text(p) for p in Index(repo).paths(["a.sql"])
    ],
    "work tree texts": lambda repo: [
        WorkTree(repo.root).text(p) for p in WorkTree(repo.root).paths()
    ],
}


@pytest.mark.parametrize("call", CALLS)
def test_nothing_that_a_configuration_names_runs(
    trapped: Repository, marker: Path, call: str
) -> None:
    CALLS[call](trapped)
    assert not marker.exists(), marker.read_text()


def test_the_traps_do_work(trapped: Repository, project, marker: Path) -> None:
    project.git("status", check=False)
    project.git("diff", check=False)
    assert marker.exists()


def test_settings_in_the_environment_run_nothing(
    trapped: Repository, marker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = str(tmp_path / "trap.sh")
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor'='{trap}'")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", trap)
    for call in CALLS.values():
        call(trapped)
    assert not marker.exists()


def test_a_git_that_lies_in_the_project_is_not_the_one_that_runs(
    trapped: Repository, marker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    from guardrail.git import runner

    (trapped.root / "git").symlink_to(tmp_path / "trap.sh")
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", os.environ["PATH"]]))
    monkeypatch.chdir(trapped.root)
    runner.executable.cache_clear()
    try:
        staged(trapped)
    finally:
        runner.executable.cache_clear()
    assert not marker.exists()


def test_no_trace_is_written_where_the_environment_says(
    trapped: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "trace"
    for variable in ("GIT_TRACE", "GIT_TRACE2", "GIT_TRACE_SETUP"):
        monkeypatch.setenv(variable, str(trace))
    staged(trapped)
    assert not trace.exists()
