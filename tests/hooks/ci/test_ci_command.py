"""`guardrail ci`: a change is judged by its base, and can't allow itself anything."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from guardrail.cli.main import main

PullRequest = Any
"""The fixture of this folder's conftest."""

ALLOW = '-- guardrail: allow[unscoped-delete] reason="reset of the demo" until=2027-01-31\n'


def test_what_the_change_adds_blocks_and_the_rest_is_told(pull_request: PullRequest) -> None:
    pull_request.start(a_dot_sql="DELETE FROM old;\nSELECT 1;\n")
    pull_request.change(a_dot_sql="DELETE FROM old;\nSELECT 1;\nDELETE FROM new;\n")
    assert pull_request.judge() == [("unscoped-delete", "a.sql")]
    assert pull_request.status == 1
    assert "1 outside the change" in pull_request.out


def test_a_change_that_does_no_harm_passes(pull_request: PullRequest) -> None:
    pull_request.start(a_dot_sql="DELETE FROM old;\n")
    pull_request.change(b_dot_sql="SELECT 1;\n")
    assert pull_request.judge() == []
    assert pull_request.status == 0


def test_a_comment_that_allows_itself_is_only_requested(pull_request: PullRequest) -> None:
    pull_request.start(a_dot_sql="SELECT 1;\n")
    pull_request.change(a_dot_sql=f"SELECT 1;\n{ALLOW}DELETE FROM users;\n")
    assert pull_request.judge() == [("unscoped-delete", "a.sql")]
    assert pull_request.status == 1
    findings: Any = pull_request.report()["findings"]
    assert findings[0]["requested"]["reason"] == "reset of the demo"


def test_a_comment_that_is_on_the_base_holds(pull_request: PullRequest) -> None:
    pull_request.start(a_dot_sql=f"{ALLOW}DELETE FROM users;\n")
    pull_request.change(a_dot_sql=f"SELECT 1;\n\n{ALLOW}DELETE FROM users; -- moved\n")
    assert pull_request.judge() == []
    assert pull_request.status == 0


def test_the_statement_under_an_allowed_comment_can_t_be_swapped(
    pull_request: PullRequest,
) -> None:
    pull_request.start(a_dot_sql=f"{ALLOW}DELETE FROM scratch;\n")
    pull_request.change(a_dot_sql=f"{ALLOW}DELETE FROM users;\n")
    assert pull_request.judge() == [("unscoped-delete", "a.sql")]
    assert pull_request.status == 1


@pytest.mark.parametrize("path", ["guardrail_dot_toml", "db__guardrail_dot_toml"])
def test_a_looser_policy_of_its_own_silences_nothing(pull_request: PullRequest, path: str) -> None:
    loose = 'exclude = ["**/*.sql"]\n[levels]\nunscoped-delete = "off"\n'
    pull_request.start(db__a_dot_sql="SELECT 1;\n")
    pull_request.change(**{path: loose, "db__a_dot_sql": "DELETE FROM users;\n"})
    assert ("unscoped-delete", "db/a.sql") in pull_request.judge()
    assert pull_request.status == 1


def test_the_base_s_policy_holds_even_where_the_change_deletes_it(
    pull_request: PullRequest,
) -> None:
    strict = '[levels]\nrenamed-table = "error"\n'
    pull_request.start(guardrail_dot_toml=strict, a_dot_sql="SELECT 1;\n")
    pull_request.change(guardrail_dot_toml=None, a_dot_sql="ALTER TABLE users RENAME TO people;\n")
    found = pull_request.judge()
    assert ("renamed-table", "a.sql") in found
    assert ("weakened-policy", "guardrail.toml") in found
    assert pull_request.status == 1


def test_deleted_edited_and_renamed_migrations_count(pull_request: PullRequest) -> None:
    first = "CREATE TABLE a (id int);\nALTER TABLE a ADD COLUMN b int;\nSELECT 1;\n"
    pull_request.start(
        migrations__0001_one_dot_sql=first,
        migrations__0002_two_dot_sql="CREATE TABLE b (id int);\n",
        migrations__0003_three_dot_sql="CREATE TABLE c (id int);\n-- padding to be similar\n" * 3,
    )
    pull_request.project.git("mv", "migrations/0003_three.sql", "migrations/0004_three.sql")
    pull_request.change(
        migrations__0001_one_dot_sql=first.replace("b int", "b text"),
        migrations__0002_two_dot_sql=None,
    )
    rules = {rule for rule, _ in pull_request.judge()}
    assert {
        "applied-migration-edited",
        "applied-migration-deleted",
        "applied-migration-renamed",
    } <= rules
    assert pull_request.status == 1


def test_every_migration_is_summed_up_findings_or_none(pull_request: PullRequest) -> None:
    pull_request.start(readme="x")
    pull_request.change(
        migrations__0002_calm_dot_sql="CREATE TABLE a (id int);\nALTER TABLE b ADD COLUMN c int;\n"
    )
    summary = pull_request.project.root.parent / "summary.md"
    pull_request.judge(f"--format=markdown:{summary}")
    shown = summary.read_text()
    assert "Migrations" in shown
    assert "0002_calm" in shown
    assert "ACCESS EXCLUSIVE" in shown


def test_a_base_that_is_not_here_is_2_with_the_line_to_add(
    pull_request: PullRequest,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pull_request.start(a="1")
    pull_request.change(a="2")
    assert main(["ci", "--base", "origin/main", "--head", pull_request.head]) == 2
    assert "run first: git fetch origin main" in capfd.readouterr().err
    shallow = tmp_path / "shallow"
    source = pull_request.project.root.as_uri()
    pull_request.run("git", "clone", "--quiet", "--depth", "1", source, str(shallow))
    monkeypatch.chdir(shallow)
    assert main(["ci", "--base", pull_request.base, "--head", "HEAD"]) == 2
    assert "fetch-depth: 0" in capfd.readouterr().err
    shutil.rmtree(shallow)


def test_nothing_to_compare_is_2(
    pull_request: PullRequest, capfd: pytest.CaptureFixture[str]
) -> None:
    pull_request.start(a="1")
    assert main(["ci"]) == 2
    assert "--base REF --head REF" in capfd.readouterr().err


def test_an_unreadable_migration_is_an_error(pull_request: PullRequest) -> None:
    pull_request.start(a="1")
    pull_request.change(migrations__0002_x_dot_sql="SELECT 'never closed; DROP TABLE users;\n")
    pull_request.judge()
    assert pull_request.status == 1


def test_a_branch_that_is_not_the_default_one_is_held_to_the_default_s_policy(
    pull_request: PullRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pull request aimed at a weak branch, before it is aimed at the real one."""
    project = pull_request.project
    project.stage("guardrail.toml", '[levels]\nrenamed-table = "error"\n')
    strict = project.commit()
    project.git("update-ref", "refs/remotes/origin/main", strict)
    project.stage("guardrail.toml", '[levels]\nrenamed-table = "off"\n')
    pull_request.base = project.commit()
    pull_request.change(a_dot_sql="ALTER TABLE users RENAME TO people;\n")
    event = project.root.parent / "event.json"
    event.write_text(
        json.dumps(
            {
                "number": 7,
                "repository": {"default_branch": "main"},
                "pull_request": {
                    "base": {"sha": pull_request.base},
                    "head": {"sha": pull_request.head},
                },
            }
        )
    )
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    assert main(["ci"]) == 1
