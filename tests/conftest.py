"""What tests of many parts share: a project under real git, cut off from the machine's own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class GitProject:
    """A repository on disk, driven through the real git."""

    root: Path

    def git(self, *arguments: str, check: bool = True, **environment: str) -> str:
        """What git prints; fails the test where git fails, unless `check` is false."""
        done = self.run("git", *arguments, **environment)
        if check and done.returncode != 0:
            raise AssertionError(f"git {arguments}: {done.stderr}")
        return done.stdout

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Any program, run in the project."""
        return subprocess.run(
            command,
            cwd=self.root,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            errors="surrogateescape",
            timeout=120,
            check=False,
        )

    def write(self, path: str, text: str | bytes = "") -> Path:
        """Put a file there, its folders too."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def stage(self, path: str, text: str | bytes = "") -> Path:
        """Put a file there and stage it."""
        file = self.write(path, text)
        self.git("add", "--", path)
        return file

    def commit(self, message: str = "a commit") -> str:
        """Commit what is staged; the new commit's id."""
        self.git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD").strip()


@pytest.fixture
def hermetic_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Git without the machine's configuration or surroundings; the folder that is its home."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\nname = Ada\nemail = ada@example.org\n"
        '[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n'
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return home


@pytest.fixture
def new_project(tmp_path: Path, hermetic_git: Path) -> Callable[[str], GitProject]:
    """Makes empty repositories by name."""

    def make(name: str) -> GitProject:
        root = tmp_path / name
        root.mkdir()
        project = GitProject(root)
        project.git("init", "--quiet")
        return project

    return make


@pytest.fixture
def project(new_project: Callable[[str], GitProject]) -> GitProject:
    """A repository with no commit yet."""
    return new_project("project")
