"""`guardrail hook prepare-commit-msg`: the one hook that `git commit --no-verify` doesn't skip.

It runs for amended, cherry-picked, reverted and rebased commits too, where git runs no pre-commit.
The message itself is left alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from guardrail.console.options import Command
from guardrail.engine.targets import staged_change
from guardrail.git import GitError, Repository, resolve
from guardrail_hooks.git_hooks.verdict import here, verdict

COMMAND = Command(
    name="hook prepare-commit-msg",
    summary="Judge the commit that is being made once more; git calls this.",
    words="FILE [SOURCE [COMMIT]]",
)


def run(arguments: Sequence[str]) -> int:
    """Judge the commit that is being made; 0 lets it be made. Silent where nothing was found."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    repo = here()
    target = staged_change(repo, _parent(repo, parsed.words))
    # A commit that changes nothing brings nothing in: there is nothing to be green on.
    return verdict(repo, target, quiet=True) if target.edits else 0


def _parent(repo: Repository, words: Sequence[str]) -> str | None:
    """What the commit will follow, where that isn't HEAD: an amended commit replaces it."""
    said = list(words[1:3]) or [
        os.environ.get("PRE_COMMIT_COMMIT_MSG_SOURCE", ""),
        os.environ.get("PRE_COMMIT_COMMIT_OBJECT_NAME", ""),
    ]
    if said[0] != "commit" or len(said) < 2 or said[1] != "HEAD":
        return None
    try:
        return resolve(repo, "HEAD^")
    except GitError:
        return None
