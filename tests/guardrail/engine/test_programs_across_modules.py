"""Programs that classes and functions of other modules run with the words they are given."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import HistoryChange, ResourceChange
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

TOOLS = """
import subprocess

def terraform(*args, binary="terraform", cwd="."):
    subprocess.run([binary, *args], cwd=cwd, check=True)

class Terraform:
    def __init__(self, folder, binary="terraform"):
        self.folder = folder
        self.binary = binary

    def run(self, *args):
        subprocess.run([self.binary, f"-chdir={self.folder}", *args], check=True)

class Git:
    def __init__(self, repo, git="git"):
        self.repo = repo
        self._git = git

    def __call__(self, *args):
        return subprocess.run([self._git, "-C", str(self.repo), *args], check=True)

class Helm:
    binary: str = "helm"

    def run(self, *args):
        cmd = [self.binary, "--namespace", self.ns]
        cmd.extend(args)
        subprocess.check_call(cmd)
"""


def told(job: str) -> list[str]:
    """What a job that uses the tools does to resources and to the history."""
    names = "from tools import Git, Helm, Terraform, terraform\n"
    texts = {"tools.py": TOOLS, "job.py": f"{names}{job}\n"}
    known = Settings()
    gatherer = Gatherer(Overlay(Nothing(), texts), lambda _: known, Cache(None), 0)
    read = gatherer.gather(["job.py"]).readings.get("job.py")
    facts = read.facts if read is not None else ()
    found = [one for one in facts if isinstance(one, (HistoryChange, ResourceChange))]
    return [one.action if isinstance(one, HistoryChange) else one.kind for one in found]


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        ("terraform('destroy', '-auto-approve')", ["stack"]),
        ("Terraform(folder).run('destroy', '-auto-approve')", ["stack"]),
        ("tf = Terraform(folder)\ntf.run('plan', '-destroy')", []),
        ("git = Git(repo)\ngit('push', '--force', 'origin', 'main')", ["push --force"]),
        ("git = Git(repo)\ngit('push', 'origin', 'main')", []),
        ("Helm().run('uninstall', 'shop')", ["release"]),
    ],
)
def test_the_words_that_are_given(job: str, expected: list[str]) -> None:
    assert told(job) == expected
