"""Every example of every rule whose finding has a fix: it holds, and done again it is nothing."""

from __future__ import annotations

import pytest

from guardrail.cli.mending import Mended, mend
from guardrail.engine.check import Request, check
from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import Example
from guardrail.policy.policy import load as load_policy
from guardrail.snapshot import Snapshot
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

DEFAULT = "postgres"


def request(files: dict[str, str], example: Example, only: list[str]) -> Request:
    """Judges files as the example's database would be judged."""
    version = f"version = {example.version}\n" if example.version else ""
    policy = f'[[database]]\ndialect = "{example.dialect or DEFAULT}"\n{version}'
    tree: Snapshot = Overlay(Nothing(), {**files, "guardrail.toml": policy})
    return Request(tree, load_policy(tree), only)


def examples() -> list[tuple[str, Example]]:
    """The bad examples that are texts of SQL or Python and whose finding has a remedy."""
    return [
        (name, example)
        for name, rule in sorted(load().classes.items())
        for example in rule.bad
        if example.language in ("sql", "python") and example.text
        if any(finding.remedy for finding in judge_example(rule, example))
    ]


def mended(example: Example) -> Mended:
    """What the fixes make of the example."""
    return mend(request({example.path: example.whole}, example, [example.path]), unsafe=True)


@pytest.mark.parametrize(("rule", "example"), examples())
def test_a_fix_holds(rule: str, example: Example) -> None:
    result = mended(example)
    if not result.count:
        return
    first = check(request({example.path: example.whole}, example, [example.path]))
    fixed = {f.rule for f in first.counted() if f.fix is not None}
    files = {example.path: example.whole, **result.texts}
    for path, text in files.items():
        if path.endswith(".py"):
            compile(text, path, "exec")
    code = [path for path in files if path.endswith((".sql", ".py"))]
    after = check(request(files, example, code))
    assert len(after.gaps) <= len(first.gaps)
    left = [f for f in after.counted() if f.rule in fixed and f.fix is not None]
    assert not left, files
    assert not mend(request(files, example, code), unsafe=True).count


def test_there_are_examples_enough() -> None:
    assert len(examples()) > 15
