"""`guardrail ci`: judge a pull request against its base.

Policy, waivers and baseline are the base's; what the change allows itself is only requested.
Findings on changed lines block, the rest of the changed files is told.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from guardrail.console.options import Command, Option, Parsed, UsageError
from guardrail.console.output import FORMAT_NAMES, Output
from guardrail.engine.check import Request, check
from guardrail.engine.rulebook import rule_names
from guardrail.engine.targets import Target, between_commits
from guardrail.engine.trusted import trusted_by
from guardrail.git import GitError, Repository, is_shallow, merge_base, repository, resolve
from guardrail.model import Level
from guardrail.policy.policy import PolicySet, load
from guardrail.report import Report
from guardrail.snapshot.commit import Commit
from guardrail_hooks.ci.event import Change, NoEvent, change_of
from guardrail_hooks.ci.summary import write_summary

COMMAND = Command(
    name="ci",
    summary="Judge a pull request against its base, by the base's policy.",
    options=(
        Option("--base", "where the change goes (default: what the CI service says)", "REF"),
        Option("--head", "the change's last commit (default: what the CI service says)", "REF"),
        Option(
            "--format",
            f"how to report, more than once as FORMAT:FILE; one of {', '.join(FORMAT_NAMES)}",
            "FORMAT[:FILE]",
            many=True,
        ),
        Option(
            "--fail-on",
            "the lowest level that fails the run",
            "LEVEL",
            choices=("error", "warning", "info"),
        ),
        Option("--whole-file", "every finding of a changed file counts"),
        Option("--policy-floor", "a policy that can only be tightened", "FILE"),
        Option("--jobs", "how many processes read files (default: one a processor)", "N"),
        Option("--verbose", "show every finding of level info too"),
        Option("--color", "colours", "WHEN", choices=("auto", "always", "never")),
    ),
    epilogue=(
        "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, broken "
        "configuration or a commit that isn't here; 3 Guardrail failed. Only 0 is a pass."
    ),
)


def run(arguments: Sequence[str]) -> int:
    """Judge the change; the exit status."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    output = Output.of(_with_default_format(parsed))
    repo = repository(Path.cwd())
    if repo is None:
        raise UsageError(f"{Path.cwd()} is in no git repository")
    change = _change(parsed)
    base, head = _commit(repo, change.base, "base"), _commit(repo, change.head, "head")
    believed = _policies(repo, base, change, parsed)
    target = between_commits(repo, _start(repo, base, head), head)
    report = _judge(repo, base, target, believed, parsed)
    report.notes[:0] = _notes(change, target)
    output.write(report, believed.packs)
    write_summary(report, os.environ)
    failing = parsed.one("--fail-on")
    level = Level[failing.upper()] if failing else believed.fail_on
    return 1 if report.worst() >= level else 0


def _with_default_format(parsed: Parsed) -> Parsed:
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    asked = parsed.all("--format")
    if on_github and all(":" in each for each in asked):
        parsed.values["--format"] = [*asked, "github"]
    return parsed


def _change(parsed: Parsed) -> Change:
    base, head = parsed.one("--base"), parsed.one("--head")
    if base and head:
        return Change(base, head)
    try:
        said = change_of(os.environ)
    except NoEvent as problem:
        raise UsageError(str(problem)) from problem
    return Change(base or said.base, head or said.head, said.default, said.title)


def _commit(repo: Repository, ref: str, role: str) -> str:
    """The id of a commit that must be here. Raises `GitError` with the line to add."""
    try:
        return resolve(repo, ref)
    except GitError as problem:
        raise GitError(f"the {role} {ref} isn't here: {_deepen(repo, ref)}") from problem


def _start(repo: Repository, base: str, head: str) -> str:
    try:
        return merge_base(repo, base, head)
    except GitError as problem:
        deepen = _deepen(repo, base)
        raise GitError(f"base and head share no commit that is here: {deepen}") from problem


def _deepen(repo: Repository, ref: str) -> str:
    if is_shallow(repo):
        return (
            "the clone is shallow. Let actions/checkout fetch all of it with 'fetch-depth: 0' "
            "(GitLab: GIT_DEPTH: 0), or run: git fetch --unshallow origin"
        )
    return f"run first: git fetch origin {ref.removeprefix('origin/')}"


def _policies(repo: Repository, base: str, change: Change, parsed: Parsed) -> PolicySet:
    """The base's policy, not looser than the default branch's where that is another one."""
    said = parsed.one("--policy-floor")
    policies = load(Commit(repo, base), floor=Path(said) if said else None, names=rule_names)
    if said or not change.default:
        return policies
    try:
        default = resolve(repo, f"origin/{change.default}")
    except GitError:
        return policies
    layers = PolicySet(Commit(repo, default), names=rule_names).root.layers
    if default == base or not layers:
        return policies
    return PolicySet(Commit(repo, base), floor=layers[-1], names=rule_names)


def _requested(target: Target, believed: PolicySet) -> PolicySet:
    """The change's own policy. A rule pack that it brings along isn't loaded to check its names."""
    unchecked = load(target.snapshot)
    if not set(unchecked.packs) <= set(believed.packs):
        return unchecked
    return load(target.snapshot, names=lambda own: rule_names(believed.packs))


def _judge(
    repo: Repository, base: str, target: Target, believed: PolicySet, parsed: Parsed
) -> Report:
    jobs = parsed.one("--jobs", str(os.cpu_count() or 1))
    if not jobs.isdecimal() or int(jobs) < 1:
        raise UsageError(f"--jobs takes a number from 1, not {jobs!r}")
    request = Request(
        snapshot=target.snapshot,
        policies=_requested(target, believed),
        paths=target.paths,
        edits=target.edits,
        changed_lines=None if parsed.has("--whole-file") else target.changed_lines,
        trusted=trusted_by(Commit(repo, base), believed, target.edits),
        strict=True,
        jobs=int(jobs),
        base=target.base,
    )
    return check(request)


def _notes(change: Change, target: Target) -> list[str]:
    count = len(target.edits)
    files = "1 changed file" if count == 1 else f"{count} changed files"
    title = f"{change.title}: " if change.title else ""
    return [f"{title}{files} judged by the base's policy", *target.notes]
