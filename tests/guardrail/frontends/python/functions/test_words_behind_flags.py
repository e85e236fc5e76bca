"""Words of a command that a function adds where a flag is given: only then do they count."""

from __future__ import annotations

import pytest
from reading_python import texts

BUILD = """\
import subprocess
from dbt.cli.main import dbtRunner
def build(select, full=False, quick=True):
    words = [{program}"build", "--select", select]
    if full:
        words.append("--full-refresh")
    if not quick:
        words += ["--threads", "1"]
    return words
def run(words):
    {run}
"""


@pytest.mark.parametrize(
    ("call", "added"),
    [
        ("build('a')", ""),
        ("build('a', True)", "--full-refresh"),
        ("build('a', full=True, quick=False)", "--full-refresh --threads 1"),
        ("build('a', full=False)", ""),
    ],
)
@pytest.mark.parametrize(
    ("program", "run"),
    [
        ('"dbt", ', "subprocess.run(words, check=True)"),
        ("", "dbtRunner().invoke(words)"),
    ],
)
@pytest.mark.parametrize("handed", ["run({})", "asked = {}\nrun(asked)"])
def test_a_flag_decides(program: str, run: str, call: str, added: str, handed: str) -> None:
    code = BUILD.format(program=program, run=run) + handed.format(call)
    lines = texts(code, "shell")
    assert lines
    for word in ("--full-refresh", "--threads 1"):
        assert any(word in line for line in lines) is (word in added)


def test_a_flag_that_isn_t_known_may_be_given() -> None:
    code = BUILD.format(program='"dbt", ', run="subprocess.run(words)") + "run(build('a', asked))"
    assert any("--full-refresh" in line for line in texts(code, "shell"))
