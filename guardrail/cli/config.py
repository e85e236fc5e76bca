"""`guardrail config`: the policy that holds for a path and where it comes from, or its schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from guardrail.cli.project import below, project_here
from guardrail.console.options import Command, Option, UsageError
from guardrail.console.output import print_safely
from guardrail.knowledge.credentials.masking import mask
from guardrail.policy.provenance import Value, values
from guardrail.reporters.escaping import visible

COMMAND = Command(
    name="config",
    summary="Show the policy that holds for a path, or the schema of guardrail.toml.",
    words="show [PATH] | schema",
    options=(Option("--policy-floor", "a policy that can only be tightened", "FILE"),),
)


def run(arguments: Sequence[str]) -> int:
    """Print what is asked for. Raises `UsageError` or `PolicyError`."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    match parsed.words:
        case ["schema"]:
            from guardrail.policy.schema import rendered

            print_safely(rendered())
        case ["show", *paths] if len(paths) <= 1:
            print_safely("\n".join(_shown(paths, parsed.one("--policy-floor"))))
        case _:
            raise UsageError(f"say what to show: guardrail config {COMMAND.words}")
    return 0


def _shown(words: Sequence[str], floor: str) -> Iterator[str]:
    project = project_here()
    policies = project.policies(Path(floor) if floor else None)
    path = _file(below(project.root, words or ["."])[0], project.root)
    policy = policies.for_path(path)
    if policy.excludes(path):
        yield visible(f"{path} is excluded: it is not judged")
    yield from table(values(policy, path))
    for problem in policy.problems:
        place = f"{problem.path}:{problem.line}" if problem.line else problem.path
        yield visible(mask(f"{place}: {problem.message}"))


def _file(path: str, root: Path) -> str:
    """A path in the folder that is meant: policies are asked for files."""
    if (root / path).is_dir():
        return f"{path}/any file" if path else "any file"
    return path


def table(entries: Iterator[Value]) -> Iterator[str]:
    """The values in columns, safe to print."""
    rows = [(e.key, visible(mask(e.value)), visible(e.origin)) for e in entries]
    key_width = max(len(key) for key, _, _ in rows)
    value_width = min(max(len(value) for _, value, _ in rows), 60)
    for key, value, origin in rows:
        yield f"{key.ljust(key_width)}  {value.ljust(value_width)}  {origin}"
