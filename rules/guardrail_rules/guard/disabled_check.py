"""The rule `disabled-check`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import change as edit
from guardrail.example import python
from guardrail.model import Category, Confidence, Finding, Level
from guardrail.rule import Rule

GUARD = "CI check"


class DisabledCheck(Rule):
    """The check in CI is taken out, or its result no longer counts.

    ## Why it matters

    CI is the one place where a check can't be skipped by whoever makes the change. When its job
    is gone, or may fail without consequence, nothing stands between a change and the branch.

    ## Do this instead

    Leave the job as it is and mend what it found. Where the pipeline has to change, keep a job
    that runs the check on every pull request and fails with it, and have a person approve it.
    """

    name = "disabled-check"
    category = Category.GUARD
    level = Level.ERROR
    judges = (GuardChange,)
    inline = False

    bad = (
        edit(
            ".github/workflows/guard.yml",
            """\
            on: pull_request
            jobs:
              guard:
                steps:
                  - run: guardrail ci --base origin/main
            """,
            """\
            on: pull_request
            jobs:
              guard:
                steps:
                  - run: guardrail ci --base origin/main || true
            """,
        ),
        edit(
            ".github/workflows/guard.yml",
            "on: pull_request\njobs: {guard: {steps: [{run: guardrail ci}]}}\n",
            "on: pull_request\n"
            "jobs: {guard: {continue-on-error: true, steps: [{run: guardrail ci}]}}\n",
        ),
        edit(
            ".github/workflows/guard.yml",
            "on: pull_request\njobs: {guard: {steps: [{run: guardrail ci}]}}\n",
            "on: pull_request\njobs: {guard: {if: false, steps: [{run: guardrail ci}]}}\n",
        ),
        edit(
            ".github/workflows/guard.yml",
            "on: [pull_request, push]\njobs: {guard: {steps: [{run: guardrail ci}]}}\n",
            "on: [push]\njobs: {guard: {steps: [{run: guardrail ci}]}}\n",
        ),
        edit(
            ".github/workflows/guard.yml",
            "on: pull_request\njobs: {guard: {steps: [{run: guardrail ci}]}}\n",
            None,
        ),
        edit(
            ".gitlab-ci.yml",
            "guard:\n  script: guardrail ci\n",
            "guard:\n  script: guardrail ci\n  allow_failure: true\n",
        ),
        python(
            """\
            from pathlib import Path
            import yaml

            CI = Path(".github/workflows/ci.yml")

            def calm() -> None:
                workflow = yaml.safe_load(CI.read_text())
                workflow["jobs"]["scan"]["continue-on-error"] = True
                CI.write_text(yaml.safe_dump(workflow))
            """
        ),
    )
    good = (
        python(
            """\
            from pathlib import Path
            import yaml

            CI = Path(".github/workflows/ci.yml")

            def pin(version: str) -> None:
                workflow = yaml.safe_load(CI.read_text())
                workflow["env"]["VERSION"] = version
                CI.write_text(yaml.safe_dump(workflow))
            """
        ),
        edit(
            ".github/workflows/guard.yml",
            """\
            on: pull_request
            jobs:
              guard:
                steps:
                  - uses: actions/checkout@v4
                  - run: guardrail ci --base origin/main
            """,
            """\
            on: [pull_request, merge_group]
            jobs:
              guard:
                steps:
                  - uses: actions/checkout@v5
                    with: {fetch-depth: 0}
                  - run: guardrail ci --base origin/main --format sarif:out.sarif
                  - if: always()
                    run: echo done || true
            """,
        ),
        edit(
            ".github/workflows/tests.yml",
            "on: push\njobs: {test: {steps: [{run: pytest}]}}\n",
            "on: push\njobs: {test: {steps: [{run: pytest || true}]}}\n",
        ),
        edit(".gitlab-ci.yml", None, "guard:\n  script: guardrail ci\n"),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Any weakening of this guard."""
        if change.guard != GUARD:
            return
        level = Level.ERROR if change.confidence is Confidence.HIGH else Level.WARNING
        yield self.finding(change, change.detail, level=level)
