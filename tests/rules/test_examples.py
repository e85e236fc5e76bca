"""Every rule does what its page says: its bad examples are found, their harmless twins aren't."""

import re
from collections import Counter

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import rules_of
from guardrail.example import Example
from guardrail.model import Category, Level
from guardrail.rule import Rule, info, sections

RULES = rules_of("guardrail_rules")
KEBAB = re.compile(r"[a-z]+(-[a-z]+)*\Z")


def _cases(attribute: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.name}-{example.language}-{place}")
        for rule in RULES
        for place, example in enumerate(getattr(rule, attribute))
    ]


@pytest.mark.parametrize(("rule", "example"), _cases("bad"))
def test_a_bad_example_is_found(rule: type[Rule], example: Example) -> None:
    found = judge_example(rule, example)
    assert found, f"{rule.name} finds nothing in:\n{example.whole or example.before}"
    assert {finding.rule for finding in found} == {rule.name}


@pytest.mark.parametrize(("rule", "example"), _cases("good"))
def test_its_harmless_twin_is_not(rule: type[Rule], example: Example) -> None:
    found = judge_example(rule, example)
    assert [finding.message for finding in found] == [], example.whole


def test_there_are_rules_and_their_names_are_their_own() -> None:
    assert len(RULES) > 30
    names = Counter(rule.name for rule in RULES)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
class TestPage:
    """What holds for the page of every rule."""

    def test_its_name_names_the_bad_thing(self, rule: type[Rule]) -> None:
        assert KEBAB.match(rule.name)
        assert not rule.name.startswith(("no-", "ban-", "disallow-", "require-", "avoid-"))

    def test_it_stands_where_its_name_and_category_say(self, rule: type[Rule]) -> None:
        folder = rule.category.value.replace("-", "_")
        module = rule.name.replace("-", "_")
        assert rule.__module__ == f"guardrail_rules.{folder}.{module}"
        assert rule.__name__ == "".join(part.capitalize() for part in rule.name.split("-"))

    def test_it_says_why_and_what_to_do_instead(self, rule: type[Rule]) -> None:
        page = sections(rule)
        assert page[""].splitlines()[0].endswith(".")
        assert page["Why it matters"]
        assert page["Do this instead"]

    def test_what_an_agent_is_told_never_says_how_to_silence(self, rule: type[Rule]) -> None:
        if rule.category is Category.ANALYSIS:
            return
        told = " ".join(sections(rule).values()).lower()
        for word in ("guardrail: allow", "waiver", "suppress", "silence", "ignore this", "noqa"):
            assert word not in told

    def test_it_has_examples_of_both_kinds_or_is_raised_by_policy_itself(
        self, rule: type[Rule]
    ) -> None:
        if rule.category is Category.ANALYSIS and not rule.judges:
            return
        assert rule.judges
        assert len(rule.bad) >= 2
        assert len(rule.good) >= 2
        assert info(rule).languages

    def test_it_has_a_level(self, rule: type[Rule]) -> None:
        assert rule.level is not Level.OFF
