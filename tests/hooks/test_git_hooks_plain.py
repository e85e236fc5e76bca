"""Real git calls the hooks: what each way of committing and pushing meets."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

DROP = "DROP TABLE users;\n"
FINE = "SELECT 1;\n"
MIGRATION = (
    "from django.db import migrations\n\n\n"
    "class Migration(migrations.Migration):\n"
    "    operations = [migrations.RunSQL('SELECT 1', migrations.RunSQL.noop)]\n"
)


@pytest.fixture
def hooked(guarded):
    """The project with Guardrail's hooks in place."""
    assert guarded.run("guardrail", "hook", "install").returncode == 0
    return guarded


def commit(project, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return project.run("git", "commit", "-m", "a change", *arguments, **environment)


def refused(done: subprocess.CompletedProcess[str], rule: str) -> bool:
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    return done.returncode != 0 and rule in said


def test_a_dangerous_commit_is_refused_and_its_mended_form_passes(hooked) -> None:
    hooked.stage("a.sql", DROP)
    assert refused(commit(hooked), "dropped-table")
    hooked.stage("a.sql", FINE)
    assert commit(hooked).returncode == 0


def test_what_is_staged_counts_not_what_lies_on_disk(hooked) -> None:
    hooked.stage("a.sql", DROP)
    hooked.write("a.sql", FINE)
    assert refused(commit(hooked), "dropped-table")
    hooked.stage("a.sql", FINE)
    hooked.write("a.sql", DROP)
    assert commit(hooked).returncode == 0


def test_commit_all_meets_what_it_stages_itself(hooked) -> None:
    hooked.stage("a.sql", FINE)
    assert commit(hooked).returncode == 0
    hooked.write("a.sql", DROP)
    assert refused(commit(hooked, "--all"), "dropped-table")


def test_commit_of_a_path_meets_that_path_alone(hooked) -> None:
    hooked.stage("a.sql", FINE)
    hooked.stage("b.sql", FINE)
    assert commit(hooked).returncode == 0
    hooked.stage("a.sql", DROP)
    hooked.write("b.sql", "SELECT 2;\n")
    assert commit(hooked, "--", "b.sql").returncode == 0
    hooked.write("b.sql", DROP)
    hooked.git("restore", "--staged", "a.sql")
    assert refused(commit(hooked, "--", "b.sql"), "dropped-table")


def test_an_amended_commit_is_met(hooked) -> None:
    hooked.stage("a.sql", DROP)
    assert refused(commit(hooked, "--amend"), "dropped-table")


def test_with_nothing_staged_the_commit_as_a_whole_is_judged(hooked) -> None:
    hooked.stage("a.sql", DROP)
    hooked.commit("sneaked in")
    done = hooked.run("git", "commit", "--amend", "-m", "a better message")
    assert refused(done, "dropped-table")
    assert "nothing was staged" in done.stdout + done.stderr


def test_the_first_commit_of_a_repository_is_met(new_project, guarded) -> None:
    fresh = new_project("fresh")
    assert fresh.run("guardrail", "hook", "install").returncode == 0
    fresh.stage("a.sql", DROP)
    assert refused(commit(fresh), "dropped-table")
    fresh.stage("a.sql", FINE)
    assert commit(fresh).returncode == 0


def test_a_merge_is_met(hooked) -> None:
    hooked.git("checkout", "--quiet", "-b", "side")
    hooked.stage("a.sql", DROP)
    hooked.commit("on the side")
    hooked.git("checkout", "--quiet", "main")
    hooked.stage("b.sql", FINE)
    hooked.commit("on main")
    done = hooked.run("git", "merge", "--no-edit", "side")
    assert refused(done, "dropped-table")


def test_a_linked_work_tree_is_met(hooked, tmp_path: Path) -> None:
    hooked.git("worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second")
    (tmp_path / "second" / "a.sql").write_text(DROP)
    hooked.git("-C", str(tmp_path / "second"), "add", "a.sql")
    done = hooked.run("git", "-C", str(tmp_path / "second"), "commit", "-m", "from there")
    assert refused(done, "dropped-table")


def test_a_commit_from_a_folder_below_is_met(hooked) -> None:
    hooked.stage("below/a.sql", DROP)
    done = subprocess.run(
        ["git", "commit", "-m", "x"], cwd=hooked.root / "below", capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert refused(done, "dropped-table")


def test_a_deleted_migration_is_met(hooked) -> None:
    hooked.stage("shop/migrations/0001_start.py", MIGRATION)
    assert commit(hooked).returncode == 0
    hooked.git("rm", "--quiet", "shop/migrations/0001_start.py")
    assert refused(commit(hooked), "applied-migration-deleted")


def test_a_renamed_migration_is_met(hooked) -> None:
    hooked.stage("shop/migrations/0001_start.py", MIGRATION)
    assert commit(hooked).returncode == 0
    hooked.git("mv", "shop/migrations/0001_start.py", "shop/migrations/0002_start.py")
    assert refused(commit(hooked), "applied-migration-renamed")


def test_a_migration_that_only_this_branch_has_may_be_rewritten(hooked) -> None:
    hooked.git("checkout", "--quiet", "-b", "feature")
    hooked.stage("shop/migrations/0001_start.py", MIGRATION)
    assert commit(hooked).returncode == 0
    hooked.stage("shop/migrations/0001_start.py", MIGRATION.replace("SELECT 1", "SELECT 2"))
    assert commit(hooked).returncode == 0
    hooked.git("rm", "--quiet", "shop/migrations/0001_start.py")
    assert commit(hooked).returncode == 0


def test_a_migration_of_the_base_branch_may_not(hooked) -> None:
    hooked.stage("shop/migrations/0001_start.py", MIGRATION)
    assert commit(hooked).returncode == 0
    hooked.git("checkout", "--quiet", "-b", "feature")
    hooked.stage("shop/migrations/0001_start.py", MIGRATION.replace("SELECT 1", "SELECT 2"))
    assert refused(commit(hooked), "applied-migration-edited")


def test_a_hook_that_loses_its_executable_bit_is_met(hooked) -> None:
    hooked.stage(".husky/pre-commit", "guardrail hook pre-commit\n").chmod(0o755)
    hooked.git("update-index", "--chmod=+x", ".husky/pre-commit")
    assert commit(hooked).returncode == 0
    hooked.git("update-index", "--chmod=-x", ".husky/pre-commit")
    assert refused(commit(hooked), "removed-hook")


def test_an_announced_file_is_told_and_not_judged(hooked) -> None:
    hooked.write("later.sql", DROP)
    hooked.git("add", "--intent-to-add", "later.sql")
    hooked.stage("a.sql", FINE)
    done = commit(hooked)
    assert done.returncode == 0
    assert "later.sql is only announced" in done.stdout + done.stderr


def test_a_file_that_git_was_told_to_overlook_is_judged_as_staged(hooked) -> None:
    hooked.stage("a.sql", FINE)
    assert commit(hooked).returncode == 0
    hooked.stage("a.sql", DROP)
    hooked.git("update-index", "--assume-unchanged", "a.sql")
    done = commit(hooked)
    assert refused(done, "dropped-table")
    assert "a.sql is hidden from git" in done.stdout + done.stderr


def test_a_submodule_that_moves_is_told(hooked, new_project) -> None:
    library = new_project("library")
    library.commit()
    hooked.git("submodule", "--quiet", "add", str(library.root), "library")
    hooked.commit("with a library")
    library.commit("more")
    hooked.git("-C", "library", "pull", "--quiet")
    hooked.git("add", "library")
    done = commit(hooked)
    assert done.returncode == 0
    assert "library moves a submodule" in done.stdout + done.stderr


def test_a_type_change_is_met(hooked) -> None:
    hooked.write("a.txt", "notes")
    (hooked.root / "run.sql").symlink_to("a.txt")
    hooked.git("add", "--all")
    assert commit(hooked).returncode == 0
    (hooked.root / "run.sql").unlink()
    hooked.stage("run.sql", DROP)
    assert refused(commit(hooked), "dropped-table")


@pytest.mark.parametrize(
    "name", [b"new\nline.sql", b"-rf.sql", b"--exclude=*.sql", b"\xff\xfe.sql", b"a b\t'\".sql"]
)
def test_hostile_paths_are_judged_like_others(hooked, name: bytes) -> None:
    path = os.fsdecode(name)
    (hooked.root / path).write_text(DROP)
    hooked.git("add", "--all")
    assert refused(commit(hooked), "dropped-table")


def test_a_binary_file_and_a_link_are_no_trouble(hooked) -> None:
    hooked.stage("picture.png", b"\x89PNG\0\0\0")
    (hooked.root / "link").symlink_to("/etc/passwd")
    hooked.git("add", "link")
    assert commit(hooked).returncode == 0


def test_a_broken_policy_refuses_everything(hooked) -> None:
    hooked.stage("guardrail.toml", "levels = nonsense")
    done = commit(hooked)
    assert refused(done, "guardrail.toml")


def test_a_damaged_index_refuses(hooked) -> None:
    hooked.stage("a.sql", FINE)
    done = hooked.run("guardrail", "hook", "pre-commit", GIT_INDEX_FILE="README.md")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_outside_a_repository_a_hook_is_misused(guarded, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    done = subprocess.run(
        ["guardrail", "hook", "pre-commit"], cwd=outside, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "inside a git repository" in done.stderr


def test_an_unknown_hook_is_misused(guarded) -> None:
    assert guarded.run("guardrail", "hook", "pre-comit").returncode == 2
    assert guarded.run("guardrail", "hook").returncode == 2
    assert guarded.run("guardrail", "hook", "--help").returncode == 0


class TestNoVerify:
    """`prepare-commit-msg` is what `--no-verify` doesn't skip."""

    @pytest.fixture
    def watched(self, guarded):
        names = ("pre-commit", "prepare-commit-msg")
        assert guarded.run("guardrail", "hook", "install", *names).returncode == 0
        return guarded

    def test_a_commit_past_the_first_hook_meets_the_second(self, watched) -> None:
        watched.stage("a.sql", DROP)
        assert refused(commit(watched, "--no-verify"), "dropped-table")
        watched.stage("a.sql", FINE)
        assert commit(watched, "--no-verify").returncode == 0

    def test_a_cherry_pick_is_met(self, watched) -> None:
        watched.git("checkout", "--quiet", "-b", "side")
        watched.stage("a.sql", DROP)
        tree = watched.git("write-tree").strip()
        picked = watched.git("commit-tree", tree, "-p", "HEAD", "-m", "sneaked in").strip()
        watched.git("reset", "--quiet", "--hard", "main")
        assert refused(watched.run("git", "cherry-pick", picked), "dropped-table")

    def test_a_revert_is_met(self, watched) -> None:
        watched.stage("a.sql", DROP)
        watched.git("-c", "core.hooksPath=/dev/null", "commit", "--quiet", "-m", "sneaked in")
        watched.stage("a.sql", FINE)
        assert commit(watched).returncode == 0
        assert refused(watched.run("git", "revert", "--no-edit", "HEAD"), "dropped-table")

    def test_a_rebased_commit_is_met(self, watched) -> None:
        watched.git("checkout", "--quiet", "-b", "side")
        watched.stage("a.sql", DROP)
        watched.git("-c", "core.hooksPath=/dev/null", "commit", "--quiet", "-m", "sneaked in")
        watched.git("checkout", "--quiet", "main")
        watched.stage("b.sql", FINE)
        assert commit(watched).returncode == 0
        watched.git("checkout", "--quiet", "side")
        assert refused(watched.run("git", "rebase", "--merge", "main"), "dropped-table")

    def test_an_amended_commit_is_judged_as_a_whole(self, watched) -> None:
        watched.stage("a.sql", DROP)
        tree = watched.git("write-tree").strip()
        bad = watched.git("commit-tree", tree, "-p", "HEAD", "-m", "sneaked in").strip()
        watched.git("reset", "--quiet", "--hard", bad)
        done = watched.run("git", "commit", "--amend", "--no-verify", "--no-edit")
        assert refused(done, "dropped-table")

    def test_an_empty_commit_brings_nothing_in(self, watched) -> None:
        assert commit(watched, "--no-verify", "--allow-empty").returncode == 0


class TestPush:
    """The commits that would be pushed are judged, whatever lies on disk."""

    @pytest.fixture
    def remote(self, guarded, tmp_path: Path):
        assert guarded.run("guardrail", "hook", "install", "pre-push").returncode == 0
        guarded.git("init", "--quiet", "--bare", str(tmp_path / "remote.git"))
        guarded.git("remote", "add", "origin", str(tmp_path / "remote.git"))
        guarded.git("push", "--quiet", "origin", "main")
        return guarded

    def test_a_new_branch_is_judged_from_where_it_left(self, remote) -> None:
        remote.git("checkout", "--quiet", "-b", "feature")
        remote.stage("a.sql", DROP)
        remote.commit()
        remote.stage("b.sql", FINE)
        remote.commit()
        (remote.root / "a.sql").unlink()
        assert refused(remote.run("git", "push", "origin", "feature"), "dropped-table")

    def test_what_the_remote_has_is_not_judged_again(self, remote) -> None:
        remote.stage("a.sql", DROP)
        remote.commit()
        remote.git("push", "--no-verify", "--quiet", "origin", "main")
        remote.stage("b.sql", FINE)
        remote.commit()
        assert remote.run("git", "push", "origin", "main").returncode == 0

    def test_every_ref_of_one_push_is_judged(self, remote) -> None:
        remote.git("checkout", "--quiet", "-b", "good")
        remote.stage("b.sql", FINE)
        remote.commit()
        remote.git("checkout", "--quiet", "-b", "wicked", "main")
        remote.stage("a.sql", DROP)
        remote.commit()
        done = remote.run("git", "push", "origin", "good", "wicked")
        assert refused(done, "dropped-table")

    def test_a_push_that_only_deletes_passes(self, remote) -> None:
        remote.git("push", "--quiet", "--no-verify", "origin", "main:old")
        assert remote.run("git", "push", "origin", "--delete", "old").returncode == 0

    def test_the_first_push_to_an_empty_remote_is_judged_whole(
        self, remote, tmp_path: Path
    ) -> None:
        remote.stage("a.sql", DROP)
        remote.commit()
        remote.git("init", "--quiet", "--bare", str(tmp_path / "other.git"))
        remote.git("remote", "add", "other", str(tmp_path / "other.git"))
        remote.git("remote", "remove", "origin")
        assert refused(remote.run("git", "push", "other", "main"), "dropped-table")


class TestFiles:
    """The files that somebody else chose."""

    def test_only_the_named_files_of_the_change(self, guarded) -> None:
        guarded.stage("a.sql", DROP)
        guarded.stage("b.sql", FINE)
        assert guarded.run("guardrail", "hook", "files", "--", "b.sql").returncode == 0
        assert refused(guarded.run("guardrail", "hook", "files", "--", "a.sql"), "dropped-table")

    def test_as_staged_not_as_on_disk(self, guarded) -> None:
        guarded.stage("a.sql", DROP)
        guarded.write("a.sql", FINE)
        assert refused(guarded.run("guardrail", "hook", "files", "--", "a.sql"), "dropped-table")

    def test_unstaged_files_are_judged_on_disk_and_that_is_said(self, guarded) -> None:
        guarded.write("a.sql", DROP)
        done = guarded.run("guardrail", "hook", "files", "--", "a.sql")
        assert refused(done, "dropped-table")
        assert "as they lie on disk" in done.stdout

    def test_without_files_the_whole_tree_is_judged(self, guarded) -> None:
        guarded.write("a.sql", DROP)
        assert refused(guarded.run("guardrail", "hook", "files"), "dropped-table")
