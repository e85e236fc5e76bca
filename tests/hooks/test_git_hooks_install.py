"""Hooks come to be where git looks, and never at the cost of somebody else's."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

from guardrail_hooks.git_hooks.script import MARK, script


def hook(project, name: str = "pre-commit") -> Path:
    return project.root / ".git" / "hooks" / name


def install(project, *arguments: str) -> subprocess.CompletedProcess[str]:
    return project.run("guardrail", "hook", "install", *arguments)


def test_two_hooks_by_default_and_others_by_name(guarded) -> None:
    assert install(guarded).returncode == 0
    assert MARK in hook(guarded).read_text()
    assert hook(guarded).stat().st_mode & stat.S_IXUSR
    assert hook(guarded, "pre-merge-commit").exists()
    assert not hook(guarded, "pre-push").exists()
    assert install(guarded, "pre-push", "prepare-commit-msg").returncode == 0
    assert hook(guarded, "prepare-commit-msg").exists()


def test_installing_twice_is_installing_once(guarded) -> None:
    install(guarded)
    before = hook(guarded).read_text()
    assert install(guarded).returncode == 0
    assert hook(guarded).read_text() == before


def test_a_hook_of_somebody_else_is_left_as_it_is(guarded) -> None:
    hook(guarded).write_text("#!/bin/sh\necho theirs\n")
    done = install(guarded)
    assert done.returncode == 1
    assert hook(guarded).read_text() == "#!/bin/sh\necho theirs\n"
    assert "guardrail hook pre-commit" in done.stdout
    assert hook(guarded, "pre-merge-commit").exists()


def test_a_chained_hook_runs_first_and_decides_too(guarded) -> None:
    hook(guarded).write_text("#!/bin/sh\necho theirs ran\nexit ${THEIRS:-0}\n")
    hook(guarded).chmod(0o755)
    assert install(guarded, "--chain").returncode == 0
    guarded.stage("a.sql", "SELECT 1;\n")
    refused = guarded.run("git", "commit", "-m", "x", THEIRS="3")
    assert refused.returncode != 0
    passed = guarded.run("git", "commit", "-m", "x")
    assert passed.returncode == 0
    assert "theirs ran" in passed.stdout + passed.stderr
    guarded.stage("a.sql", "DROP TABLE users;\n")
    assert guarded.run("git", "commit", "-m", "x").returncode != 0


def test_a_chained_push_hook_hears_the_refs_too(guarded, tmp_path: Path) -> None:
    hook(guarded, "pre-push").write_text(f"#!/bin/sh\ncat > '{tmp_path}/heard'\n")
    hook(guarded, "pre-push").chmod(0o755)
    assert install(guarded, "--chain", "pre-push").returncode == 0
    guarded.git("init", "--quiet", "--bare", str(tmp_path / "remote.git"))
    guarded.stage("a.sql", "DROP TABLE users;\n")
    guarded.commit()
    done = guarded.run("git", "push", str(tmp_path / "remote.git"), "main")
    assert done.returncode != 0
    assert "dropped-table" in done.stdout + done.stderr
    assert "refs/heads/main" in (tmp_path / "heard").read_text()


def test_uninstalling_puts_a_chained_hook_back(guarded) -> None:
    hook(guarded).write_text("#!/bin/sh\necho theirs\n")
    install(guarded, "--chain")
    assert guarded.run("guardrail", "hook", "uninstall").returncode == 0
    assert hook(guarded).read_text() == "#!/bin/sh\necho theirs\n"
    assert not hook(guarded, "pre-merge-commit").exists()


def test_uninstalling_leaves_the_hooks_of_others(guarded) -> None:
    hook(guarded).write_text("#!/bin/sh\necho theirs\n")
    assert guarded.run("guardrail", "hook", "uninstall").returncode == 0
    assert hook(guarded).exists()


def test_a_link_is_never_written_through(guarded, tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_text(f"#!/bin/sh\n{MARK}\n")
    hook(guarded).symlink_to(target)
    assert install(guarded).returncode == 1
    assert target.read_text() == f"#!/bin/sh\n{MARK}\n"


def test_a_shared_folder_of_hooks_is_not_written_to(guarded, tmp_path: Path) -> None:
    shared = tmp_path / "shared-hooks"
    shared.mkdir()
    guarded.git("config", "--global", "core.hooksPath", str(shared))
    done = install(guarded)
    assert done.returncode == 2
    assert "core.hooksPath" in done.stderr
    assert list(shared.iterdir()) == []


def test_a_folder_of_hooks_in_the_project_is(guarded) -> None:
    guarded.git("config", "core.hooksPath", ".githooks")
    assert install(guarded).returncode == 0
    assert MARK in (guarded.root / ".githooks" / "pre-commit").read_text()
    guarded.stage("a.sql", "DROP TABLE users;\n")
    assert guarded.run("git", "commit", "-m", "x").returncode != 0


def test_huskys_folder_is_left_to_husky(guarded) -> None:
    (guarded.root / ".husky" / "_").mkdir(parents=True)
    guarded.git("config", "core.hooksPath", ".husky/_")
    done = install(guarded)
    assert done.returncode == 2
    assert ".husky/pre-commit" in done.stderr
    assert list((guarded.root / ".husky" / "_").iterdir()) == []


def test_a_linked_work_tree_shares_the_hooks(guarded, tmp_path: Path) -> None:
    guarded.git("worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second")
    done = subprocess.run(
        ["guardrail", "hook", "install"], cwd=tmp_path / "second", capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert MARK in hook(guarded).read_text()


def test_a_guardrail_that_is_gone_stops_the_commit(guarded) -> None:
    hook(guarded).write_text(script("pre-commit", python="/gone/bin/python"))
    hook(guarded).chmod(0o755)
    guarded.stage("a.sql", "SELECT 1;\n")
    done = guarded.run("git", "commit", "-m", "x")
    assert done.returncode != 0
    assert "is gone" in done.stderr


def test_modules_of_the_work_tree_are_not_imported(guarded) -> None:
    install(guarded)
    for name in ("guardrail", "sqlglot", "json", "tomllib"):
        guarded.write(f"{name}.py", "raise SystemExit('it ran')\n")
    guarded.stage("a.sql", "DROP TABLE users;\n")
    done = guarded.run("git", "commit", "-m", "x", PYTHONPATH=str(guarded.root))
    assert "it ran" not in done.stdout + done.stderr
    assert "dropped-table" in done.stdout + done.stderr


def test_an_odd_interpreter_path_is_quoted() -> None:
    text = script("pre-commit", python="/a b/'$(touch x)'/python")
    done = subprocess.run(["/bin/sh", "-n"], input=text, text=True, check=False)
    assert done.returncode == 0
    assert "$(touch x)" in text
    run = subprocess.run(["/bin/sh"], input=text, text=True, capture_output=True, check=False)
    assert run.returncode == 2


def test_there_are_only_so_many_hooks(guarded) -> None:
    assert install(guarded, "post-commit").returncode == 2
