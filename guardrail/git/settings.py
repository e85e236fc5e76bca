"""What people have set up in git, where Guardrail must know it."""

from __future__ import annotations

import os
from pathlib import Path

from guardrail.git.discovery import Repository
from guardrail.git.revisions import head, merge_base
from guardrail.git.runner import GitError

_BASES = ("origin/HEAD", "origin/main", "origin/master", "upstream/HEAD", "main", "master")


def hooks_folder(repo: Repository) -> tuple[Path, bool]:
    """The folder in which git looks for hooks, and whether `core.hooksPath` names it."""
    # The runner's own setting on the command line is one of the answers, and not a person's.
    status, printed = repo.status("config", "-z", "--show-scope", "--get-all", "core.hooksPath")
    fields = printed.split(b"\0")[:-1] if status == 0 else []
    named = [
        value
        for scope, value in zip(fields[::2], fields[1::2], strict=False)
        if scope != b"command"
    ]
    if not named:
        return repo.common_dir / "hooks", False
    return Path(repo.root / Path(os.fsdecode(named[-1])).expanduser()), True


def base_commit(repo: Repository, commit: str = "") -> str | None:
    """Where a commit (HEAD by default) left the branch that others build on.

    That is the remote's default branch, else a local `main` or `master`; `None` where there is
    none, or no commit yet.
    """
    now = commit or head(repo)
    if now is None:
        return None
    for branch in _BASES:
        try:
            return merge_base(repo, branch, now)
        except GitError:
            continue
    return None
