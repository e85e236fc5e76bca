"""Words of a command that a function of another module takes one by one."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import Effect, FileChange, HistoryChange
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

SHELL = """
import subprocess

def run(program, *args, cwd=None):
    cmd = [program, *args]
    return subprocess.run(cmd, cwd=cwd, check=True)

def listed(program, args):
    return subprocess.run([program, *args], check=True)

def force(verb, branch="main"):
    subprocess.run(["git", verb, "--force", "origin", branch], check=True)

def wipe(path):
    subprocess.run(["rm", "-rf", str(path)], check=True)

def show(ref):
    return subprocess.run(["git", "show", ref], check=True)

class Git:
    def on(self, verb, *args):
        return subprocess.run(["git", "-C", "/srv", verb, *args], check=True)
"""


def told(call: str) -> list[str]:
    """What a call of a function of another module does, told where it is called."""
    job = f"from app.shell import Git, force, listed, run, show, wipe\n{call}\n"
    texts = {"app/shell.py": SHELL, "app/job.py": job}
    settings = Settings()
    gatherer = Gatherer(Overlay(Nothing(), texts), lambda _: settings, Cache(None), 0)
    reading = gatherer.gather(["app/job.py"]).readings.get("app/job.py")
    facts = reading.facts if reading is not None else ()
    return [_words(fact) for fact in facts if isinstance(fact, Effect)]


def _words(effect: Effect) -> str:
    if isinstance(effect, HistoryChange):
        return f"{effect.action} {effect.target}".strip()
    return effect.path if isinstance(effect, FileChange) else ""


@pytest.mark.parametrize(
    ("call", "does"),
    [
        ("run('git', 'reset', '--hard', cwd=REPO)", ["reset --hard"]),
        ("run(program='git', *['status'])", []),
        ("listed('git', ['reset', '--hard'])", ["reset --hard"]),
        ("force('push')", ["push --force main"]),
        ("force('push', 'live')", ["push --force live"]),
        ("force(branch='live', verb='push')", ["push --force live"]),
        ("force('fetch')", []),
        ("wipe('/srv/data')", ["/srv/data"]),
        ("Git().on('reset', '--hard')", ["reset --hard"]),
        ("Git().on('status', '--short')", []),
        ("show('HEAD')", []),
    ],
)
def test_what_a_word_makes_of_a_command(call: str, does: list[str]) -> None:
    assert told(call) == does
