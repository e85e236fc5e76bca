"""The tool as a target: modules, packages and cache entries planted where it might look."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest

from guardrail.cache import default_folder

Project = Any
"""The fixture of tests/conftest.py."""
Guardrail = Any
"""The fixture of this folder's conftest."""

WANTED = ("sqlglot", "json", "tomllib", "libcst", "sqlite3", "hashlib", "tree_sitter", "yaml")
WANTED_BY_PYTHON = ("collections", "os", "re", "__future__", "sitecustomize", "usercustomize")
OURS = ("guardrail", "guardrail_rules", "guardrail_hooks")

ISOLATED = (sys.executable, "-I", "-m", "guardrail")
AS_A_MODULE = (sys.executable, "-m", "guardrail")
SCRIPT = (str(Path(sys.executable).parent / "guardrail"),)


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """The file that a module of the workspace writes when it is imported."""
    return tmp_path / "it-was-imported"


@pytest.fixture
def plant(project: Project, marker: Path) -> Any:
    """Puts modules into the workspace, and something to judge beside them."""

    def put(*names: str) -> None:
        for name in names:
            project.write(f"{name}.py", f"open({str(marker)!r}, 'a').write({name!r} + chr(10))\n")
        project.write("a.sql", "DELETE FROM users;\n")
        project.write("script.py", "cur.execute('DROP TABLE users')\n")

    return put


def check(project: Project, *command: str, **environment: str) -> set[str]:
    """The rules that a check of the workspace names."""
    done = project.run(*command, "check", "--no-cache", "--format", "json", **environment)
    assert done.returncode == 1, done.stderr
    return {found["rule"] for found in json.loads(done.stdout)["findings"]}


def test_isolated_nothing_of_the_workspace_is_imported(
    project: Project, plant: Any, marker: Path
) -> None:
    plant(*WANTED, *WANTED_BY_PYTHON, *OURS)
    found = check(project, *ISOLATED, PYTHONPATH=str(project.root), PYTHONSTARTUP="os.py")
    assert {"unscoped-delete", "dropped-table"} <= found
    assert not marker.exists()


def test_the_command_does_not_look_in_the_working_directory(
    project: Project, plant: Any, marker: Path
) -> None:
    plant(*WANTED, *WANTED_BY_PYTHON, *OURS)
    assert "unscoped-delete" in check(project, *SCRIPT)
    assert not marker.exists()


@pytest.mark.parametrize("where", [".", "ROOT", f"{os.pathsep}ROOT{os.pathsep}sub"])
def test_the_command_drops_a_path_that_leads_into_the_project(
    project: Project, plant: Any, marker: Path, where: str
) -> None:
    plant(*WANTED, "guardrail_rules", "guardrail_hooks")
    path = where.replace("ROOT", str(project.root))
    assert "unscoped-delete" in check(project, *SCRIPT, PYTHONPATH=path)
    assert not marker.exists()


def test_as_a_module_it_drops_the_working_directory(
    project: Project, plant: Any, marker: Path
) -> None:
    plant(*WANTED, "guardrail_rules", "guardrail_hooks")
    assert "unscoped-delete" in check(project, *AS_A_MODULE)
    assert not marker.exists()


@pytest.mark.parametrize("file", [".pre-commit-hooks.yaml", "action.yml", "docs/gitlab.md"])
def test_what_we_tell_others_to_run_is_isolated(file: str) -> None:
    text = (Path(__file__).resolve().parents[2] / file).read_text()
    calls = [line for line in text.splitlines() if "-m guardrail" in line or "-m pip" in line]
    assert calls
    assert all("-I -m " in line for line in calls)
    assert "entry: guardrail" not in text


@pytest.fixture
def installed_pack(tmp_path: Path, marker: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed package that registers rules and a command without being asked."""
    site = tmp_path / "site"
    info = site / "evil-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[guardrail.rules]\nevil = evil\n[guardrail.commands]\ncheck = evil:run\nci = evil:run\n"
    )
    (site / "evil.py").write_text(
        f"open({str(marker)!r}, 'w').close()\ndef run(words):\n    return 0\n"
    )
    monkeypatch.syspath_prepend(str(site))
    return "evil"


def test_an_installed_pack_is_not_loaded_by_itself(
    project: Project, guardrail: Guardrail, installed_pack: str, marker: Path
) -> None:
    project.write("a.sql", "DELETE FROM users;\n")
    assert guardrail("check").rules == {"unscoped-delete"}
    assert guardrail("rules").status == 0
    assert not marker.exists()


def test_a_pack_that_a_change_names_is_not_loaded_in_ci(
    project: Project, guardrail: Guardrail, installed_pack: str, marker: Path
) -> None:
    project.stage("a.sql", "SELECT 1;\n")
    base = project.commit()
    project.stage("guardrail.toml", f'packs = ["{installed_pack}"]\n')
    project.stage("a.sql", "DELETE FROM users;\n")
    head = project.commit()
    outcome = guardrail("ci", "--base", base, "--head", head)
    assert outcome.status != 0
    assert not marker.exists()


class TestTheCache:
    """It holds facts, so what is planted in it can be wrong; it can't run and it can't crash."""

    POISON = (
        "null",
        "[]",
        "{",
        '{"texts": 1, "facts": []}]',
        '{"texts": "x", "facts": []}',
        '{"texts": 1, "facts": [["Source", {}]]}',
        '{"texts": 1, "facts": [["__import__", {"name": "os"}]]}',
        '{"texts": 1, "facts": [["DataChange", {"span": [0, 1e400, [], 1], "verb": "delete"}]]}',
        '{"texts": 1, "facts": [["Unanalysed", {"span": [-9, 99999999, [], 1], "reason": 7}]]}',
        '{"texts": 1, "facts": ' + "[" * 100_000,
        "csubprocess\ncheck_output\n(S'touch pwned'\ntR.",
    )

    @staticmethod
    def poison(value: str) -> int:
        """Put a value under every key; how many keys there are."""
        with sqlite3.connect(Path(default_folder()) / "facts.sqlite") as store:
            return store.execute("UPDATE facts SET value = ?", (value,)).rowcount

    @pytest.mark.parametrize("value", POISON, ids=range(len(POISON)))
    def test_poison_costs_time_alone(
        self, project: Project, guardrail: Guardrail, value: str
    ) -> None:
        project.write("guardrail.toml", 'fail-on = "error"\n')
        project.write("a.sql", "DELETE FROM users;\n")
        before = guardrail("check")
        assert self.poison(value) > 0
        after = guardrail("check")
        assert after.status in (before.status, 1)
        assert not list(project.root.rglob("pwned"))

    def test_ci_reads_no_cache(self, project: Project, guardrail: Guardrail) -> None:
        project.stage("readme", "x")
        base = project.commit()
        project.stage("a.sql", "DELETE FROM users;\n")
        head = project.commit()
        assert guardrail("check").rules == {"unscoped-delete"}
        self.poison('{"texts": 1, "facts": []}')
        assert guardrail("check").rules == set()
        assert guardrail("ci", "--base", base, "--head", head).rules == {"unscoped-delete"}

    @pytest.mark.parametrize("mode", [0o777, 0o750])
    def test_a_folder_that_others_can_write_to_is_not_used(
        self, project: Project, guardrail: Guardrail, mode: int
    ) -> None:
        project.write("a.sql", "DELETE FROM users;\n")
        guardrail("check")
        self.poison('{"texts": 1, "facts": []}')
        Path(default_folder()).chmod(mode)
        assert guardrail("check").rules == {"unscoped-delete"}

    def test_a_cache_that_belongs_to_somebody_else_is_not_used(
        self, project: Project, guardrail: Guardrail
    ) -> None:
        if os.geteuid() != 0:
            pytest.skip("only root can give a folder away")
        project.write("a.sql", "DELETE FROM users;\n")
        guardrail("check")
        self.poison('{"texts": 1, "facts": []}')
        os.chown(default_folder(), 12345, 12345)
        assert guardrail("check").rules == {"unscoped-delete"}
