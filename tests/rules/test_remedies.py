"""What a rule offers to mend is mended: after the fix the rule finds nothing there any more."""

import pytest
from msgspec.structs import replace

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import rules_of
from guardrail.example import Example
from guardrail.model import Finding
from guardrail.remedies import REMEDIES, applied, fix
from guardrail.remedies.project import Project
from guardrail.rule import Rule
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

OFFERED = [
    pytest.param(rule, example, id=f"{rule.name}-{example.language}-{place}")
    for rule in rules_of("guardrail_rules")
    for place, example in enumerate(rule.bad)
    if example.text is not None
    and any(finding.remedy is not None for finding in judge_example(rule, example))
]


@pytest.mark.parametrize(("rule", "example"), OFFERED)
def test_a_fix_leaves_nothing_to_find(rule: type[Rule], example: Example) -> None:
    found = judge_example(rule, example)
    fixes = [made for finding in found if (made := fix(finding, example.whole)) is not None]
    if not fixes:
        return
    edits = tuple(edit for made in fixes for edit in made.edits)
    mended = replace(example, text=applied(example.whole, edits), given="")
    left = [finding for finding in judge_example(rule, mended) if not _quieter(finding, found)]
    assert len(left) == len(found) - len(fixes)


def test_every_remedy_is_offered_and_mends_some_example() -> None:
    mended = {
        finding.remedy.action
        for case in OFFERED
        for finding in judge_example(*case.values)
        if finding.remedy is not None and _mends(finding, case.values[1])
    }
    assert mended == set(REMEDIES)


def _quieter(finding: Finding, before: list[Finding]) -> bool:
    """Whether a finding is told more quietly than all before, and has nothing left to mend."""
    return finding.remedy is None and all(finding.level < one.level for one in before)


def _mends(finding: Finding, example: Example) -> bool:
    """Whether there is a fix in the example, or where the example is a migration of a project."""
    if fix(finding, example.whole) is not None:
        return True
    project = Project(Overlay(Nothing(), {finding.span.path: example.whole}))
    return fix(finding, example.whole, project) is not None
