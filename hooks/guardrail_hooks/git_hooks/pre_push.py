"""`guardrail hook pre-push`: the commits that would be pushed, not the files on disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from guardrail.console.options import Command
from guardrail.engine.targets import Target, between_commits
from guardrail.git import (
    GitError,
    Repository,
    base_commit,
    between,
    empty_tree,
    merge_base,
    resolve,
)
from guardrail.snapshot.commit import Commit
from guardrail.snapshot.edits import edits
from guardrail.snapshot.nothing import Nothing
from guardrail_hooks.git_hooks.verdict import here, verdict

COMMAND = Command(
    name="hook pre-push",
    summary="Judge what is about to be pushed; git calls this, refs on standard input.",
    words="[REMOTE URL]",
)


class Push(Struct, frozen=True):
    """One ref that would be pushed: its name, the commit, and what the remote has of it ("")."""

    name: str
    new: str
    old: str = ""


def run(arguments: Sequence[str]) -> int:
    """Judge every ref that would be pushed; 0 lets them go."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    repo = here()
    remote = parsed.words[0] if parsed.words else os.environ.get("PRE_COMMIT_REMOTE_NAME", "")
    pushes = list(_pushes(repo))
    if not pushes:
        print("guardrail: nothing to judge, this push only deletes")
        return 0
    return max(verdict(repo, _target(repo, push, remote)) for push in pushes)


def _pushes(repo: Repository) -> Iterator[Push]:
    """What pre-commit says in the environment, what git says on standard input, else HEAD."""
    old, new = os.environ.get("PRE_COMMIT_FROM_REF"), os.environ.get("PRE_COMMIT_TO_REF")
    if new:
        name = os.environ.get("PRE_COMMIT_REMOTE_BRANCH", new)
        yield Push(name, resolve(repo, new), old or "")
        return
    lines = [] if sys.stdin.isatty() else sys.stdin.read().splitlines()
    told = [line.split(" ") for line in lines if line.count(" ") == 3]
    if not told:
        yield Push("HEAD", resolve(repo, "HEAD"))
    for _, local, name, theirs in told:
        if set(local) != {"0"}:
            yield Push(name, resolve(repo, local), "" if set(theirs) == {"0"} else theirs)


def _target(repo: Repository, push: Push, remote: str) -> Target:
    start = _start(repo, push, remote)
    if start is None:
        target = _everything(repo, push.new)
        note = f"{push.name}: judged all of it, nothing is known of what the remote has"
    else:
        target = between_commits(repo, start, push.new)
        note = f"{push.name}: judged what {push.new[:7]} changes since {start[:7]}"
    return replace(target, notes=(note, *target.notes))


def _start(repo: Repository, push: Push, remote: str) -> str | None:
    """The commit from which on the push is news to the remote."""
    for ref in (push.old, f"{remote}/HEAD", f"{remote}/main", f"{remote}/master"):
        try:
            return merge_base(repo, ref, push.new)
        except GitError:
            continue
    base = base_commit(repo, push.new)
    return None if base == push.new else base


def _everything(repo: Repository, commit: str) -> Target:
    new = Commit(repo, commit)
    files = edits(Nothing(), new, between(repo, empty_tree(repo), commit))
    return Target(new, list(new.paths()), Nothing(), files, complete=True)
