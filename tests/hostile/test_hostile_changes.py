"""A change that would judge itself: what it allows, loosens or takes away stays red."""

from __future__ import annotations

from typing import Any

import pytest

Project = Any
"""The fixture of tests/conftest.py."""
Guardrail = Any
"""The fixture of this folder's conftest."""

DELETE = "DELETE FROM users;\n"
ALLOW = '-- guardrail: allow[unscoped-delete] reason="it said so" until=2027-01-31\n'
WAIVER = (
    '[[waiver]]\nrule = "unscoped-delete"\npath = "**"\nowner = "@me"\n'
    'reason = "it said so"\nuntil = 2027-01-31\n'
)
WORKFLOW = "on: pull_request\njobs: {guard: {steps: [{run: guardrail ci}]}}\n"
PRE_COMMIT = (
    "repos:\n- repo: https://example.org/guardrail\n  rev: v1\n  hooks: [{id: guardrail}]\n"
)


def judged(
    project: Project,
    guardrail: Guardrail,
    base: dict[str, str],
    change: dict[str, str | None],
    *more: str,
) -> Any:
    """A pull request that turns the files of `base` into those of `change`."""
    for path, text in {"readme": "x", **base}.items():
        project.stage(path, text)
    start = project.commit()
    for path, new in change.items():
        if new is None:
            project.git("rm", "--quiet", path)
        else:
            project.stage(path, new)
    head = project.commit()
    return guardrail("ci", "--base", start, "--head", head, *more)


ALLOWING_ITSELF: dict[str, dict[str, str]] = {
    "a comment": {"a.sql": ALLOW + DELETE},
    "a waiver": {"a.sql": DELETE, "guardrail.toml": WAIVER},
    "a nested waiver": {"db/a.sql": DELETE, "db/guardrail.toml": WAIVER},
    "a level": {"a.sql": DELETE, "guardrail.toml": '[levels]\nunscoped-delete = "off"\n'},
    "a nested level": {
        "db/a.sql": DELETE,
        "db/guardrail.toml": '[levels]\nunscoped-delete = "off"\n',
    },
    "an exclusion": {"a.sql": DELETE, "guardrail.toml": 'exclude = ["**/*.sql"]\n'},
    "a lower bar": {"a.sql": DELETE, "guardrail.toml": 'fail-on = "error"\nconfidence = "high"\n'},
    "report mode": {
        "a.sql": DELETE,
        "guardrail.toml": 'mode = "report"\nreport-until = 2027-01-31\n',
    },
    "the table of a pyproject": {
        "a.sql": DELETE,
        "pyproject.toml": '[tool.guardrail.levels]\nunscoped-delete = "off"\n',
    },
}


@pytest.mark.parametrize("name", ALLOWING_ITSELF)
def test_a_change_does_not_allow_itself(project: Project, guardrail: Guardrail, name: str) -> None:
    outcome = judged(project, guardrail, {}, {**ALLOWING_ITSELF[name]})
    assert outcome.status != 0
    assert not outcome.report or "unscoped-delete" in outcome.rules


def test_nor_by_a_baseline(project: Project, guardrail: Guardrail) -> None:
    project.write("a.sql", DELETE)
    assert guardrail("baseline", "create").status == 0
    files = {path.name: path.read_text() for path in project.root.iterdir() if path.is_file()}
    for name in files:
        (project.root / name).unlink()
    assert any("baseline" in name for name in files)
    outcome = judged(project, guardrail, {}, {**files})
    assert outcome.status == 1
    assert "unscoped-delete" in outcome.rules


def test_an_allow_covers_one_finding_not_a_line(project: Project, guardrail: Guardrail) -> None:
    base = {"a.sql": f"{ALLOW}DELETE FROM scratch;\n"}
    crowd = {"a.sql": f"{ALLOW}DELETE FROM scratch; DELETE FROM users; DROP TABLE users;\n"}
    outcome = judged(project, guardrail, base, {**crowd})
    assert outcome.status == 1
    assert outcome.rules == {"unscoped-delete", "dropped-table"}


TAKEN_AWAY: dict[str, tuple[dict[str, str], dict[str, str | None], str]] = {
    "a step": (
        {".github/workflows/a.yml": WORKFLOW},
        {".github/workflows/a.yml": "on: pull_request\njobs: {guard: {steps: [{run: ls}]}}\n"},
        "disabled-check",
    ),
    "a workflow": (
        {".github/workflows/a.yml": WORKFLOW},
        {".github/workflows/a.yml": None},
        "disabled-check",
    ),
    "a hook": (
        {".pre-commit-config.yaml": PRE_COMMIT},
        {".pre-commit-config.yaml": "repos: []\n"},
        "removed-hook",
    ),
    "an agent's hook": (
        {".claude/settings.json": '{"hooks": {"PreToolUse": [{"hooks": [{"type": "command", '
            '"command": "guardrail hook agent"}]}]}}'},
        {".claude/settings.json": '{"disableAllHooks": true}'},
        "removed-agent-hook",
    ),
    "an owner": (
        {"CODEOWNERS": "guardrail.toml @security\n"},
        {"CODEOWNERS": "* @everybody\n"},
        "removed-code-owner",
    ),
    "the policy": (
        {"guardrail.toml": '[levels]\nrenamed-table = "error"\n'},
        {"guardrail.toml": None},
        "weakened-policy",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAKEN_AWAY)
def test_what_a_change_takes_from_a_guard_is_an_error(
    project: Project, guardrail: Guardrail, name: str
) -> None:
    base, change, rule = TAKEN_AWAY[name]
    outcome = judged(project, guardrail, base, change)
    assert outcome.status == 1
    assert rule in outcome.rules


def test_decoys_do_not_crowd_out_the_finding_that_counts(
    project: Project, guardrail: Guardrail
) -> None:
    decoys = "".join(f"ALTER TABLE t{n} RENAME TO u{n};\n" for n in range(300))
    outcome = judged(project, guardrail, {}, {"a.sql": decoys + DELETE}, "--format", "github")
    assert outcome.status == 1
    errors = [line for line in outcome.out.splitlines() if line.startswith("::error ")]
    assert any("unscoped-delete" in line for line in errors)
    assert outcome.out.index("::error ") < outcome.out.index("::warning ")


def test_padding_does_not_make_a_migration_pass(project: Project, guardrail: Guardrail) -> None:
    outcome = judged(
        project,
        guardrail,
        {},
        {
            "migrations/0001_many.sql": "INSERT INTO t VALUES (1);\n" * 6_000
            + "DROP TABLE users;\n",
            "migrations/0002_bent.py": "x = (\n" * 300 + "cur.execute('DROP TABLE users')\n",
        },
    )
    assert outcome.status == 1
    assert outcome.level_at("migrations/0001_many.sql") == "error"
    assert outcome.level_at("migrations/0002_bent.py") == "error"


@pytest.mark.parametrize("missing", [("nowhere", "HEAD"), ("HEAD", "nowhere"), ("-x", "HEAD")])
def test_a_commit_that_is_not_here_is_never_no_change(
    project: Project, guardrail: Guardrail, missing: tuple[str, str]
) -> None:
    project.stage("a.sql", DELETE)
    project.commit()
    outcome = guardrail("ci", f"--base={missing[0]}", f"--head={missing[1]}")
    assert outcome.status == 2
    assert "nowhere" in outcome.err or "-x" in outcome.err
