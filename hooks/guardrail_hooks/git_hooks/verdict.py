"""Judges what a hook is about, and turns it into git's yes or no."""

from __future__ import annotations

import os
from pathlib import Path

from guardrail.cache import Cache, default_folder
from guardrail.console.options import UsageError
from guardrail.console.output import Output, wants_colour
from guardrail.engine.applied import applied_elsewhere
from guardrail.engine.check import Request, check
from guardrail.engine.rulebook import rule_names
from guardrail.engine.targets import Target
from guardrail.git import Repository, repository
from guardrail.policy.policy import load


def here() -> Repository:
    """The repository that git runs the hook in. Raises `UsageError` where there is none."""
    found = repository(Path.cwd())
    if found is None:
        raise UsageError("a hook runs inside a git repository, and this folder is in none")
    return found


def verdict(repo: Repository, target: Target, *, quiet: bool = False) -> int:
    """Judge, report, and answer: 0 to go on, 1 to stop.

    `quiet` says nothing where nothing was found. Raises `PolicyError` on a broken configuration.
    """
    cache = Cache(default_folder())
    policies = load(target.snapshot, store=cache, names=rule_names)
    edits = applied_elsewhere(repo, target.edits, lambda path: policies.for_path(path).settings)
    report = check(
        Request(
            snapshot=target.snapshot,
            policies=policies,
            paths=target.paths,
            edits=edits,
            changed_lines=target.changed_lines,
            jobs=os.cpu_count() or 1,
            cache=cache,
            complete=target.complete,
            fixes=False,
            base=target.base,
        )
    )
    report.notes[:0] = target.notes
    stops = report.worst() >= policies.fail_on
    if stops or not quiet:
        Output((("text", ""),), wants_colour("auto")).write(report, policies.packs)
    return 1 if stops else 0
