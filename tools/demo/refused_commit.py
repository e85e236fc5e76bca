"""The second act: real git and real pre-commit refuse an agent's change and pass the mended one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rich.text import Text

from tools.demo.stage import Stage
from tools.sdists import ROOT

EXAMPLES = ROOT / "examples"
FOUND = {
    "orders/migrations/0003_remove_legacy.py": "dropped-table",
    "scripts/tidy.py": "unscoped-delete",
    "sql/roles.sql": "written-password",
    ".github/workflows/nightly.yml": "unscoped-delete",
}
"""What a refusal must say of each file of the agent's change."""


def show(stage: Stage, *, mended: bool = True) -> bool:
    """Play the act; whether the one was refused and, with `mended`, the other passed."""
    stage.act("An agent's change arrives in a small shop")
    with tempfile.TemporaryDirectory(prefix="guardrail-demo-") as place:
        folder = Path(place)
        environment = _environment(folder, colour=stage.console.is_terminal)
        shop = _shop(folder, environment)
        refused = _refused(stage, shop, environment)
        if not mended:
            return refused
        _git(shop, environment, "reset", "--quiet", "--hard")
        passed = _passed(stage, shop, environment)
    return refused and passed


def _environment(folder: Path, *, colour: bool) -> dict[str, str]:
    """A person's environment with this checkout's guardrail and pre-commit first on the path."""
    kept = {name: os.environ[name] for name in ("LANG", "TERM", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "HOME": str(folder),
        "PRE_COMMIT_COLOR": "always" if colour else "never",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Agent",
        "GIT_AUTHOR_EMAIL": "agent@example.com",
        "GIT_COMMITTER_NAME": "Agent",
        "GIT_COMMITTER_EMAIL": "agent@example.com",
    }


def _git(directory: Path, environment: Mapping[str, str], *arguments: str) -> None:
    subprocess.run(
        ["git", *arguments], cwd=directory, env=environment, check=True, capture_output=True
    )


def _shop(folder: Path, environment: Mapping[str, str]) -> Path:
    """The shop as a repository: one commit, and pre-commit's hook in place."""
    shop = folder / "shop"
    shutil.copytree(EXAMPLES / "shop", shop)
    _git(shop, environment, "init", "--quiet", "--initial-branch=main")
    _git(shop, environment, "add", "--all")
    _git(shop, environment, "commit", "--quiet", "--message", "The shop as it stands")
    subprocess.run(
        ["pre-commit", "install"], cwd=shop, env=environment, check=True, capture_output=True
    )
    return shop


def _commit(
    stage: Stage, shop: Path, environment: Mapping[str, str], change: str, message: str
) -> subprocess.CompletedProcess[str]:
    """Lay a change over the shop and commit it as anybody would."""
    shutil.copytree(EXAMPLES / change, shop, dirs_exist_ok=True)
    _git(shop, environment, "add", "--all")
    status = ["git", "status", "--short"]
    stage.run("git status --short", status, directory=shop, environment=environment, timed=False)
    command = ["git", "commit", "--quiet", "--message", message]
    shown = f'git commit --message "{message}"'
    return stage.run(shown, command, directory=shop, environment=environment)


def _refused(stage: Stage, shop: Path, environment: Mapping[str, str]) -> bool:
    stage.say("It was asked to clean up old data. It drops a table, deletes every order, writes a")
    stage.say("password into a SQL file and lets a workflow empty a table.")
    done = _commit(stage, shop, environment, "agent-change", "Clean up old data")
    overlooked = missing(done.stdout)
    if done.returncode == 0:
        stage.say("The commit was NOT refused.", "bold red")
    elif overlooked:
        stage.say(f"Refused, but NOT for {' and '.join(overlooked)}.", "bold red")
    else:
        stage.say("Refused: nothing was committed.", "bold green")
    return done.returncode != 0 and not overlooked


def missing(said: str) -> list[str]:
    """The files of the agent's change that the refusal has no error on, of the kind it must be."""
    lines = Text.from_ansi(said).plain.splitlines()
    return [
        file
        for file, rule in FOUND.items()
        if not any(line.startswith(file) and f"error {rule}" in line for line in lines)
    ]


def _passed(stage: Stage, shop: Path, environment: Mapping[str, str]) -> bool:
    stage.act("The same intention, made right")
    stage.say("The table stays until 2031, the deletions say which rows, the password is set from")
    stage.say("the vault.")
    done = _commit(stage, shop, environment, "mended-change", "Clean up old data")
    passed = done.returncode == 0
    if passed:
        stage.say("Committed.", "bold green")
    else:
        stage.say("The mended change was NOT let through.", "bold red")
    return passed
