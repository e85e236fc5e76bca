"""Starts git, and nothing but git.

A repository's configuration is written by whoever wrote the repository. What it can name to be
run is overruled on the command line, which beats every configuration file; what no setting
overrules is never asked for (no command here reads the work tree through filters).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

TIMEOUT = 60.0
"""Seconds after which a call is given up."""

OVERRULED: tuple[str, ...] = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.pager=cat",
    "core.editor=false",
    "core.askPass=",
    "core.sshCommand=false",
    "core.gitProxy=",
    "core.alternateRefsCommand=false",
    "core.untrackedCache=false",
    "core.quotePath=false",
    "credential.helper=",
    "diff.external=",
    "diff.ignoreSubmodules=none",
    "diff.renameLimit=2000",
    "gc.auto=0",
    "gpg.program=false",
    "log.showSignature=false",
    "maintenance.auto=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
    "uploadpack.packObjectsHook=",
)

FIXED_ENVIRONMENT: Mapping[str, str] = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_EDITOR": "false",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_SSH_COMMAND": "false",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "PAGER": "cat",
}

KEPT_GIT_VARIABLES = frozenset(
    {
        # Objects of a push that isn't accepted yet.
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_QUARANTINE_PATH",
        # Where a person's own configuration is; safe.directory can come from nowhere else.
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_PARAMETERS",
        "GIT_CONFIG_COUNT",
    }
)

KEPT_PREFIXES = ("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")

DROPPED = frozenset({"SSH_ASKPASS", "EDITOR", "VISUAL", "XDG_DATA_DIRS"})


class GitError(Exception):
    """Git could not answer; the message is one sentence for people, safe to print."""


@cache
def executable() -> str:
    """The absolute path of git; entries of PATH that depend on the working directory don't count.

    Raises `GitError` where there is none.
    """
    found = shutil.which("git", path=_absolute_path(os.environ.get("PATH", os.defpath)))
    if found is None:
        raise GitError("git was not found on PATH.")
    return found


def _absolute_path(path: str) -> str:
    return os.pathsep.join(p for p in path.split(os.pathsep) if Path(p).is_absolute())


def environment(overrides: Mapping[str, str]) -> dict[str, str]:
    """The environment of a git process: one's own, without what makes git run or trust others."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in DROPPED
        and (not name.startswith("GIT_") or name in KEPT_GIT_VARIABLES or _numbered(name))
    }
    kept["PATH"] = _absolute_path(os.environ.get("PATH", os.defpath))
    return {**kept, **overrides, **FIXED_ENVIRONMENT}


def _numbered(name: str) -> bool:
    return name.startswith(KEPT_PREFIXES)


def command(arguments: Sequence[str]) -> list[str]:
    """The command line of a hardened call."""
    settings = [part for setting in OVERRULED for part in ("-c", setting)]
    return [executable(), "--no-pager", *settings, *arguments]


def run(
    folder: Path,
    arguments: Sequence[str],
    *,
    overrides: Mapping[str, str] | None = None,
    given: bytes = b"",
    timeout: float = TIMEOUT,
    accept: Sequence[int] = (0,),
) -> tuple[int, bytes]:
    """Runs git in a folder: its exit status and what it printed.

    Raises `GitError` on any status not in `accept`, and when `timeout` seconds have passed.
    """
    try:
        done = subprocess.run(
            command(arguments),
            cwd=folder,
            env=environment(overrides or {}),
            input=given,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GitError(f"git {arguments[0]} gave no answer in {timeout:.0f} seconds.") from None
    except OSError as error:
        raise GitError(f"git could not be started: {error.strerror or 'unknown error'}.") from None
    if done.returncode not in accept:
        raise GitError(sentence(arguments[0], done.stderr))
    return done.returncode, done.stdout


_SAFE = "git config --global --add safe.directory FOLDER"

_KNOWN_ERRORS: tuple[tuple[str, str], ...] = (
    ("dubious ownership", f"Another user owns this repository; if you trust it, run: {_SAFE}"),
    ("not a git repository", "This folder is not in a git repository."),
    ("bad object", "An object that git needs is missing; in a shallow clone, fetch more history."),
    (
        "lazy fetching disabled",
        "An object that git needs was never fetched (partial clone), and nothing is fetched here.",
    ),
    ("index file smaller than expected", "The git index is damaged."),
    ("bad signature", "The git index is damaged."),
)


def sentence(subcommand: str, stderr: bytes) -> str:
    """What git's error says, as one printable sentence."""
    said = stderr.decode("utf-8", "replace")
    for part, meaning in _KNOWN_ERRORS:
        if part in said:
            return meaning
    lines = [line for line in said.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:"))]
    chosen = (fatal or lines or ["no reason given"])[0]
    shown = "".join(c if c.isprintable() else "?" for c in chosen)[:300]
    return f"git {subcommand} failed: {shown}"
