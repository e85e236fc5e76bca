"""`guardrail init`: look at the project, write a `guardrail.toml` and perhaps a baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.cli.project import Progress, Project, project_here
from guardrail.console.options import Command, Option, UsageError
from guardrail.console.output import Output, print_safely
from guardrail.git import head
from guardrail.policy import baseline as baselines
from guardrail.policy.draft import draft
from guardrail.policy.survey import Survey, survey
from guardrail.reporters.escaping import visible

FILE = "guardrail.toml"

COMMAND = Command(
    name="init",
    summary="Look at the project and write a guardrail.toml that fits it.",
    options=(
        Option("--force", "write over a guardrail.toml that is there"),
        Option("--no-baseline", "don't record what the project already has"),
    ),
    epilogue=(
        "In a repository with a history, what is found today goes into a baseline, so that only "
        "new findings count."
    ),
)


def run(arguments: Sequence[str]) -> int:
    """Write what fits the project. Raises `UsageError`."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    project = project_here()
    if not parsed.has("--force"):
        _refuse_second(project)
    seen = survey(project.tree)
    project.write(FILE, draft(seen))
    lines = [*_told(seen), f"wrote {FILE}"]
    if not parsed.has("--no-baseline"):
        lines += _baseline(project, Output.of(parsed).progress)
    print_safely("\n".join(visible(line) for line in lines))
    return 0


def _refuse_second(project: Project) -> None:
    layers = project.policies().root.layers
    if layers:
        raise UsageError(
            f"this project has a policy in {layers[0].origin}; --force writes a new {FILE}"
        )


def _told(seen: Survey) -> Iterator[str]:
    for database in seen.databases:
        version = f" {database.version}" if database.version else ""
        yield f"database    {database.dialect}{version}: {', '.join(database.evidence)}"
    for folder in seen.migrations:
        yield f"migrations  {folder.path}: {folder.count} for {folder.tool}"
    for framework in seen.frameworks:
        yield f"framework   {framework}"
    if not (seen.databases or seen.migrations or seen.frameworks):
        yield "nothing was recognised: no database, migrations or framework"


def _baseline(project: Project, progress: Progress) -> Iterator[str]:
    """Record today's findings where the repository has a history and no baseline."""
    if project.repository is None or head(project.repository) is None:
        return
    policies = project.policies()
    path = policies.root.baseline
    if project.tree.exists(path):
        yield f"kept {path}"
        return
    report = project.judge(policies, progress=progress)
    found = baselines.of(report.findings)
    if found.total():
        project.write(path, baselines.render(found))
        yield f"wrote {path}: {found.total()} findings that were here before; new ones count"
    else:
        yield f"found nothing in {report.judged} texts, so there is no baseline to write"
