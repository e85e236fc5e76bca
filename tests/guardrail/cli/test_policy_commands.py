"""`guardrail init`, `baseline` and `config`: a project's policy, written and shown."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Protocol

import pytest

from guardrail.cli import baseline, check, config, init
from guardrail.cli.main import main
from guardrail.console.options import UsageError
from guardrail.policy.problems import PolicyError
from guardrail.policy.schema import schema

BASELINE = ".guardrail-baseline.json"
Output = pytest.CaptureFixture[str]


class Project(Protocol):
    """A repository on disk."""

    root: Path

    def write(self, path: str, text: str | bytes = "") -> Path: ...
    def stage(self, path: str, text: str | bytes = "") -> Path: ...
    def commit(self, message: str = "a commit") -> str: ...


@pytest.fixture
def old(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Project:
    """An old repository with two findings, the working directory in it."""
    monkeypatch.setenv("GUARDRAIL_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(project.root)
    project.stage("compose.yml", "services:\n  db:\n    image: postgres:16\n")
    project.stage("db/migrations/1.sql", "DELETE FROM users;\nDROP TABLE carts;\n")
    project.commit()
    return project


def checked() -> int:
    return check.run(["--jobs", "1"])


class TestInit:
    """The first day in a project."""

    def test_an_old_repository_is_quiet_afterwards(self, old: Project, capsys: Output) -> None:
        assert checked() == 1
        capsys.readouterr()
        assert init.run([]) == 0
        said = capsys.readouterr().out
        assert "database    postgres 16: compose.yml (image postgres:16)" in said
        assert "migrations  db/migrations: 1 for SQL files" in said
        assert "wrote guardrail.toml" in said
        assert f"wrote {BASELINE}: 2 findings that were here before" in said
        assert checked() == 0

    def test_what_comes_after_counts(self, old: Project) -> None:
        init.run([])
        old.write("db/migrations/2.sql", "DROP TABLE users;\n")
        assert checked() == 1

    def test_a_policy_that_is_there_is_kept(self, old: Project) -> None:
        old.write("guardrail.toml", "edition = 2026\n")
        with pytest.raises(UsageError, match=r"has a policy in guardrail\.toml"):
            init.run([])
        assert (old.root / "guardrail.toml").read_text() == "edition = 2026\n"
        assert init.run(["--force"]) == 0
        assert "[[database]]" in (old.root / "guardrail.toml").read_text()

    def test_one_in_a_pyproject_is_kept_too(self, old: Project) -> None:
        old.write("pyproject.toml", "[tool.guardrail]\nedition = 2026\n")
        with pytest.raises(UsageError, match=r"has a policy in pyproject\.toml"):
            init.run([])

    def test_a_baseline_that_is_there_is_kept(self, old: Project, capsys: Output) -> None:
        init.run([])
        old.write("db/migrations/2.sql", "DROP TABLE users;\n")
        before = (old.root / BASELINE).read_text()
        init.run(["--force"])
        assert f"kept {BASELINE}" in capsys.readouterr().out
        assert (old.root / BASELINE).read_text() == before

    def test_a_project_without_a_history_starts_without_a_baseline(
        self, project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("GUARDRAIL_CACHE", str(tmp_path / "cache"))
        monkeypatch.chdir(project.root)
        project.write("x.sql", "DELETE FROM users;\n")
        assert init.run([]) == 0
        assert not (project.root / BASELINE).exists()

    def test_a_link_that_leads_out_is_replaced_not_followed(
        self, old: Project, tmp_path: Path
    ) -> None:
        outside = tmp_path / "outside.toml"
        outside.write_text("precious")
        (old.root / "guardrail.toml").symlink_to(outside)
        init.run(["--no-baseline"])
        assert outside.read_text() == "precious"
        assert tomllib.loads((old.root / "guardrail.toml").read_text())["edition"] == 2026


class TestBaseline:
    """Recording findings, and taking them out again."""

    def test_create_update_prune(self, old: Project, capsys: Output) -> None:
        assert baseline.run(["create"]) == 0
        assert capsys.readouterr().out == f"{BASELINE}: 2 findings (2 added, 0 removed)\n"
        with pytest.raises(UsageError, match=r"use update, or --force"):
            baseline.run(["create"])

        old.write("db/migrations/1.sql", "DROP TABLE carts;\nTRUNCATE logs;\n")
        baseline.run(["prune"])
        assert capsys.readouterr().out == f"{BASELINE}: 1 finding (0 added, 1 removed)\n"
        assert checked() == 1
        capsys.readouterr()

        baseline.run(["update"])
        assert capsys.readouterr().out == f"{BASELINE}: 2 findings (1 added, 0 removed)\n"
        assert checked() == 0

    def test_update_of_a_folder_leaves_the_rest(self, old: Project, capsys: Output) -> None:
        baseline.run(["create"])
        old.write("app/x.sql", "TRUNCATE logs;\n")
        old.write("db/migrations/1.sql", "")
        capsys.readouterr()
        baseline.run(["update", "app"])
        assert capsys.readouterr().out == f"{BASELINE}: 3 findings (1 added, 0 removed)\n"

    def test_a_deleted_file_is_pruned(self, old: Project, capsys: Output) -> None:
        baseline.run(["create"])
        (old.root / "db/migrations/1.sql").unlink()
        capsys.readouterr()
        baseline.run(["prune"])
        assert capsys.readouterr().out == f"{BASELINE}: 0 findings (0 added, 2 removed)\n"

    def test_a_moved_file_keeps_its_entries(self, old: Project) -> None:
        text = "TRUNCATE logs;\n"
        before = old.write("jobs/tidy.sql", text)
        baseline.run(["create"])
        before.rename(old.root / "tidy.sql")
        assert checked() == 0
        old.write("jobs/tidy.sql", text)
        assert checked() == 1

    @pytest.mark.parametrize("words", [[], ["craete"]])
    def test_it_must_be_said_what_to_do(self, old: Project, words: list[str]) -> None:
        with pytest.raises(UsageError, match="say what to do"):
            baseline.run(words)

    @pytest.mark.parametrize("action", ["update", "prune"])
    def test_without_one_there_is_nothing_to_change(self, old: Project, action: str) -> None:
        with pytest.raises(UsageError, match="guardrail baseline create makes one"):
            baseline.run([action])

    def test_it_is_never_written_outside_the_project(self, old: Project) -> None:
        old.write("guardrail.toml", "baseline = '../known.json'\n")
        with pytest.raises(UsageError, match="would be written outside the project"):
            baseline.run(["create"])
        assert not (old.root.parent / "known.json").exists()

    def test_a_broken_one_stops_the_check(self, old: Project) -> None:
        old.write(BASELINE, '{"version": 1, "findings": [\n<<<<<<< HEAD\n')
        assert main(["check", "--jobs", "1"]) == 2


class TestConfig:
    """What holds for a path, and where it comes from."""

    def test_each_value_names_its_file_and_line(self, old: Project, capsys: Output) -> None:
        old.write("guardrail.toml", "fail-on = 'warning'\n\n[levels]\nlocking = 'warning'\n")
        old.write("db/guardrail.toml", "levels.locking = 'error'\nexclude = ['x']\n")
        config.run(["show", "db/migrations/1.sql"])
        said = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
        assert "fail-on warning guardrail.toml:1" in said
        assert "levels.locking error db/guardrail.toml:1" in said
        assert "edition 2026 default" in said
        assert said[-1].startswith("db/guardrail.toml:2: exclude has no effect here")

        config.run(["show"])
        said = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
        assert "levels.locking warning guardrail.toml:4" in said

    def test_an_excluded_path_is_told(self, old: Project, capsys: Output) -> None:
        old.write("guardrail.toml", "exclude = ['db/']\n")
        config.run(["show", "db/migrations/1.sql"])
        assert capsys.readouterr().out.startswith("db/migrations/1.sql is excluded")

    def test_databases_environments_and_waivers_are_shown(
        self, old: Project, capsys: Output
    ) -> None:
        old.write(
            "guardrail.toml",
            "[[database]]\ndialect = 'mysql'\n[environments]\nlocal = ['dev-*']\n"
            "[[waiver]]\nrule = 'dropped-table'\npath = 'db/'\nreason = 'old'\nowner = '@a'\n"
            "until = 2027-01-31\n",
        )
        config.run(["show"])
        said = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
        assert "database.default.dialect mysql guardrail.toml:1" in said
        assert "environments local: dev-* guardrail.toml:3" in said
        assert "waiver dropped-table db/, until 2027-01-31 (@a: old) guardrail.toml:5" in said

    def test_a_floor_counts(self, old: Project, capsys: Output, tmp_path: Path) -> None:
        floor = tmp_path / "floor.toml"
        floor.write_text("levels.locking = 'error'\n")
        old.write("guardrail.toml", "levels.locking = 'off'\n")
        config.run(["show", "--policy-floor", str(floor)])
        said = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
        assert f"levels.locking error {floor}:1" in said

    def test_a_floor_that_is_missing_is_an_error(self, old: Project) -> None:
        with pytest.raises(PolicyError, match="can't be read"):
            config.run(["show", "--policy-floor", "/nowhere/floor.toml"])

    def test_the_schema_is_json(self, capsys: Output) -> None:
        config.run(["schema"])
        assert json.loads(capsys.readouterr().out) == schema()

    @pytest.mark.parametrize("words", [[], ["show", "a", "b"], ["shwo"]])
    def test_it_must_be_said_what_to_show(self, words: list[str]) -> None:
        with pytest.raises(UsageError, match="say what to show"):
            config.run(words)

    def test_a_rule_that_does_not_exist_is_an_error_with_its_line(
        self, old: Project, capsys: Output
    ) -> None:
        old.write("guardrail.toml", "[levels]\ndropped-tabel = 'off'\n")
        assert main(["check", "--jobs", "1"]) == 2
        assert capsys.readouterr().err == (
            'guardrail: guardrail.toml:2: there is no rule or category "dropped-tabel"; '
            'did you mean "dropped-table"?\n'
        )
