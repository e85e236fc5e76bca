"""A project in which Guardrail is on the path, as it is on a person's machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest


@pytest.fixture
def guarded(project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A repository with one harmless commit, and `guardrail` and `pre-commit` on the path."""
    scripts = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", os.pathsep.join([scripts, os.environ["PATH"]]))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("COLUMNS", "200")
    for name in ("GITHUB_ACTIONS", "CI"):
        monkeypatch.delenv(name, raising=False)
    project.stage("README.md", "A shop.\n")
    project.commit("first")
    return project
