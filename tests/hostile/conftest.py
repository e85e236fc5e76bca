"""Runs Guardrail as a person would, on projects that mean it harm, and keeps what came of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from guardrail.cli.main import main

EXIT_CODES = (0, 1, 2)
"""What a door may answer to hostile input; 3 would be Guardrail itself failing."""


class Project(Protocol):
    """A repository on disk."""

    root: Path

    def git(self, *arguments: str, check: bool = True, **environment: str) -> str: ...
    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]: ...
    def write(self, path: str, text: str | bytes = "") -> Path: ...
    def stage(self, path: str, text: str | bytes = "") -> Path: ...
    def commit(self, message: str = "a commit") -> str: ...


@dataclass
class Outcome:
    """The exit status, what was printed, and the JSON report where one was written."""

    status: int
    out: str
    err: str
    report: dict[str, Any]

    @property
    def rules(self) -> set[str]:
        """The rules of the findings that count."""
        return {found["rule"] for found in self.counting}

    @property
    def counting(self) -> list[dict[str, Any]]:
        """The findings that are neither allowed nor outside the change."""
        found = self.report.get("findings", [])
        return [each for each in found if each["in_change"] and not each["suppressed"]]

    @property
    def told(self) -> set[str]:
        """The paths that findings or gaps speak of."""
        gaps = self.report.get("unanalysed", [])
        return {each["path"] for each in (*self.report.get("findings", []), *gaps)}

    def level_at(self, path: str) -> str:
        """The loudest level of what is said about a path."""
        said = (*self.report["findings"], *self.report["unanalysed"])
        levels = {each["level"] for each in said if each["path"] == path}
        return next((level for level in ("error", "warning", "info") if level in levels), "")


Guardrail = Callable[..., Outcome]


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No CI service, and a cache of one's own."""
    for name in [n for n in os.environ if n.startswith(("GITHUB_", "GITLAB_", "CI", "PRE_COMMIT"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GUARDRAIL_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def guardrail(
    project: Project,
    outside: None,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Guardrail:
    """Runs a command line of `guardrail` in the project (or `folder`), with a JSON report."""

    def run(*arguments: str, folder: Path | None = None) -> Outcome:
        monkeypatch.chdir(folder or project.root)
        file = project.root.parent / "report.json"
        file.unlink(missing_ok=True)
        reports = arguments[0] in ("check", "ci")
        given = [f"--format=json:{file}"] if reports else []
        status = main([arguments[0], *given, *arguments[1:]])
        out, err = (text.decode("utf-8", "replace") for text in capfdbinary.readouterr())
        assert "Traceback" not in out + err
        assert status in EXIT_CODES, err
        report = json.loads(file.read_text()) if file.exists() else {}
        return Outcome(status, out, err, report)

    return run


_MEASURED = """
import resource, sys
from guardrail.cli.main import main

status = main(sys.argv[2:])
with open("/proc/self/status") as own:
    peak = next(int(line.split()[1]) for line in own if line.startswith("VmHWM"))
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
with open(sys.argv[1], "w") as file:
    file.write(str(max(peak, children)))
sys.exit(status)
"""
# A process's own peak, in kB: what the system reports of a finished one includes its parent's.


@dataclass
class Cost:
    """What a process of its own took: exit status, seconds of processor time, bytes, report."""

    status: int
    seconds: float
    memory: int
    report: dict[str, Any]
    err: str


Measured = Callable[[str, bytes], Cost]


@pytest.fixture
def measured(tmp_path: Path) -> Measured:
    """Checks one file in a process of its own and measures it, its workers included."""

    def run(path: str, content: bytes) -> Cost:
        folder = tmp_path / "measured"
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        words = ("check", "--no-cache", "--jobs", "1", "--format", "json", path)
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            process = subprocess.Popen(
                [sys.executable, "-I", "-c", _MEASURED, str(folder / "peak"), *words],
                cwd=folder,
                stdout=out,
                stderr=err,
            )
            timer = threading.Timer(120, process.kill)
            timer.start()
            _, status, used = os.wait4(process.pid, 0)
            timer.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
        said = (folder / "err").read_text(errors="replace")
        assert process.returncode in (0, 1), said
        assert "Traceback" not in said
        return Cost(
            process.returncode,
            used.ru_utime + used.ru_stime,
            int((folder / "peak").read_text()) * 1024,
            json.loads((folder / "out").read_text()),
            said,
        )

    return run


@pytest.fixture
def clock() -> Callable[[], float]:
    """Seconds of processor time of this process and its children since the test began."""
    started = _spent()
    return lambda: _spent() - started


def _spent() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system
