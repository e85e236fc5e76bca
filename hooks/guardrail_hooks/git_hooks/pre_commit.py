"""`guardrail hook pre-commit`: what is staged, judged as it is staged.

Never green on nothing: with nothing staged (`pre-commit run --all-files`, an amended message) the
commits that pre-commit names are judged, else the whole tree, and the report says so.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from msgspec.structs import replace

from guardrail.console.options import Command
from guardrail.engine.targets import Target, between_commits, staged_change, whole
from guardrail.git import GitError, Repository, merge_base, resolve, staged
from guardrail.snapshot.index import Index
from guardrail_hooks.git_hooks.verdict import here, verdict

COMMAND = Command(
    name="hook pre-commit",
    summary="Judge what is about to be committed; git calls this.",
)

_ANNOUNCED = "only announced (git add -N): no part of this commit, and not judged"
_OVERLOOKED = (
    "hidden from git (assume-unchanged or skip-worktree): what changes there is never staged"
)


def run(arguments: Sequence[str]) -> int:
    """Judge the commit that is being made; 0 lets it be made."""
    if COMMAND.parse(arguments) is None:
        return 0
    repo = here()
    return verdict(repo, about_to_be_committed(repo))


def about_to_be_committed(repo: Repository, base: str | None = None) -> Target:
    """What a commit made now would change, or what is judged in its place."""
    changes = staged(repo, base)
    if all(change.intended for change in changes):
        target = in_place_of_nothing(repo)
    else:
        target = staged_change(repo, base, changes)
    announced = [change.path for change in changes if change.intended]
    overlooked = target.snapshot.overlooked() if isinstance(target.snapshot, Index) else []
    notes = [
        f"{_files(paths)} {said}"
        for paths, said in ((announced, _ANNOUNCED), (overlooked, _OVERLOOKED))
        if paths
    ]
    return replace(target, notes=(*target.notes, *notes))


def _files(paths: Sequence[str]) -> str:
    return f"{paths[0]} is" if len(paths) == 1 else f"{len(paths)} files are"


def in_place_of_nothing(repo: Repository) -> Target:
    """What is judged where nothing is staged."""
    old = os.environ.get("PRE_COMMIT_FROM_REF") or os.environ.get("PRE_COMMIT_ORIGIN")
    new = os.environ.get("PRE_COMMIT_TO_REF") or os.environ.get("PRE_COMMIT_SOURCE")
    if old and new:
        target = between_commits(repo, _start(repo, old, new), resolve(repo, new))
        note = f"nothing was staged: judged what {new[:40]} changes since {old[:40]}"
        return replace(target, notes=(note, *target.notes))
    if os.environ.get("GIT_INDEX_FILE"):
        # A commit is being made (an amended message, --allow-empty): what it holds is the index.
        index = Index(repo)
        note = "nothing was staged: judged every file of the commit"
        return Target(index, list(index.paths()), complete=True, notes=(note,))
    note = "nothing was staged: judged the whole tree"
    return replace(whole(repo.root), notes=(note,))


def _start(repo: Repository, old: str, new: str) -> str:
    """Where the two parted; the older one itself where their histories have nothing in common."""
    try:
        return merge_base(repo, old, new)
    except GitError:
        return resolve(repo, old)
