"""Names of commits."""

from __future__ import annotations

from pathlib import Path

from guardrail.git.discovery import Repository
from guardrail.git.runner import GitError

_seen: set[tuple[Path, str]] = set()
"""Full ids that git has called commits, by repository: what is one stays one."""


def resolve(repo: Repository, ref: str) -> str:
    """The full id of the commit that a ref names. Raises `GitError` where there is none."""
    found = _commit(repo, ref)
    if found is None:
        shown = "".join(c if c.isprintable() else "?" for c in ref)[:100]
        raise GitError(
            f"There is no commit {shown!r} here; if it is on a remote, fetch it first "
            f"(git fetch origin {_short(shown)})."
        )
    return found


def _short(ref: str) -> str:
    return ref.removeprefix("refs/remotes/").removeprefix("origin/") or "<branch>"


def _commit(repo: Repository, ref: str) -> str | None:
    if not ref or ref.startswith("-") or any(c in ref for c in "\0\n\r"):
        return None
    if (repo.git_dir, ref) in _seen:
        return ref
    status, printed = repo.status(
        "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", accept=(0, 1, 128)
    )
    if status != 0:
        return None
    found = printed.decode("ascii", "replace").strip()
    _seen.add((repo.git_dir, found))
    return found


def head(repo: Repository) -> str | None:
    """The commit that is checked out, `None` before the first one."""
    return _commit(repo, "HEAD")


def merge_base(repo: Repository, one: str, other: str) -> str:
    """The commit where two histories part. Raises `GitError` where none is known here."""
    status, printed = repo.status("merge-base", resolve(repo, one), resolve(repo, other))
    if status == 0:
        return printed.decode("ascii", "replace").split()[0]
    if is_shallow(repo):
        raise GitError(
            "This clone is shallow and doesn't reach back to where the two histories part; "
            "fetch more first: git fetch --unshallow"
        )
    raise GitError("The two histories have no commit in common.")


def is_shallow(repo: Repository) -> bool:
    """Whether history was cut off when the repository was cloned."""
    return (repo.common_dir / "shallow").is_file()


def empty_tree(repo: Repository) -> str:
    """The id of the tree with nothing in it: what a first commit is compared with."""
    printed = repo.git("hash-object", "-t", "tree", "--stdin")
    return printed.decode("ascii", "replace").strip()
