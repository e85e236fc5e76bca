"""Workflows: each step's text with its exact place, and what it inherits."""

from __future__ import annotations

from textwrap import dedent

import pytest

from guardrail.frontends.workflow import read
from guardrail.model import EnvironmentKind, Source
from guardrail.settings import Settings
from guardrail.stream import Comment, Embedded, Item, Unanalysed

PATH = ".github/workflows/clean.yml"


def items(text: str) -> list[Item]:
    return list(read(Source(PATH, "workflow", dedent(text)), Settings()))


def steps(text: str) -> list[Source]:
    return [item.source for item in items(text) if isinstance(item, Embedded)]


def one_step(run: str, **around: str) -> str:
    """A workflow of one step; `run` is what stands after `run:`."""
    job = "".join(f"    {key}: {value}\n" for key, value in around.items())
    return f"on: push\njobs:\n  clean:\n{job}    steps:\n      - run: {run}\n"


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("rm -rf x", "rm -rf x"),
        ("'rm ''x'''", "rm 'x'"),
        ('"rm \\"x\\"\\x21"', 'rm "x"!'),
        ("|\n          rm x\n          rm y\n", "rm x\nrm y\n"),
        ("|-\n          rm x\n            rm y\n", "rm x\n  rm y"),
        (">\n          rm -rf\n          x\n", "rm -rf x\n"),
        (">-\n          rm -rf\n          x\n\n          rm y\n", "rm -rf x\nrm y"),
        ("rm -rf\n          x", "rm -rf x"),
        ("!!str rm x", "rm x"),
        ("&a rm x", "rm x"),
    ],
)
def test_every_style_of_scalar(run: str, text: str) -> None:
    (step,) = steps(one_step(run))
    assert (step.language, step.text) == ("shell", text)


@pytest.mark.parametrize(
    "run",
    [
        "psql -c 'drop table t'",
        "|\n          echo\n          psql -c 'drop table t'",
        ">\n          echo\n\n          psql -c 'drop table t'",
    ],
)
def test_a_text_stands_where_it_is_written(run: str) -> None:
    text = one_step(run)
    (step,) = steps(text)
    start = step.text.index("drop table t")
    span = step.span(start, start + len("drop table t"))
    assert text[span.start : span.end] == "drop table t"
    assert span.exact


def test_steps_are_named_by_name_or_number() -> None:
    found = steps(
        """\
        jobs:
          a:
            steps:
              - uses: actions/checkout@v4
              - name: "  wipe   it\\n"
                run: rm x
              - run: rm y
          b:
            steps:
              - run: rm z
        """
    )
    assert [step.via[0].label for step in found] == ['step "wipe it"', "step 3", "step 1"]


def test_a_step_inherits_from_workflow_and_job() -> None:
    (step,) = steps(
        """\
        env: {A: workflow, B: workflow, C: workflow}
        jobs:
          a:
            env:
              B: job
              C: job
            defaults:
              run:
                working-directory: ./db
            steps:
              - run: rm x
                env:
                  C: "${{ secrets.TOKEN }}"
                  D: a ${{ github.sha }} b
        """
    )
    own = {name: step.surroundings.variables[name] for name in "ABCD"}
    assert own == {
        "A": "workflow",
        "B": "job",
        "C": "secrets.TOKEN",
        "D": "a ${{ github.sha }} b",
    }
    assert step.surroundings.directory == "db"


def test_expressions_are_holes() -> None:
    text = one_step(
        "rm -rf ${{ inputs.folder }}/x ${{github.workspace}} ${{ env.OUT }}", env="{OUT: out}"
    )
    (step,) = steps(text)
    assert step.text == "rm -rf gr_hole_0/x gr_hole_1 gr_hole_2"
    assert [(hole.name, hole.values) for hole in step.holes] == [
        ("inputs.folder", ()),
        ("github.workspace", (".",)),
        ("env.OUT", ("out",)),
    ]
    span = step.span(step.holes[0].start, step.holes[0].end)
    assert text[span.start : span.end] == "${{ inputs.folder }}"


@pytest.mark.parametrize(
    ("shell", "language"),
    [("bash", "shell"), ("sh -e {0}", "shell"), ("/bin/bash {0}", "shell"), ("python", "python")],
)
def test_shells_that_are_read(shell: str, language: str) -> None:
    text = one_step(f"x\n        shell: {shell}")
    assert [step.language for step in steps(text)] == [language]


@pytest.mark.parametrize("around", ["shell: pwsh", "shell: cmd"])
def test_shells_that_are_not_read_are_told(around: str) -> None:
    found = items(one_step(f"rm x\n        {around}"))
    assert [item.reason for item in found if isinstance(item, Unanalysed)] == [
        f"step 1 is written for {around.split()[1]}"
    ]


def test_windows_runs_powershell_unless_told() -> None:
    run_on = {"runs-on": "windows-latest"}
    assert steps(one_step("rm x", **run_on)) == []
    assert len(steps(one_step("rm x\n        shell: bash", **run_on))) == 1


def test_defaults_choose_the_shell() -> None:
    text = (
        "defaults: {run: {shell: python}}\njobs: {a: {steps: [{run: x}, {run: y, shell: bash}]}}\n"
    )
    assert [step.language for step in steps(text)] == ["python", "shell"]


def test_composite_actions_have_steps_too() -> None:
    (step,) = steps("runs:\n  using: composite\n  steps:\n    - run: rm x\n      shell: bash\n")
    assert step.text == "rm x"


def test_aliases_are_followed() -> None:
    found = steps(
        """\
        jobs:
          a:
            steps: &steps
              - run: rm x
          b:
            steps: *steps
        """
    )
    assert [step.text for step in found] == ["rm x", "rm x"]


def test_escaped_keys_hide_nothing() -> None:
    text = '{"j\\x6fbs": {a: {"steps": [{"r\\u0075n": "rm x"}]}}}'
    assert [step.text for step in steps(text)] == ["rm x"]


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        ({"environment": "production"}, EnvironmentKind.PRODUCTION),
        ({"environment": "{name: prod-eu}"}, EnvironmentKind.PRODUCTION),
        ({"environment": "staging"}, EnvironmentKind.SHARED),
        ({"environment": "github-pages"}, EnvironmentKind.UNKNOWN),
        ({}, EnvironmentKind.UNKNOWN),
        ({"env": "{DATABASE_URL: x-prod}"}, EnvironmentKind.UNKNOWN),
    ],
)
def test_the_jobs_environment_counts_for_all_its_commands(
    around: dict[str, str], kind: EnvironmentKind
) -> None:
    (step,) = steps(one_step("rm x", **around))
    assert step.surroundings.environment.kind is kind


def test_python_inherits_what_its_variables_lead_to() -> None:
    text = one_step("x\n        shell: python", env="{DATABASE_URL: '${{ secrets.PROD_DB }}'}")
    (step,) = steps(text)
    assert step.surroundings.environment.kind is EnvironmentKind.PRODUCTION
    assert step.surroundings.environment.reason == "DATABASE_URL is secrets.PROD_DB"


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("jobs:\n  a:\n    steps:\n      # guardrail: b\n      - run: rm x\n", "run: rm x"),
        ("jobs:\n  a:\n    steps:\n      - run: rm x # guardrail: b\n", "run: rm x"),
        (
            "jobs:\n  a:\n    steps:\n      # guardrail: b\n      - name: c\n        run: rm x\n",
            "name: c\n        run: rm x",
        ),
    ],
)
def test_a_comment_binds_the_step_it_stands_at(text: str, bound: str) -> None:
    (comment,) = [item for item in items(text) if isinstance(item, Comment)]
    assert comment.text == "b"
    assert text[comment.binds.start : comment.binds.end].rstrip() == bound


@pytest.mark.parametrize(
    "text", ["", "a: b", "- a", "jobs: x", "jobs: {a: {steps: {}}}", "runs: {using: node20}"]
)
def test_what_is_no_workflow_yields_nothing(text: str) -> None:
    assert items(text) == []


def test_what_no_loader_takes_is_told_and_the_rest_is_read() -> None:
    text = "jobs:\n  a:\n    steps:\n      - run: rm x\n      - name: 'open\n"
    found = items(text)
    assert [item.source.text for item in found if isinstance(item, Embedded)] == ["rm x"]
    assert any(isinstance(item, Unanalysed) for item in found)
