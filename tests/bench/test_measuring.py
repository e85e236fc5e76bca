"""Measuring: medians, budgets with a floor or a ceiling, and jobs that must not fail unseen."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench.hostile import SHAPES
from bench.rows import Row
from bench.timing import Failed, Job, Sample, interleaved, once, peak_memory


def python(code: str, folder: Path) -> Job:
    return Job("python", [sys.executable, "-c", code], folder)


def test_a_sample_shows_its_median_and_its_range() -> None:
    assert Sample((0.2, 0.1, 0.4)).text == "200 ms (100–400)"
    assert Sample((2.0, 1.5, 4.0)).text == "2.0 s (1.5–4.0)"


def test_a_ceiling_and_a_floor() -> None:
    assert Row("start", 2.0, 3, "x", "").holds
    assert not Row("start", 3.5, 3, "x", "").holds
    assert Row("speed", 12, 10, "x", "", least=True).holds
    assert not Row("speed", 9, 10, "x", "", least=True).holds


def test_a_missed_budget_stands_out() -> None:
    assert Row("start", 3.5, 3, "x", "why").markdown() == (
        "| start | ≤ 3 x | 3.50 x | **no** | why |"
    )


def test_jobs_take_turns(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = "import sys; open('log', 'a').write(sys.argv[1])"
    jobs = [Job(name, [sys.executable, "-c", code, name], tmp_path) for name in "ab"]
    interleaved(jobs, 2)
    assert log.read_text() == "abab"


def test_a_job_that_fails_is_not_a_measurement(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="exit 3"):
        once(python("import sys; sys.exit(3)", tmp_path))


def test_neither_is_one_that_dies_of_an_exception(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="ZeroDivisionError"):
        once(python("1 / 0", tmp_path))


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux alone")
def test_memory_of_children_counts(tmp_path: Path) -> None:
    child = "import time; x = bytearray(30_000_000); time.sleep(0.3)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    assert peak_memory(python(parent, tmp_path)) > 30_000_000


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_have_the_size_asked_for(name: str) -> None:
    _, build = SHAPES[name]
    assert 0.99 * 200_000 <= len(build(200_000)) <= 200_000


def test_a_job_that_never_ends_counts_as_its_limit(tmp_path: Path) -> None:
    forever = replace(python("import time; time.sleep(60)", tmp_path), limit=0.3)
    assert 0.3 <= once(forever) < 10
