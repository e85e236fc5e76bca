"""`guardrail check`: judge files, what is staged, or a change."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.cli.target import TARGET_OPTIONS, Chosen, choose
from guardrail.console.options import Command, Option, Parsed, UsageError
from guardrail.console.output import FORMAT_NAMES, Output
from guardrail.engine.check import Request, check
from guardrail.engine.rulebook import rule_names
from guardrail.model import Category, Level
from guardrail.policy.problems import suggestion
from guardrail.report import Report

LEVELS = ("error", "warning", "info")

COMMAND = Command(
    name="check",
    summary="Judge files, what is staged, or a change.",
    words="[PATHS]",
    options=(
        *TARGET_OPTIONS,
        Option(
            "--format",
            f"how to report, more than once as FORMAT:FILE; one of {', '.join(FORMAT_NAMES)}",
            "FORMAT[:FILE]",
            many=True,
        ),
        Option("--fail-on", "the lowest level that fails the run", "LEVEL", choices=LEVELS),
        Option("--select", "only this rule or category", "NAME", many=True),
        Option("--ignore", "all but this rule or category", "NAME", many=True),
        Option("--policy-floor", "a policy that can only be tightened", "FILE"),
        Option("--jobs", "how many processes read files (default: one a processor)", "N"),
        Option("--no-cache", "neither read nor keep facts of earlier runs"),
        Option("--verbose", "show every finding of level info too"),
        Option("--color", "colours", "WHEN", choices=("auto", "always", "never")),
    ),
    epilogue=(
        "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage or broken "
        "configuration; 3 Guardrail failed."
    ),
)


def run(arguments: Sequence[str]) -> int:
    """Judge what the arguments name; the exit status."""
    parsed = COMMAND.parse(arguments)
    if parsed is None:
        return 0
    output = Output.of(parsed)
    chosen = choose(parsed)
    report = check(request_of(parsed, chosen, output))
    report.notes[:0] = chosen.target.notes
    report.partial = chosen.target.partial
    output.write(report, chosen.policies.packs)
    return status(report, failing_level(parsed, chosen))


def request_of(parsed: Parsed, chosen: Chosen, output: Output) -> Request:
    """The request that the options describe. Raises `UsageError`."""
    target = chosen.target
    return Request(
        snapshot=target.snapshot,
        policies=chosen.policies,
        paths=target.paths,
        edits=target.edits,
        changed_lines=target.changed_lines,
        select=_named(parsed, "--select", chosen),
        ignore=_named(parsed, "--ignore", chosen),
        jobs=jobs_of(parsed),
        cache=chosen.cache,
        progress=output.progress,
        complete=target.complete,
        fixes=any(name in ("json", "sarif") for name, _ in output.formats),
        base=target.base,
    )


def _named(parsed: Parsed, option: str, chosen: Chosen) -> frozenset[str]:
    """The rules and categories that an option names. Raises `UsageError` for what is neither."""
    known = {*rule_names(chosen.policies.packs), *map(str, Category)}
    named = parsed.all(option)
    for name in named:
        if name not in known:
            again = f"; {option} is given once for each" if "," in name else suggestion(name, known)
            raise UsageError(f"{option}: there is no rule or category {name!r}{again}")
    return frozenset(named)


def jobs_of(parsed: Parsed) -> int:
    """How many processes to use. Raises `UsageError`."""
    import os

    said = parsed.one("--jobs", str(os.cpu_count() or 1))
    if not said.isdecimal() or not 0 < int(said) <= 256:
        raise UsageError(f"--jobs takes a number from 1 to 256, not {said!r}")
    return int(said)


def failing_level(parsed: Parsed, chosen: Chosen) -> Level:
    """The lowest level that fails the run: the option's, else the policy's."""
    said = parsed.one("--fail-on")
    return Level[said.upper()] if said else chosen.policies.fail_on


def status(report: Report, failing: Level) -> int:
    """0 or 1, from everything that counts, whatever a report leaves out."""
    return 1 if report.worst() >= failing else 0
