"""Contents from one `cat-file` process."""

from __future__ import annotations

import os
import pickle
import threading
from pathlib import Path

import pytest

from guardrail.git import GitError, Objects, Repository, repository, staged


@pytest.fixture
def repo(project) -> Repository:
    project.stage("a.sql", "select 1;\n")
    project.stage("big.sql", b"x" * 5000)
    project.commit()
    found = repository(project.root)
    assert found is not None
    return found


def oid(project, path: str) -> str:
    return project.git("rev-parse", f":{path}").strip()


def test_bytes_come_back_as_they_are(project, repo: Repository) -> None:
    with Objects(repo) as objects:
        assert objects.read(oid(project, "a.sql"), 100) == b"select 1;\n"
        assert objects.read(oid(project, "a.sql"), 100) == b"select 1;\n"


def test_a_blob_over_the_limit_is_only_measured(project, repo: Repository) -> None:
    with Objects(repo) as objects:
        assert objects.read(oid(project, "big.sql"), 100) == 5000
        assert objects.read(oid(project, "a.sql"), 100) == b"select 1;\n"


def test_a_very_large_blob_is_not_read_through(
    project, repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    from guardrail.git import objects as module

    monkeypatch.setattr(module, "_DRAINED", 1000)
    with Objects(repo) as objects:
        assert objects.read(oid(project, "big.sql"), 100) == 5000
        assert objects.read(oid(project, "a.sql"), 100) == b"select 1;\n"


def test_a_missing_blob_is_none(repo: Repository) -> None:
    with Objects(repo) as objects:
        assert objects.read("0" * 40, 100) is None


def test_a_damaged_blob_costs_one_file(project, repo: Repository) -> None:
    name = oid(project, "big.sql")
    file = project.root / ".git" / "objects" / name[:2] / name[2:]
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:10])
    with Objects(repo) as objects:
        assert objects.read(name, 10_000) is None
        assert objects.read(oid(project, "a.sql"), 100) == b"select 1;\n"


def test_threads_share_it(project, repo: Repository) -> None:
    name = oid(project, "a.sql")
    seen: list[object] = []
    with Objects(repo) as objects:
        threads = [
            threading.Thread(target=lambda: seen.append(objects.read(name, 100))) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == [b"select 1;\n"] * 8


def test_it_can_be_sent_to_another_process(project, repo: Repository) -> None:
    with Objects(repo) as objects:
        objects.read(oid(project, "a.sql"), 100)
        copy = pickle.loads(pickle.dumps(objects))
    with copy:
        assert copy.read(oid(project, "a.sql"), 100) == b"select 1;\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_after_a_fork_each_process_has_its_own_git(project, repo: Repository) -> None:
    name = oid(project, "a.sql")
    with Objects(repo) as objects:
        assert objects.read(name, 100) == b"select 1;\n"
        child = os.fork()
        if child == 0:
            os._exit(0 if objects.read(name, 100) == b"select 1;\n" else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert objects.read(name, 100) == b"select 1;\n"


def test_a_git_that_hangs_is_killed(project, repo: Repository, tmp_path: Path, monkeypatch) -> None:
    from guardrail.git import runner

    sleeper = tmp_path / "bin" / "git"
    sleeper.parent.mkdir()
    sleeper.write_text("#!/bin/sh\nexec sleep 60\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr(runner, "executable", lambda: str(sleeper))
    with Objects(repo, timeout=0.3) as objects, pytest.raises(GitError):
        objects.read("0" * 40, 100)


def test_a_partial_clone_never_fetches(project, repo: Repository, tmp_path: Path) -> None:
    marker = tmp_path / "fetched"
    trap = tmp_path / "upload.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{marker}'\nexec git-upload-pack \"$@\"\n")
    trap.chmod(0o755)
    project.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    project.git(
        "clone", "--quiet", "--filter=blob:none", "--no-checkout",
        project.root.as_uri(), str(clone),
    )  # fmt: skip
    project.git("-C", str(clone), "config", "remote.origin.uploadpack", str(trap))
    project.git("-C", str(clone), "read-tree", "HEAD")
    found = repository(clone)
    assert found is not None
    with Objects(found) as objects:
        assert objects.read(oid(project, "a.sql"), 100) is None
    assert staged(found) == []
    assert not marker.exists()


def test_renames_in_a_partial_clone_need_no_contents(
    project, repo: Repository, tmp_path: Path
) -> None:
    project.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "partial"
    project.git(
        "clone", "--quiet", "--filter=blob:none", "--no-checkout",
        project.root.as_uri(), str(clone),
    )  # fmt: skip
    project.git("-C", str(clone), "read-tree", "HEAD")
    name = oid(project, "a.sql")
    other = project.git("-C", str(clone), "hash-object", "-w", "--stdin", check=False).strip()
    project.git("-C", str(clone), "rm", "--quiet", "--cached", "a.sql", "big.sql")
    for new, what in (("moved.sql", name), ("new.sql", other)):
        project.git(
            "-C", str(clone), "update-index", "--add", "--cacheinfo", f"100644,{what},{new}"
        )
    found = repository(clone)
    assert found is not None
    assert {c.path for c in staged(found)} == {"moved.sql", "new.sql", "big.sql"}
