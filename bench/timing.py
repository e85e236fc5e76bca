"""Running commands and measuring them: wall time, and memory of the whole process tree."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, sleep


@dataclass(frozen=True, slots=True)
class Job:
    """A command to measure. `before` is run first each time, outside the clock.

    After `limit` seconds it is ended, and counts as having taken that long.
    """

    name: str
    command: Sequence[str]
    directory: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    expected: frozenset[int] = frozenset({0, 1})
    limit: float = 600.0


@dataclass(frozen=True, slots=True)
class Sample:
    """The wall times of one job, in seconds."""

    seconds: tuple[float, ...]

    @property
    def middle(self) -> float:
        """The median, in seconds."""
        return median(self.seconds)

    @property
    def text(self) -> str:
        """Median, smallest and largest, as people read them."""
        unit, scale = ("s", 1.0) if self.middle >= 1 else ("ms", 1000.0)
        shown = [self.middle * scale, min(self.seconds) * scale, max(self.seconds) * scale]
        digits = 1 if unit == "s" else 0
        low, high = f"{shown[1]:.{digits}f}", f"{shown[2]:.{digits}f}"
        return f"{shown[0]:.{digits}f} {unit} ({low}–{high})"


_NOT_HANDED_ON = ("PYTHONDONTWRITEBYTECODE",)


class Failed(Exception):
    """A job ended with an exit status that it must not have; the message holds its last words."""


def _start(job: Job) -> subprocess.Popen[bytes]:
    # What is installed has its bytecode; where that must not be written, edited code has none.
    inherited = {name: value for name, value in os.environ.items() if name not in _NOT_HANDED_ON}
    return subprocess.Popen(
        job.command,
        cwd=job.directory,
        env={**inherited, **job.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _finish(job: Job, process: subprocess.Popen[bytes]) -> None:
    try:
        _, errors = process.communicate(timeout=job.limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return
    # An interpreter that dies of an exception ends as one does that has found something.
    if process.returncode not in job.expected or b"Traceback (most recent" in errors:
        words = errors.decode(errors="replace").strip()[-500:]
        raise Failed(f"{job.name}: exit {process.returncode}: {words}")


def once(job: Job) -> float:
    """Run a job once; its wall time in seconds. Raises `Failed`."""
    job.before()
    start = perf_counter()
    process = _start(job)
    _finish(job, process)
    return perf_counter() - start


def interleaved(jobs: Sequence[Job], repeats: int) -> list[Sample]:
    """Each job `repeats` times, turn and turn about, so that a noisy minute hits them all alike."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(repeats):
        for job, taken in zip(jobs, times, strict=True):
            taken.append(once(job))
    return [Sample(tuple(taken)) for taken in times]


def peak_memory(job: Job) -> int:
    """The most memory the job's processes held together, in bytes: shared pages counted once.

    Read from Linux's /proc fifty times a second. Raises `Failed`, and `OSError` elsewhere.
    """
    job.before()
    process = _start(job)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_proportional(pid) for pid in _tree(process.pid)))
        sleep(0.02)
    _finish(job, process)
    return peak


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for listing in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += [int(child) for child in listing.read_text().split()]
            except OSError:
                continue
    return found


def _proportional(pid: int) -> int:
    """The proportional set size of a process in bytes, 0 for one that has gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
