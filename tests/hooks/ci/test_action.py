"""The GitHub action: its steps are run as a runner would, on real repositories and events."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

PullRequest = Any
"""The fixture of this folder's conftest."""

ACTION = Path(__file__).parents[3] / "action.yml"
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(ACTION.read_text())["runs"]["steps"]
    return found


def run_step(step: dict[str, Any], values: dict[str, str], cwd: Path) -> tuple[int, str]:
    """Run a step's script as a runner does: expressions filled in, then bash on a file."""

    def fill(text: str) -> str:
        return EXPRESSION.sub(lambda found: values[found[1]], text)

    script = cwd.parent / "step.sh"
    script.write_text(fill(step["run"]))
    environment = {
        **os.environ,
        **{name: fill(str(value)) for name, value in step.get("env", {}).items()},
        "GITHUB_ACTIONS": "true",
        "GITHUB_OUTPUT": str(cwd.parent / "output"),
        "GITHUB_STEP_SUMMARY": str(cwd.parent / "summary.md"),
        "GITHUB_EVENT_PATH": str(cwd.parent / "event.json"),
        "GITHUB_EVENT_NAME": "pull_request",
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_untrusted_text_never_reaches_a_script() -> None:
    for step in steps():
        assert "${{" not in step.get("run", "")


def test_no_step_but_the_upload_may_fail_unseen() -> None:
    unseen = [step["name"] for step in steps() if step.get("continue-on-error")]
    assert unseen == ["Upload the report"]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The folder that the set-up step makes, holding the Guardrail under test."""
    folder = tmp_path / "guardrail" / "bin"
    folder.mkdir(parents=True)
    program = folder / "python"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    program.chmod(0o755)
    return tmp_path


def values_for(pull_request: PullRequest, installed: Path, **inputs: str) -> dict[str, str]:
    event = {
        "action": "edited",
        "number": 7,
        "repository": {"default_branch": "main"},
        "pull_request": {
            "title": "$(touch pwned)`touch pwned`",
            "base": {"sha": pull_request.base},
            "head": {"sha": pull_request.head},
        },
    }
    (pull_request.project.root.parent / "event.json").write_text(json.dumps(event))
    given = {"base": "", "head": "", "fail-on": "", "sarif": "", **inputs}
    return {
        "runner.temp": str(installed),
        "github.action_path": str(ACTION.parent),
        "inputs.python": sys.executable,
        **{f"inputs.{name}": value for name, value in given.items()},
    }


def judge(pull_request: PullRequest, installed: Path, **inputs: str) -> tuple[int, str]:
    step = next(step for step in steps() if step.get("id") == "judge")
    values = values_for(pull_request, installed, **inputs)
    return run_step(step, values, pull_request.project.root)


def test_a_harmful_change_is_refused_and_annotated(
    pull_request: PullRequest, installed: Path
) -> None:
    pull_request.start(a_dot_sql="SELECT 1;\n")
    pull_request.change(a_dot_sql="SELECT 1;\nDELETE FROM users;\n")
    status, out = judge(pull_request, installed, sarif="report.sarif")
    assert status == 1
    assert "::error file=a.sql,line=2" in out
    assert "status=1" in (installed / "output").read_text()
    assert "unscoped-delete" in (installed / "summary.md").read_text()
    sarif = json.loads((pull_request.project.root / "report.sarif").read_text())
    assert sarif["runs"][0]["results"][0]["ruleId"] == "unscoped-delete"


def test_a_harmless_change_passes(pull_request: PullRequest, installed: Path) -> None:
    pull_request.start(a_dot_sql="SELECT 1;\n")
    pull_request.change(a_dot_sql="SELECT 2;\n")
    assert judge(pull_request, installed)[0] == 0


@pytest.mark.parametrize("given", ["$(touch pwned)", "`touch pwned`", '"; touch pwned; "', "-x"])
def test_inputs_are_never_code(pull_request: PullRequest, installed: Path, given: str) -> None:
    pull_request.start(a_dot_sql="SELECT 1;\n")
    pull_request.change(a_dot_sql="SELECT 2;\n")
    status, _ = judge(pull_request, installed, base=given)
    assert status == 2
    assert not list(installed.rglob("pwned"))


def test_more_findings_than_annotations_still_fail(
    pull_request: PullRequest, installed: Path
) -> None:
    pull_request.start(a="1")
    decoys = "".join(f"ALTER TABLE t{n} RENAME TO u{n};\n" for n in range(60))
    pull_request.change(a_dot_sql=decoys + "DELETE FROM users;\n")
    status, out = judge(pull_request, installed)
    assert status == 1
    assert out.count("::warning ") <= 10
    assert out.index("::error ") < out.index("::warning ")


@pytest.mark.slow
def test_the_set_up_step_installs_what_the_next_one_runs(
    pull_request: PullRequest, tmp_path: Path
) -> None:
    pull_request.start(a_dot_sql="SELECT 1;\n")
    pull_request.change(a_dot_sql="SELECT 2;\n")
    values = values_for(pull_request, tmp_path)
    set_up = next(step for step in steps() if step["name"] == "Set up Guardrail")
    assert run_step(set_up, values, pull_request.project.root)[0] == 0
    assert judge(pull_request, tmp_path)[0] == 0
