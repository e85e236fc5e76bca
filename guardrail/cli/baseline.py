"""`guardrail baseline`: record today's findings, so that only new ones count."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from guardrail.cli.project import Project, below, project_here
from guardrail.console.options import Command, Option, Parsed, UsageError
from guardrail.console.output import Output, print_safely
from guardrail.policy import baseline as baselines
from guardrail.policy.baseline import Baseline, Revision
from guardrail.policy.policy import PolicySet
from guardrail.reporters.escaping import visible

ACTIONS = ("create", "update", "prune")

COMMAND = Command(
    name="baseline",
    summary="Record today's findings, so that only new ones count.",
    words="create|update|prune [PATHS]",
    options=(Option("--force", "create: write over a baseline that is there"),),
    epilogue=(
        "create records everything that is found; update does so anew, for PATHS alone where they "
        "are given; prune takes out what is no longer found and adds nothing. Nothing else ever "
        "writes the file."
    ),
)


def run(arguments: Sequence[str]) -> int:
    """Write the baseline. Raises `UsageError` or `PolicyError`."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    action, *words = parsed.words or [""]
    if action not in ACTIONS:
        raise UsageError(f"say what to do: guardrail baseline {COMMAND.words}")
    project = project_here()
    under = below(project.root, words)
    policies = project.policies()
    path = policies.root.baseline
    _check(action, path, project, parsed)
    old = policies.baseline if action != "create" else Baseline()
    report = project.judge(policies, under, Output.of(parsed).progress)
    revision = _revised(action, old, baselines.of(report.findings), _judged(policies, under))
    if revision.baseline != old or not project.tree.exists(path):
        project.write(path, baselines.render(revision.baseline))
    total = revision.baseline.total()
    print_safely(
        visible(
            f"{path}: {total} {'finding' if total == 1 else 'findings'} "
            f"({revision.added} added, {revision.removed} removed)"
        )
    )
    return 0


def _check(action: str, path: str, project: Project, parsed: Parsed) -> None:
    there = project.tree.exists(path)
    if action == "create" and there and not parsed.has("--force"):
        raise UsageError(f"there is a {path}; use update, or --force to write it anew")
    if action != "create" and not there:
        raise UsageError(f"there is no {path} yet; guardrail baseline create makes one")


def _judged(policies: PolicySet, under: Sequence[str]) -> Callable[[str], bool]:
    """Which paths today's findings speak for. Deleted files are judged too: nothing is in them."""
    tops = [top for top in under if top]

    def judged(path: str) -> bool:
        inside = not tops or any(path == top or path.startswith(f"{top}/") for top in tops)
        return inside and not policies.excludes(path)

    return judged


def _revised(action: str, old: Baseline, now: Baseline, judged: Callable[[str], bool]) -> Revision:
    match action:
        case "prune":
            return baselines.pruned(old, now, judged)
        case _:
            return baselines.updated(old, now, judged)
