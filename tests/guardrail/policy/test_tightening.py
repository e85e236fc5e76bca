"""A nearer policy tightens what a farther one says. It never loosens it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.model import Confidence, Level
from guardrail.policy.effective import Policy
from guardrail.policy.layer import Layer, Override
from guardrail.policy.merge import merge
from guardrail.policy.policy import PolicySet
from guardrail.policy.problems import PolicyError
from guardrail.rule import RuleInfo

from .conftest import RULES, TODAY, Files

MakePolicies = Callable[..., PolicySet]
PATHS = ("a.sql", "app/a.sql", "app/migrations/0001.sql")

levels = st.sampled_from(Level)
names = st.sampled_from(
    ["unscoped-delete", "blocking-index", "brand-new", "unscoped-write", "locking", "data-loss"]
)
tables = st.dictionaries(names, levels, max_size=4)
days = st.sampled_from(["2026-01-01", "2026-12-31", "2027-06-30"])


@st.composite
def layers(draw: st.DrawFn) -> Layer:
    """Anything that one file may say of how findings are told."""
    report = draw(st.one_of(st.none(), st.booleans()))
    patterns = st.lists(st.sampled_from(["*.sql", "app/", "**"]), min_size=1, max_size=2)
    return Layer(
        edition=draw(st.one_of(st.none(), st.sampled_from([2026, 2027]))),
        report=report,
        report_until=draw(days) if report else "",
        fail_on=draw(st.one_of(st.none(), levels.filter(bool))),
        confidence=draw(st.one_of(st.none(), st.sampled_from(Confidence))),
        levels=draw(tables),
        overrides=tuple(
            Override(tuple(draw(patterns)), draw(tables.filter(bool)))
            for _ in range(draw(st.integers(0, 2)))
        ),
        exclude=tuple(draw(st.lists(st.sampled_from(PATHS), max_size=1))),
    )


@given(
    st.lists(layers(), min_size=1, max_size=3),
    layers(),
    st.sampled_from(sorted(RULES)),
    levels.filter(bool),
    st.sampled_from(Confidence),
    st.sampled_from(PATHS),
    st.sampled_from([date(2026, 6, 1), TODAY, date(2028, 1, 1)]),
    st.booleans(),
)
def test_nothing_is_looser_than_before_anywhere(  # noqa: PLR0917
    farther: list[Layer],
    near: Layer,
    rule: str,
    own: Level,
    confidence: Confidence,
    path: str,
    today: date,
    outermost: bool,
) -> None:
    far = Policy()
    for layer in farther:
        far = merge(far, layer)
    merged = merge(far, near, outermost=outermost, at_root=outermost)
    case = (RULES[rule], own, confidence, path, today)
    assert merged.level(*case) >= far.level(*case)
    assert merged.fail_on <= far.fail_on
    assert merged.reporting(today) <= far.reporting(today)
    assert set(merged.exclude) <= set(far.exclude)


ROOT = """
fail-on = "warning"
confidence = "medium"
[levels]
locking = "warning"
"""


def level_of(policies: PolicySet, rule: RuleInfo, path: str) -> Level:
    policy = policies.for_path(path)
    return policy.level(rule, rule.level, Confidence.HIGH, path, TODAY)


def test_the_nearest_file_upward_adds_to_those_above_it(policies: MakePolicies) -> None:
    found = policies(ROOT, **{"app/guardrail.toml": "levels.locking='error'"})
    index = RULES["blocking-index"]
    assert level_of(found, index, "a.sql") is Level.WARNING
    assert level_of(found, index, "app/deep/a.sql") is Level.ERROR
    assert level_of(found, index, "application/a.sql") is Level.WARNING
    assert not found.problems


@pytest.mark.parametrize(
    ("nearer", "line", "message"),
    [
        ("\nconfidence = 'high'", 2, "confidence has no effect here: a nearer policy can't loosen"),
        ("mode = 'report'\nreport-until = 2027-01-01", 1, "mode has no effect here: a farther"),
        ("exclude = ['x/']", 1, "exclude has no effect here: a nearer policy can't leave out"),
        ("fail-on = 'error'", 1, "fail-on has no effect here: it holds for a whole run"),
        ("baseline = 'own.json'", 1, "baseline has no effect here: it holds for a whole run"),
        ("packs = ['own']", 1, "packs has no effect here: it holds for a whole run"),
        ("tests = ['*']", 1, "tests has no effect here: only the outermost policy"),
        (
            "[[waiver]]\nrule = 'x'\nreason = 'y'\nowner = 'z'\nuntil = 2027-01-31\npath = '*'",
            1,
            "waiver has no effect here: waivers stand in the outermost policy",
        ),
        (
            "\n[environments]\nlocal = ['*']",
            2,
            "environments has no effect here: only the outermost policy can call a place harmless",
        ),
        (
            "[[database]]\nenvironment = 'throwaway'",
            1,
            "database has no effect here: only the outermost policy can call a place harmless",
        ),
    ],
)
def test_an_attempt_to_loosen_has_no_effect_and_is_told(
    policies: MakePolicies, nearer: str, line: int, message: str
) -> None:
    found = policies(ROOT, **{"app/guardrail.toml": nearer})
    before = policies(ROOT).for_path("app/a.sql")
    after = found.for_path("app/a.sql")
    (problem,) = found.problems
    assert (problem.path, problem.line) == ("app/guardrail.toml", line)
    assert message in problem.message
    assert (after.confidence, after.report, after.fail_on) == (
        before.confidence,
        before.report,
        before.fail_on,
    )
    assert (after.waivers, after.exclude, after.packs) == ((), (), ())
    assert after.settings.tests == before.settings.tests
    assert not after.settings.environments
    assert after.settings.database("app/a.sql").environment == ""


def test_the_outermost_file_may_loosen_the_defaults_wherever_it_stands(
    policies: MakePolicies,
) -> None:
    found = policies(**{"app/guardrail.toml": "exclude=['old/']\nlevels.unscoped-write='off'"})
    assert level_of(found, RULES["unscoped-delete"], "app/a.sql") is Level.OFF
    assert level_of(found, RULES["unscoped-delete"], "a.sql") is Level.ERROR
    assert found.excludes("app/old/a.sql")
    assert not found.excludes("old/a.sql")
    assert not found.problems


def test_a_farther_database_wins_where_both_know_a_path(policies: MakePolicies) -> None:
    root = "[[database]]\npaths = ['app/pg/**']\ndialect = 'postgres'"
    found = policies(root, **{"app/guardrail.toml": "[[database]]\ndialect = 'mysql'"})
    settings = found.for_path("app/x.sql").settings
    assert settings.database("app/pg/a.sql").dialect == "postgres"
    assert settings.database("app/other/a.sql").dialect == "mysql"


def test_a_nearer_file_may_say_that_a_place_is_production(policies: MakePolicies) -> None:
    found = policies(ROOT, **{"app/guardrail.toml": "environments.production = ['db7']"})
    assert found.for_path("app/a.sql").settings.environments == (("db7", "production"),)
    assert not found.problems


class TestFloor:
    """A policy from outside the project, that the project can only tighten."""

    FLOOR = Layer("floor.toml", levels={"locking": Level.WARNING}, exclude=("vendor/",))

    def of(self, root: str) -> PolicySet:
        return PolicySet(Files({"guardrail.toml": root}), floor=self.FLOOR)

    def test_the_project_may_tighten_it(self) -> None:
        found = self.of("levels.locking = 'error'")
        assert level_of(found, RULES["blocking-index"], "a.sql") is Level.ERROR
        assert not found.problems

    def test_the_project_may_not_loosen_it_or_the_defaults_below_it(self) -> None:
        found = self.of("levels = { locking = 'off', unscoped-write = 'off' }\nexclude = ['*']")
        assert level_of(found, RULES["blocking-index"], "a.sql") is Level.WARNING
        assert level_of(found, RULES["unscoped-delete"], "a.sql") is Level.ERROR
        assert not found.excludes("a.sql")
        assert found.excludes("vendor/a.sql")

    def test_what_holds_for_the_project_alone_is_still_said_by_its_own_file(self) -> None:
        found = self.of("tests = ['spec/']\n[[database]]\ndialect = 'mysql'")
        assert found.root.settings.is_test("spec/a.py")
        assert found.root.settings.database("a.sql").dialect == "mysql"


class TestDiscovery:
    """Which files are read, and when."""

    def test_without_policy_nothing_is_read(self) -> None:
        files = Files({"app/a.sql": ""})
        assert PolicySet(files).for_path("app/a.sql") == Policy()
        assert files.read == []

    def test_a_pyproject_may_hold_the_policy(self, policies: MakePolicies) -> None:
        found = policies(**{"pyproject.toml": "[tool.guardrail]\nlevels.locking = 'off'"})
        assert level_of(found, RULES["blocking-index"], "a.sql") is Level.OFF

    def test_a_broken_pyproject_without_a_word_of_guardrail_is_not_ours(
        self, policies: MakePolicies
    ) -> None:
        assert policies(**{"pyproject.toml": "[project"}).for_path("a.sql") == Policy()

    def test_two_policies_in_one_folder_are_an_error(self, policies: MakePolicies) -> None:
        found = policies("edition = 2026", **{"pyproject.toml": "[tool.guardrail]\nedition = 2026"})
        with pytest.raises(PolicyError, match=r"says policy, and so does guardrail\.toml"):
            found.for_path("a.sql")

    def test_each_file_is_read_once(self) -> None:
        files = Files({"guardrail.toml": "", "app/guardrail.toml": ""})
        found = PolicySet(files)
        for path in ("app/a.sql", "app/b.sql", "app/deep/c.sql", "d.sql"):
            found.for_path(path)
        assert files.read == ["guardrail.toml", "app/guardrail.toml"]

    def test_a_folder_named_like_a_pattern_says_nothing(self, policies: MakePolicies) -> None:
        found = policies("edition = 2026", **{"**/guardrail.toml": "exclude = ['x']"})
        found.for_path("**/a.sql")
        (problem,) = found.problems
        assert "whose name is a pattern" in problem.message

    def test_a_very_deep_path_is_no_problem(self, policies: MakePolicies) -> None:
        assert policies().for_path("a/" * 5_000 + "x.sql") == Policy()
