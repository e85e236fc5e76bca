"""Repositories of every odd kind, and ones that want programs run: through the real commands."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

Project = Any
"""The fixture of tests/conftest.py."""
Guardrail = Any
"""The fixture of this folder's conftest."""

DROP = "DROP TABLE users;\n"

PROGRAMS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.askPass", "core.sshCommand",
    "core.alternateRefsCommand", "credential.helper", "diff.external", "diff.sql.command",
    "diff.sql.textconv", "filter.sql.clean", "filter.sql.smudge", "filter.sql.process",
    "merge.sql.driver", "gpg.program", "remote.origin.uploadpack", "uploadpack.packObjectsHook",
    "alias.diff", "alias.cat-file",
)  # fmt: skip
HOOKS = ("pre-commit", "post-index-change", "reference-transaction", "post-checkout")

COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check",),
    "check --staged": ("check", "--staged"),
    "check --since": ("check", "--since", "old"),
    "check --changed-only": ("check", "--changed-only"),
    "ci": ("ci", "--base", "old", "--head", "HEAD"),
    "hook pre-commit": ("hook", "pre-commit"),
    "hook files": ("hook", "files", "--", "a.sql"),
    "effects": ("effects", "a.sql"),
    "baseline": ("baseline", "create"),
    "hook install": ("hook", "install"),
}


@pytest.fixture
def trapped(project: Project, tmp_path: Path) -> Path:
    """A repository in which every setting names a program; the file that it would write."""
    project.stage("a.sql", "select 1;\n")
    project.commit()
    project.git("branch", "old")
    project.stage("b.sql", DROP)
    project.commit()
    project.stage("a.sql", DROP)
    project.write("b.sql", "select 4;\n")
    project.write(".gitattributes", "*.sql filter=sql diff=sql merge=sql\n")
    marker = tmp_path / "it-ran"
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{marker}'\ncat\n")
    trap.chmod(trap.stat().st_mode | stat.S_IXUSR)
    for hook in HOOKS:
        (project.root / ".git" / "hooks" / hook).symlink_to(trap)
    for key in PROGRAMS:
        project.git("config", key, f"!{trap}" if key.startswith("alias") else str(trap))
    marker.unlink(missing_ok=True)
    return marker


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_runs_what_a_configuration_names(
    project: Project, guardrail: Guardrail, trapped: Path, command: str
) -> None:
    guardrail(*COMMANDS[command])
    assert not trapped.exists(), trapped.read_text()


def test_a_replaced_object_shows_no_harmless_text(project: Project, guardrail: Guardrail) -> None:
    project.stage("readme", "x")
    base = project.commit()
    project.stage("a.sql", DROP)
    head = project.commit()
    project.write("harmless", "SELECT 1;\n")
    harmless = project.git("hash-object", "-w", "harmless").strip()
    project.git("replace", project.git("rev-parse", "HEAD:a.sql").strip(), harmless)
    assert "dropped-table" in guardrail("ci", "--base", base, "--head", head).rules


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_change_hidden_from_git_is_seen(
    project: Project, guardrail: Guardrail, flag: str
) -> None:
    project.stage("a.sql", "SELECT 1;\n")
    project.commit()
    project.git("update-index", flag, "a.sql")
    project.write("a.sql", DROP)
    assert "dropped-table" in guardrail("check", "--changed-only").rules


@pytest.mark.parametrize(
    "attributes",
    ["binary", "linguist-generated", "export-ignore", "ident", "working-tree-encoding=UTF-16"],
)
def test_attributes_switch_nothing_off(
    project: Project, guardrail: Guardrail, attributes: str
) -> None:
    project.stage("readme", "x")
    base = project.commit()
    project.stage("a.sql", DROP.encode("utf-16") if "UTF-16" in attributes else DROP)
    project.stage(".gitattributes", f"*.sql {attributes}\n")
    head = project.commit()
    assert "dropped-table" in guardrail("check").rules
    assert "dropped-table" in guardrail("ci", "--base", base, "--head", head).rules


def test_before_the_first_commit(project: Project, guardrail: Guardrail) -> None:
    project.stage("a.sql", DROP)
    for words in (("check",), ("check", "--staged"), ("check", "--changed-only")):
        assert guardrail(*words).rules == {"dropped-table"}
    assert guardrail("hook", "pre-commit").status == 1
    assert guardrail("check", "--since", "main").status == 2
    assert guardrail("ci", "--base", "main", "--head", "HEAD").status == 2


def test_an_empty_repository(project: Project, guardrail: Guardrail) -> None:
    assert guardrail("check").status == 0
    assert guardrail("hook", "pre-commit").status == 0


def test_in_a_bare_repository(project: Project, guardrail: Guardrail, tmp_path: Path) -> None:
    project.stage("a.sql", DROP)
    head = project.commit()
    bare = tmp_path / "bare"
    project.git("clone", "--quiet", "--bare", str(project.root), str(bare))
    assert guardrail("ci", "--base", head, "--head", head, folder=bare).status == 2
    assert guardrail("check", "--staged", folder=bare).status == 2
    assert guardrail("check", folder=bare).status == 0


def test_a_bare_repository_inside_another_takes_nothing_over(
    project: Project, guardrail: Guardrail, tmp_path: Path
) -> None:
    marker = tmp_path / "it-ran"
    project.stage("db/a.sql", DROP)
    inside = project.root / "db"
    project.git("init", "--quiet", "--bare", str(tmp_path / "bare"))
    for each in (tmp_path / "bare").iterdir():
        each.rename(inside / each.name)
    with (inside / "config").open("a") as config:
        config.write(f"[core]\n\tfsmonitor = \"touch '{marker}'\"\n\tworktree = /\n")
    assert "dropped-table" in guardrail("check", "--staged", folder=inside).rules
    assert not marker.exists()


def test_a_shallow_clone(project: Project, guardrail: Guardrail, tmp_path: Path) -> None:
    project.stage("a.sql", DROP)
    first = project.commit()
    project.stage("b.sql", DROP)
    project.commit()
    shallow = tmp_path / "shallow"
    project.git("clone", "--quiet", "--depth", "1", project.root.as_uri(), str(shallow))
    assert guardrail("check", folder=shallow).rules == {"dropped-table"}
    missing = guardrail("ci", "--base", first, "--head", "HEAD", folder=shallow)
    assert missing.status == 2
    assert "fetch-depth: 0" in missing.err


def test_a_partial_clone_fetches_nothing_and_says_so(
    project: Project, guardrail: Guardrail, tmp_path: Path
) -> None:
    project.stage("a.sql", "SELECT 1;\n")
    base = project.commit()
    project.stage("a.sql", DROP)
    head = project.commit()
    project.git("config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    project.git(
        "clone", "--quiet", "--filter=blob:none", "--no-checkout",
        project.root.as_uri(), str(partial),
    )  # fmt: skip
    marker = tmp_path / "it-ran"
    project.run("git", "-C", str(partial), "config", "remote.origin.uploadpack", f"touch {marker};")
    outcome = guardrail("ci", "--base", base, "--head", head, folder=partial)
    assert outcome.status == 2 or "a.sql" in outcome.told
    assert not marker.exists()


def test_a_submodule_and_a_worktree(
    project: Project, new_project: Any, guardrail: Guardrail, tmp_path: Path
) -> None:
    library = new_project("library")
    library.stage("inner.sql", DROP)
    library.commit()
    project.git("submodule", "--quiet", "add", str(library.root), "library")
    project.commit()
    inside = guardrail("check", folder=project.root / "library")
    assert inside.rules == {"dropped-table"}
    project.git("worktree", "add", "--quiet", str(tmp_path / "linked"))
    (tmp_path / "linked" / "b.sql").write_text(DROP)
    assert guardrail("check", folder=tmp_path / "linked").rules == {"dropped-table"}


def test_a_damaged_repository_is_told(project: Project, guardrail: Guardrail) -> None:
    project.stage("a.sql", DROP)
    project.commit()
    (project.root / ".git" / "index").write_bytes(b"rubbish")
    assert guardrail("hook", "pre-commit").status == 2
    assert guardrail("check", "--staged").status == 2


@pytest.mark.parametrize(
    "name",
    [b"new\nline.sql", b"-rf.sql", b"--diff", b"\xff\xfe.sql", b"a b\t'\".sql", b":(top)x.sql",
     b"::error::.sql", b"..sql", b" .sql", "\u202egnp.sql".encode(), b"\x1b[2J.sql", b"%0A.sql"],
)  # fmt: skip
def test_hostile_paths_in_every_state(project: Project, guardrail: Guardrail, name: bytes) -> None:
    path = os.fsdecode(name)
    project.commit()
    project.git("branch", "old")
    file = project.root / path
    file.write_text(f"#!/bin/sh\n: '\n{DROP}'\nrm -rf /\n" if path == "--diff" else DROP)
    project.git("add", "--all")
    project.commit()
    for words in (("check",), ("ci", "--base", "old", "--head", "HEAD"), ("check", "--", path)):
        outcome = guardrail(*words)
        assert outcome.status == 1, outcome.err
        for line in (outcome.out + outcome.err).split("\n"):
            assert line.isprintable(), ascii(line)


def test_odd_things_in_place_of_files(project: Project, guardrail: Guardrail) -> None:
    root = project.root
    os.mkfifo(root / "pipe.sql")
    (root / "loop.sql").symlink_to("loop.sql")
    (root / "round").symlink_to(".")
    (root / "one").symlink_to("two")
    (root / "two").symlink_to("one")
    (root / "out.sql").symlink_to("/etc/passwd")
    (root / "device.sql").symlink_to("/dev/zero")
    (root / "folder.sql").mkdir()
    project.write("folder.sql/a.sql", DROP)
    outcome = guardrail("check")
    assert {found["path"] for found in outcome.counting} == {"folder.sql/a.sql"}
    assert {"loop.sql", "out.sql", "device.sql"} <= outcome.told
    assert guardrail("check", "pipe.sql").told == {"pipe.sql"}
    assert "root:" not in outcome.out


def test_files_that_may_not_be_read(
    project: Project, guardrail: Guardrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("denied.sql", DROP).chmod(0)
    if os.access(project.root / "denied.sql", os.R_OK):
        opened = os.open
        monkeypatch.setattr(os, "open", lambda path, *rest, **more: _refuse(opened, path, *rest))
    outcome = guardrail("check")
    assert outcome.level_at("denied.sql") == "warning"


def test_files_that_vanish_while_they_are_read(
    project: Project, guardrail: Guardrail, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("a.sql", DROP)
    gone = project.write("gone.sql", DROP)
    opened = os.open

    def vanish(path: Any, *rest: Any, **more: Any) -> int:
        if str(path).endswith("gone.sql"):
            gone.unlink(missing_ok=True)
        return opened(path, *rest, **more)

    monkeypatch.setattr(os, "open", vanish)
    outcome = guardrail("check")
    assert {found["path"] for found in outcome.counting} == {"a.sql"}
    assert outcome.level_at("gone.sql") == "warning"


def _refuse(opened: Any, path: Any, *rest: Any) -> int:
    if str(path).endswith("denied.sql"):
        raise PermissionError(13, "Permission denied", str(path))
    descriptor: int = opened(path, *rest)
    return descriptor
