"""Programs that are fetched to a file and run from it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

START = """
import hashlib, os, subprocess, sys, urllib.request
from pathlib import Path
import requests

URL = "https://dl.acme.io/tool"

def fetch(to):
    with urllib.request.urlopen(URL) as answer:
        data = answer.read()
    {look}
    Path(to).write_bytes(data)
    return to

"""


def runs(code: str, look: str = "pass") -> list[str]:
    """The programs that were fetched before the code runs them, by their paths."""
    found = items(START.replace("{look}", look) + code)
    return [one.origin for one in found if isinstance(one, CodeRun)]


@pytest.mark.parametrize(
    "code",
    [
        "fetch(tool)\nsubprocess.run([tool, '--version'])",
        "tool = fetch('/opt/tool')\nsubprocess.check_call([tool, 'scan'])",
        "fetch(tool)\nsubprocess.run([str(tool)])",
        "fetch(tool)\nsubprocess.run(['sudo', 'bash', '-x', tool])",
        "fetch(tool)\nsubprocess.run([sys.executable, tool, '--user'])",
        "tool.write_bytes(requests.get(URL).content)\nsubprocess.run([tool.resolve()])",
        "def get():\n    urllib.request.urlretrieve(URL, tool)\n    subprocess.run(['sh', tool])",
        "fetch(tool)\nsubprocess.check_call(['chmod', '+x', tool])\nsubprocess.run([tool])",
        "fetch(tool)\nprint(subprocess.check_output(['ls', '/opt']))\nsubprocess.run([tool])",
    ],
)
def test_what_was_fetched_runs_unseen(code: str) -> None:
    assert runs(code) == ["tool"]


def test_a_path_that_is_written_out_is_the_same_one() -> None:
    code = "urllib.request.urlretrieve(URL, '/tmp/get.sh')\nsubprocess.run(['bash', {}])"
    assert runs(code.format("'/tmp/get.sh'")) == ["'/tmp/get.sh'"]
    assert runs(code.format("'/opt/own.sh'")) == []


@pytest.mark.parametrize(
    "code",
    [
        "fetch(report)\nsubprocess.run(['less', report])",
        "fetch(report)\nsubprocess.run([tool, report])",
        "subprocess.run([tool])\nfetch(tool)",
        "fetch(tool)\nassert sha256_of(tool) == EXPECTED\nsubprocess.run([tool])",
        "fetch(tool)\nverify(tool)\nsubprocess.run([tool])",
    ],
)
def test_what_is_read_checked_or_another_s_does_not(code: str) -> None:
    assert runs(code) == []


def test_who_fetches_it_may_look_at_it() -> None:
    code = "fetch(tool)\nsubprocess.run([tool])"
    seen = "if hashlib.sha256(data).hexdigest() != SHA256:\n        raise SystemExit"
    assert runs(code, seen) == []
    assert runs(code, "print(hashlib.sha256(data).hexdigest())") == ["tool"]
