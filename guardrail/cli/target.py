"""Which files, staged changes or diffs a command line means."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from guardrail.cache import Cache, default_folder
from guardrail.console.options import Option, Parsed, UsageError
from guardrail.engine import targets
from guardrail.engine.applied import applied_elsewhere
from guardrail.engine.check import settings_by_path
from guardrail.engine.rulebook import rule_names
from guardrail.engine.targets import Target
from guardrail.git import Repository
from guardrail.policy.policy import PolicySet, load
from guardrail.snapshot import Snapshot
from guardrail.snapshot.decoding import decode
from guardrail.snapshot.overlay import Overlay
from guardrail.snapshot.patch import BadPatch
from guardrail.snapshot.work_tree import WorkTree

TARGET_OPTIONS = (
    Option("--staged", "what the next commit would change"),
    Option("--since", "what changed since the work left REF", "REF"),
    Option("--diff", "the hunks of a unified diff, - for standard input", "FILE"),
    Option("--stdin-filename", "the path of the text on standard input (PATHS is -)", "PATH"),
    Option("--changed-only", "only findings on changed lines count (default for a change)"),
    Option("--whole-file", "every finding of a changed file counts"),
)


class Chosen(Struct, frozen=True):
    """A target with the policy and the cache that go with it."""

    target: Target
    policies: PolicySet
    cache: Cache


def choose(parsed: Parsed) -> Chosen:
    """What the options name. Raises `UsageError`, `GitError` or `PolicyError`."""
    target, repo = _target(parsed)
    target = _limited(target, parsed)
    cache = Cache(None if parsed.has("--no-cache") else default_folder())
    floor = parsed.one("--policy-floor")
    policies = load(
        target.snapshot, floor=Path(floor) if floor else None, store=cache, names=rule_names
    )
    if repo is not None and target.edits:
        edits = applied_elsewhere(repo, target.edits, settings_by_path(policies))
        target = replace(target, edits=edits)
    return Chosen(target, policies, cache)


def _target(parsed: Parsed) -> tuple[Target, Repository | None]:
    """The target, and its repository where it is a change of one."""
    modes = [name for name in ("--staged", "--since", "--diff") if parsed.has(name)]
    if len(modes) > 1:
        raise UsageError(f"{' and '.join(modes)} can't be combined")
    if parsed.words == ["-"]:
        return _standard_input(parsed), None
    if modes == ["--diff"]:
        return _diff(parsed.one("--diff")), None
    if modes or parsed.has("--changed-only"):
        return _change(parsed)
    return _files(parsed.words), None


def _limited(target: Target, parsed: Parsed) -> Target:
    if parsed.has("--changed-only") and parsed.has("--whole-file"):
        raise UsageError("--changed-only and --whole-file can't be combined")
    return replace(target, changed_lines=None) if parsed.has("--whole-file") else target


def _change(parsed: Parsed) -> tuple[Target, Repository]:
    root, repo = targets.root_of(Path.cwd())
    if repo is None:
        raise UsageError(f"{Path.cwd()} is in no git repository, so nothing is staged or changed")
    if parsed.has("--staged"):
        target = targets.staged_change(repo)
    else:
        target = targets.since(repo, parsed.one("--since", "HEAD"))
    return _below(target, [_relative(word, root) for word in parsed.words]), repo


def _below(target: Target, tops: Sequence[str]) -> Target:
    """The part of a change at or below some paths."""
    if not tops:
        return target

    def inside(path: str) -> bool:
        return any(top in ("", path) or path.startswith(f"{top}/") for top in tops)

    return replace(
        target,
        paths=[path for path in target.paths if inside(path)],
        edits=[edit for edit in target.edits if inside(edit.path) or inside(edit.old_path)],
    )


def _files(words: Sequence[str]) -> Target:
    for word in words:
        if not os.path.lexists(word):
            raise UsageError(f"there is no {word!r} here")
    if not words:
        root, _ = targets.root_of(Path.cwd())
        here = _inside(Path.cwd(), root)
        return targets.whole(root, [here] if here else [])
    places = [Path(os.path.abspath(word)) for word in words]  # noqa: PTH100 (links are kept)
    folders = [place if place.is_dir() else place.parent for place in places]
    common = Path(os.path.commonpath(folders))
    root, repo = targets.root_of(common)
    if repo is None and common.is_relative_to(Path.cwd()):
        # A path says much: which policy holds, what is a migration. All of it counts.
        root = Path.cwd()
    target = targets.whole(root, [_inside(place, root) for place in places])
    if not target.paths and len(places) == 1 and places[0].is_dir():
        return targets.whole(places[0], git=False)
    return target


def _inside(place: Path, root: Path) -> str:
    """The path from the project's root, "" for the root itself. Raises `UsageError`."""
    try:
        real = Path(os.path.realpath(place.parent)) / place.name
        found = real.relative_to(os.path.realpath(root)).as_posix()
    except ValueError:
        if os.path.realpath(place) == os.path.realpath(root):
            return ""
        raise UsageError(f"{place} lies outside {root}") from None
    return "" if found == "." else found


def _relative(word: str, root: Path) -> str:
    return _inside(Path(os.path.abspath(word)), root)  # noqa: PTH100 (links are kept)


def _standard_input(parsed: Parsed) -> Target:
    name = parsed.one("--stdin-filename")
    if not name:
        raise UsageError("a text on standard input needs --stdin-filename PATH, to know what it is")
    root, _ = targets.root_of(Path.cwd())
    path = _relative(name, root)
    text = decode(sys.stdin.buffer.read(), path).text
    snapshot: Snapshot = Overlay(WorkTree(root), {path: text})
    return Target(snapshot, [path])


def _diff(file: str) -> Target:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return targets.of_diff(data.decode("utf-8", "surrogateescape"))
    except (OSError, BadPatch) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else str(problem)
        raise UsageError(f"--diff {file}: {reason}") from problem
