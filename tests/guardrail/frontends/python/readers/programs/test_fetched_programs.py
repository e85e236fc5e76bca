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


INSTALL = """
import asyncio, hashlib, hmac, logging, subprocess, urllib.request
from pathlib import Path

def download(folder):
    target = Path(folder) / "install.sh"
    with urllib.request.urlopen("https://get.acme.io/install.sh") as answer:
        target.write_bytes(answer.read())
    return target

def matches(path):
    return hmac.compare_digest(hashlib.sha256(path.read_bytes()).hexdigest(), PINNED)

def execute(path):
    subprocess.run(["sudo", "bash", str(path)])

async def main(folder):
    script = {fetched}
    {look}
    execute(script)
"""


@pytest.mark.parametrize(
    "fetched", ["download(folder)", "await asyncio.to_thread(download, folder)"]
)
@pytest.mark.parametrize(
    ("look", "told"),
    [
        ("pass", True),
        ("if not matches(script):\n        print('it differs')", True),
        ("if not matches(script):\n        logging.warning('it differs')", True),
        ("if not matches(script):\n        return 2", False),
        ("if not matches(script):\n        raise SystemExit('it differs')", False),
        ("assert matches(script)", False),
    ],
)
def test_a_look_that_changes_nothing_is_none(fetched: str, look: str, told: bool) -> None:
    found = items(INSTALL.format(fetched=fetched, look=look))
    assert any(isinstance(one, CodeRun) for one in found) is told


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("subprocess.run(['bash'], input=requests.get(URL).text, text=True)", True),
        ("subprocess.run(['sudo', 'bash', '-s'], input=requests.get(URL).content)", True),
        ("subprocess.run(['bash', '-c', requests.get(URL).text])", True),
        ("subprocess.run(requests.get(URL).text, shell=True)", True),
        ("os.system(requests.get(URL).text)", True),
        ("subprocess.run(['jq', '.'], input=requests.get(URL).text, text=True)", False),
        ("subprocess.run(f'docker pull shop:{requests.get(URL).text}', shell=True)", False),
        ("subprocess.run(['git', 'checkout', requests.get(URL).text])", False),
    ],
)
def test_what_is_fetched_may_be_the_command_line_itself(code: str, told: bool) -> None:
    head = "import os, subprocess\nimport requests\nURL = 'https://get.acme.io/install.sh'\n"
    assert any(isinstance(one, CodeRun) for one in items(head + code)) is told
