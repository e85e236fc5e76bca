"""A pull request on real repositories: a base that allows something, and a change on a branch."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

from guardrail.cli.main import main


class Project(Protocol):
    """A repository on disk."""

    root: Path

    def git(self, *arguments: str, check: bool = True, **environment: str) -> str: ...
    def write(self, path: str, text: str | bytes = "") -> Path: ...
    def stage(self, path: str, text: str | bytes = "") -> Path: ...
    def commit(self, message: str = "a commit") -> str: ...


@dataclass
class PullRequest:
    """A base commit and a branch on top of it."""

    project: Project
    base: str = ""
    head: str = ""
    status: int = -1
    out: str = ""
    err: str = ""
    _read: Callable[[], tuple[str, str]] = field(default=lambda: ("", ""))

    def start(self, **files: str) -> None:
        """The base branch, with these files (`__` is `/`, `_dot_` is `.`)."""
        self.base = self._commit(files)
        self.project.git("switch", "--quiet", "--create", "agent")

    def change(self, **files: str | None) -> None:
        """A commit of the pull request; `None` deletes a file."""
        self.head = self._commit(files)

    def _commit(self, files: dict[str, str | None] | dict[str, str]) -> str:
        for name, text in files.items():
            path = name.replace("__", "/").replace("_dot_", ".")
            if text is None:
                self.project.git("rm", "--quiet", path)
            else:
                self.project.stage(path, text)
        return self.project.commit()

    def judge(self, *arguments: str) -> list[tuple[str, str]]:
        """Run the check; the findings that count, as rule and path."""
        report = self.project.root.parent / "report.json"
        self.status = main(
            ["ci", "--base", self.base, "--head", self.head, *arguments, f"--format=json:{report}"]
        )
        self.out, self.err = self._read()
        findings = json.loads(report.read_text())["findings"]
        return [
            (found["rule"], found["path"])
            for found in findings
            if found["in_change"] and not found["suppressed"]
        ]

    def report(self) -> dict[str, object]:
        """The last report, whole."""
        text = (self.project.root.parent / "report.json").read_text()
        loaded: dict[str, object] = json.loads(text)
        return loaded

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A program, run in the project."""
        return subprocess.run(
            command,
            cwd=self.project.root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


@pytest.fixture
def pull_request(
    project: Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> PullRequest:
    """A pull request in an empty repository, outside any CI service."""
    monkeypatch.chdir(project.root)
    for name in [n for n in os.environ if n.startswith(("GITHUB_", "GITLAB_", "CI"))]:
        monkeypatch.delenv(name)

    def read() -> tuple[str, str]:
        captured = capfd.readouterr()
        return captured.out, captured.err

    return PullRequest(project, _read=read)
