"""A change of what CI runs: a check that no longer stops anything is an effect."""

from __future__ import annotations

import pytest
from editing_guards import details, edit, shown

WORKFLOW = """\
on:
  pull_request:
  push:
    branches: [main]
jobs:
  guard:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: judge
        run: |
          pip install repo-guardrail
          guardrail ci --base origin/main
"""


class TestWorkflow:
    """GitHub's workflows."""

    @pytest.mark.parametrize(
        ("old", "new", "detail"),
        [
            ("guardrail ci --base origin/main", "true", "a step that runs the check is removed"),
            ("origin/main", "origin/main || true", "a failed check no longer fails the step"),
            ("origin/main", "origin/main || echo ok", "a failed check no longer fails the step"),
            ("name: judge", "name: judge\n        continue-on-error: true", "step may fail"),
            ("runs-on", "continue-on-error: true\n    runs-on", "job may fail without"),
            ("name: judge", "name: judge\n        if: false", "step never runs (if: false)"),
            ("runs-on", "if: ${{ false }}\n    runs-on", "job never runs (if: false)"),
            ("runs-on", "if: github.actor != 'bot'\n    runs-on", "job runs under a new condition"),
            ("  pull_request:\n", "", "no longer runs on pull_request"),
            ("  pull_request:\n", "  pull_request: {paths: [src/**]}\n", "runs on fewer changes"),
            ("[main]", "[release]", "runs on fewer changes (push: branches)"),
        ],
    )
    def test_each_way_to_disable_it(self, old: str, new: str, detail: str) -> None:
        after = WORKFLOW.replace(old, new)
        found = details(edit(".github/workflows/g.yml", WORKFLOW, after))
        assert len(found) == 1, found
        assert detail in found[0]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("checkout@v4", "checkout@v5"),
            ("ubuntu-latest", "ubuntu-24.04"),
            ("[main]", "[main, release]"),
            ("name: judge", "name: check"),
            ("--base origin/main", "--base origin/main --format sarif:x.sarif"),
            ("name: judge", "name: judge\n        if: always()"),
            ("  pull_request:\n", "  pull_request:\n  merge_group:\n"),
            ("      - name", "      - run: pytest || true\n      - name"),
        ],
    )
    def test_what_leaves_it_deciding_is_silent(self, old: str, new: str) -> None:
        after = WORKFLOW.replace(old, new)
        assert details(edit(".github/workflows/g.yml", WORKFLOW, after)) == []

    def test_an_action_is_a_step_too(self) -> None:
        before = "on: push\njobs: {g: {steps: [{uses: example/repo-guardrail@v1}]}}\n"
        path = ".github/workflows/g.yml"
        assert details(edit(path, before, before.replace("@v1", "@v2"))) == []
        assert len(details(edit(path, before, before.replace("example", "evil")))) == 1
        assert len(details(edit(path, before, None))) == 1

    def test_a_workflow_that_never_ran_it_is_none_of_our_business(self) -> None:
        before = "on: push\njobs: {t: {steps: [{run: pytest}]}}\n"
        assert details(edit(".github/workflows/t.yml", before, None)) == []

    def test_the_place_is_the_line_that_excuses(self) -> None:
        after = WORKFLOW.replace("origin/main", "origin/main || true")
        found = shown(edit(".github/workflows/g.yml", WORKFLOW, after))
        assert found == ["guardrail ci --base origin/main || true"]


class TestOtherPipelines:
    """GitLab and the rest."""

    BEFORE = "guard:\n  stage: test\n  script:\n    - pip install x\n    - guardrail ci\n"

    @pytest.mark.parametrize(
        "after",
        [
            BEFORE.replace("guardrail ci", "true"),
            BEFORE.replace("guardrail ci", "guardrail ci || true"),
            BEFORE + "  allow_failure: true\n",
            BEFORE + "  when: manual\n",
            BEFORE + "  rules: [{when: never}]\n",
            None,
        ],
    )
    def test_each_way_to_disable_it(self, after: str | None) -> None:
        assert len(details(edit(".gitlab-ci.yml", self.BEFORE, after))) == 1

    def test_other_jobs_may_do_as_they_like(self) -> None:
        after = self.BEFORE + "other:\n  script: [x || true]\n  allow_failure: true\n"
        assert details(edit(".gitlab-ci.yml", self.BEFORE, after)) == []
