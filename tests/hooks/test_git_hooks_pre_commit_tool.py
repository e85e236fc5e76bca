"""The real pre-commit calls the hooks: stashes, file lists, stages and all."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"

DROP = "DROP TABLE users;\n"
FINE = "SELECT 1;\n"
MIGRATION = (
    "from django.db import migrations\n\n\n"
    "class Migration(migrations.Migration):\n"
    "    operations = [migrations.RunSQL('SELECT 1', migrations.RunSQL.noop)]\n"
)


def manifest() -> dict[str, dict[str, object]]:
    return {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text())}


def configure(project, *ids: str) -> None:
    """Write a configuration with hooks of the manifest, run from the environment at hand."""
    hooks = [{**manifest()[id], "language": "unsupported"} for id in ids]
    for hook in hooks:
        hook.pop("minimum_pre_commit_version")
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    project.stage(".pre-commit-config.yaml", yaml.safe_dump(config, sort_keys=False))
    project.commit("hooks")
    stages = {stage for hook in hooks for stage in hook["stages"]}
    for stage in sorted(stages):
        done = project.run("pre-commit", "install", "--hook-type", str(stage))
        assert done.returncode == 0, done.stdout


def commit(project, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return project.run("git", "commit", "-m", "a change", *arguments, **environment)


def refused(done: subprocess.CompletedProcess[str], rule: str) -> bool:
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    return done.returncode != 0 and rule in said


@pytest.fixture
def hooked(guarded):
    configure(guarded, "guardrail")
    return guarded


def test_the_manifest_is_valid() -> None:
    done = subprocess.run(
        ["pre-commit", "validate-manifest", str(MANIFEST)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert set(manifest()) == {
        "guardrail",
        "guardrail-pre-push",
        "guardrail-prepare-commit-msg",
        "guardrail-files",
    }


def test_a_dangerous_commit_is_refused_and_its_mended_form_passes(hooked) -> None:
    hooked.stage("a.sql", DROP)
    assert refused(commit(hooked), "dropped-table")
    hooked.stage("a.sql", FINE)
    assert commit(hooked).returncode == 0


def test_a_partly_staged_file_is_judged_as_staged(hooked) -> None:
    hooked.stage("a.sql", FINE)
    hooked.write("a.sql", DROP)
    assert commit(hooked).returncode == 0
    assert (hooked.root / "a.sql").read_text() == DROP
    hooked.stage("b.sql", DROP)
    hooked.write("b.sql", FINE)
    assert refused(commit(hooked), "dropped-table")


def test_a_pure_deletion_is_not_skipped(hooked) -> None:
    hooked.stage("shop/migrations/0001_start.py", MIGRATION)
    assert commit(hooked).returncode == 0
    hooked.git("rm", "--quiet", "shop/migrations/0001_start.py")
    assert refused(commit(hooked), "applied-migration-deleted")


def test_an_announced_file_survives_and_is_not_judged(hooked) -> None:
    hooked.write("later.sql", DROP)
    hooked.git("add", "--intent-to-add", "later.sql")
    hooked.stage("a.sql", FINE)
    assert commit(hooked).returncode == 0
    assert (hooked.root / "later.sql").read_text() == DROP


def test_commit_all_and_commit_of_a_path(hooked) -> None:
    hooked.stage("a.sql", FINE)
    hooked.stage("b.sql", FINE)
    assert commit(hooked).returncode == 0
    hooked.write("a.sql", DROP)
    assert refused(commit(hooked, "--all"), "dropped-table")
    hooked.write("b.sql", "SELECT 2;\n")
    assert commit(hooked, "--", "b.sql").returncode == 0
    assert refused(commit(hooked, "--", "a.sql"), "dropped-table")


def test_a_merge_is_met(hooked) -> None:
    hooked.git("checkout", "--quiet", "-b", "side")
    hooked.stage("a.sql", DROP)
    hooked.commit("on the side")
    hooked.git("checkout", "--quiet", "main")
    hooked.stage("b.sql", FINE)
    hooked.commit("on main")
    assert refused(hooked.run("git", "merge", "--no-edit", "side"), "dropped-table")


def test_a_file_name_is_never_an_option(hooked) -> None:
    hooked.stage("--exclude=*.sql", DROP)
    hooked.stage("-rf.sql", DROP)
    assert refused(commit(hooked), "dropped-table")


def test_with_all_files_the_whole_tree_is_judged_and_that_is_said(hooked) -> None:
    hooked.stage("a.sql", DROP)
    hooked.commit("sneaked in")
    done = hooked.run("pre-commit", "run", "--all-files", "--verbose")
    assert refused(done, "dropped-table")
    assert "nothing was staged: judged the whole tree" in done.stdout


def test_with_two_refs_what_lies_between_is_judged(hooked) -> None:
    hooked.stage("a.sql", DROP)
    hooked.commit("sneaked in")
    hooked.stage("b.sql", FINE)
    hooked.commit("harmless")
    bad = hooked.run("pre-commit", "run", "--from-ref", "HEAD~2", "--to-ref", "HEAD", "--verbose")
    assert refused(bad, "dropped-table")
    assert "nothing was staged: judged what" in bad.stdout
    good = hooked.run("pre-commit", "run", "--from-ref", "HEAD~", "--to-ref", "HEAD", "--verbose")
    assert good.returncode == 0
    assert "nothing was staged: judged what" in good.stdout


def test_taking_the_hook_away_is_for_other_doors_to_see(hooked) -> None:
    hooked.stage(".pre-commit-config.yaml", "repos: []\n")
    # pre-commit reads what is staged, so the hook that would object is no longer called.
    assert refused(hooked.run("guardrail", "hook", "pre-commit"), "removed-hook")
    assert commit(hooked).returncode == 0


def test_a_linked_work_tree(hooked, tmp_path: Path) -> None:
    hooked.git("worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second")
    (tmp_path / "second" / "a.sql").write_text(DROP)
    hooked.git("-C", str(tmp_path / "second"), "add", "a.sql")
    done = hooked.run("git", "-C", str(tmp_path / "second"), "commit", "-m", "from there")
    assert refused(done, "dropped-table")


def test_no_verify_skips_one_hook_and_meets_the_other(guarded) -> None:
    configure(guarded, "guardrail", "guardrail-prepare-commit-msg")
    guarded.stage("a.sql", DROP)
    assert refused(commit(guarded, "--no-verify"), "dropped-table")
    guarded.stage("a.sql", FINE)
    assert commit(guarded, "--no-verify").returncode == 0


def test_a_push_is_judged_by_its_commits(guarded, tmp_path: Path) -> None:
    configure(guarded, "guardrail-pre-push")
    guarded.git("init", "--quiet", "--bare", str(tmp_path / "remote.git"))
    guarded.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    assert guarded.run("git", "push", "origin", "main").returncode == 0
    guarded.git("checkout", "--quiet", "-b", "feature")
    guarded.stage("a.sql", DROP)
    guarded.commit("sneaked in")
    guarded.git("rm", "--quiet", "--cached", "a.sql")
    done = guarded.run("git", "push", "origin", "feature")
    assert refused(done, "dropped-table")


def test_chosen_files_are_judged_as_staged(guarded) -> None:
    configure(guarded, "guardrail-files")
    guarded.stage("a.sql", DROP)
    guarded.write("a.sql", FINE)
    assert refused(commit(guarded), "dropped-table")
    guarded.stage("a.sql", FINE)
    guarded.stage("--help.sql", DROP)
    assert refused(commit(guarded), "dropped-table")


@pytest.mark.slow
def test_pre_commit_builds_its_own_environment_from_the_repository(guarded, tmp_path: Path) -> None:
    source = tmp_path / "repo-guardrail"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(source)], check=True)
    rev = subprocess.run(
        ["git", "-C", str(source), "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    config = {"repos": [{"repo": str(source), "rev": rev, "hooks": [{"id": "guardrail"}]}]}
    guarded.stage(".pre-commit-config.yaml", yaml.safe_dump(config))
    guarded.commit("hooks")
    assert guarded.run("pre-commit", "install", "--install-hooks").returncode == 0
    guarded.stage("a.sql", DROP)
    assert refused(commit(guarded), "dropped-table")
    guarded.stage("a.sql", FINE)
    assert commit(guarded).returncode == 0
