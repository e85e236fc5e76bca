"""Settling: levels, what is allowed and by whom, and what of it is believed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from msgspec.structs import replace

from guardrail.model import Confidence, Finding, Level, Suppression, SuppressionKind
from guardrail.policy import baseline as baselines
from guardrail.policy.fingerprint import fingerprinted
from guardrail.policy.policy import PolicySet, load
from guardrail.policy.settle import Trusted, settle, settle_gaps
from guardrail.report import Gap
from guardrail.stream import Comment

from .conftest import RULES, TODAY, Files, comment, finding

MakePolicies = Callable[..., PolicySet]

NONE = load(Files({}))
ALLOW = 'allow[unscoped-delete] reason="one-off"'


def settled(
    findings: Sequence[Finding],
    policies: PolicySet = NONE,
    comments: Sequence[Comment] = (),
    trusted: Trusted | None = None,
    *,
    today: date = TODAY,
    complete: bool = False,
) -> list[Finding]:
    return settle(findings, comments, policies, RULES, today, trusted, complete=complete)


def rules_of(findings: Sequence[Finding]) -> list[str]:
    return [each.rule for each in findings]


def waiver(fingerprint: str = "", path: str = "", until: str = "2027-01-31") -> str:
    bound = (f"fingerprint = '{fingerprint}'\n" if fingerprint else "") + (
        f"path = '{path}'\n" if path else ""
    )
    return (
        f"[[waiver]]\nrule = 'unscoped-delete'\n{bound}reason = 'agreed'\nowner = '@data'\n"
        f"until = {until}\n"
    )


FINGERPRINT = fingerprinted([finding()])[0].fingerprint


class TestLevels:
    """What level a finding is told at."""

    def test_without_policy_it_is_the_rules_own(self) -> None:
        (found,) = settled([finding()])
        assert found.level is Level.ERROR
        assert found.fingerprint == FINGERPRINT

    @pytest.mark.parametrize(
        ("policy", "level"),
        [
            ("levels.unscoped-delete = 'info'", Level.INFO),
            ("levels.unscoped-write = 'warning'", Level.WARNING),
            ("[levels]\nunscoped-write = 'off'\nunscoped-delete = 'warning'", Level.WARNING),
            (
                (
                    "levels.unscoped-delete = 'info'\n"
                    "[[override]]\npaths = ['*.sql']\nlevels = { unscoped-write = 'warning' }"
                ),
                Level.WARNING,
            ),
            (
                (
                    "[[override]]\npaths = ['*.sql']\nlevels = { unscoped-write = 'warning' }\n"
                    "[[override]]\npaths = ['clean.*']\nlevels = { unscoped-write = 'info' }"
                ),
                Level.INFO,
            ),
            ("[[override]]\npaths = ['x/']\nlevels = { unscoped-write = 'off' }", Level.ERROR),
        ],
        ids=["rule", "category", "rule over category", "override", "later override", "elsewhere"],
    )
    def test_a_policy_sets_it(self, policies: MakePolicies, policy: str, level: Level) -> None:
        (found,) = settled([finding()], policies(policy))
        assert found.level is level

    def test_a_finding_that_is_off_is_gone(self, policies: MakePolicies) -> None:
        assert settled([finding()], policies("levels.unscoped-delete = 'off'")) == []

    def test_what_a_rule_itself_takes_less_seriously_is_not_raised_by_its_usual_level(
        self, policies: MakePolicies
    ) -> None:
        (found,) = settled(
            [finding(level=Level.INFO)], policies("levels.unscoped-delete = 'error'")
        )
        assert found.level is Level.INFO

    def test_below_the_floor_of_confidence_it_is_told_as_info(self, policies: MakePolicies) -> None:
        unsure = [finding(confidence=Confidence.LOW), finding(start=50, confidence=Confidence.HIGH)]
        assert [f.level for f in settled(unsure)] == [Level.INFO, Level.ERROR]
        assert [f.level for f in settled(unsure, policies("confidence = 'low'"))] == [
            Level.ERROR,
            Level.ERROR,
        ]

    def test_a_rule_newer_than_the_edition_is_told_as_info_unless_it_is_named(
        self, policies: MakePolicies
    ) -> None:
        newer = [finding("brand-new")]
        assert settled(newer)[0].level is Level.INFO
        assert settled(newer, policies("levels.data-loss = 'error'"))[0].level is Level.INFO
        assert settled(newer, policies("levels.brand-new = 'error'"))[0].level is Level.ERROR

    def test_report_mode_never_blocks_and_ends(self, policies: MakePolicies) -> None:
        found = policies("mode = 'report'\nreport-until = 2026-11-27\nfail-on = 'info'")
        assert found.fail_on is Level.ERROR
        assert [f.level for f in settled([finding()], found)] == [Level.WARNING]
        ended = settled([finding()], found, today=date(2026, 11, 28))
        assert [(f.rule, f.level) for f in ended] == [
            ("unscoped-delete", Level.ERROR),
            ("ineffective-policy", Level.WARNING),
        ]
        assert ended[1].location is not None
        assert (ended[1].location.path, ended[1].location.line) == ("guardrail.toml", 1)

    def test_in_report_mode_what_could_not_be_read_does_not_block_either(
        self, policies: MakePolicies
    ) -> None:
        gap = Gap("a.sql", "too long", Level.ERROR)
        found = policies("mode = 'report'\nreport-until = 2026-11-27")
        assert settle_gaps([gap], found, TODAY) == [replace(gap, level=Level.WARNING)]
        assert settle_gaps([gap], NONE, TODAY) == [gap]

    def test_an_attempt_to_loosen_a_level_is_told_once(self, policies: MakePolicies) -> None:
        found = policies(
            "edition = 2026", **{"app/guardrail.toml": "\n[levels]\nunscoped-write = 'off'"}
        )
        two = [finding(path="app/a.sql"), finding(path="app/b.sql")]
        told = settled(two, found)
        assert rules_of(told) == ["unscoped-delete", "unscoped-delete", "ineffective-policy"]
        assert "off for unscoped-delete has no effect here" in told[2].message
        assert told[2].location is not None
        assert (told[2].location.path, told[2].location.line) == ("app/guardrail.toml", 3)


class TestComments:
    """A comment allows one finding."""

    def test_the_finding_stays_and_says_why_it_does_not_count(self) -> None:
        text = 'allow[unscoped-delete] reason="one-off" owner=@data until=2027-01-31'
        (found,) = settled([finding()], comments=[comment(text)])
        assert found.suppressed == Suppression(
            SuppressionKind.INLINE, "one-off", "@data", "2027-01-31"
        )

    def test_of_two_findings_on_its_statement_it_allows_the_first(self) -> None:
        first, second = settled(
            [finding(start=40, target="b"), finding(start=5, target="a")],
            comments=[comment(ALLOW)],
        )
        assert first.suppressed is not None
        assert second.suppressed is None

    def test_two_comments_allow_two(self) -> None:
        found = settled(
            [finding(start=5), finding(start=40)],
            comments=[comment(ALLOW), replace(comment(ALLOW), span=finding(start=90).span)],
        )
        assert rules_of(found) == ["unscoped-delete", "unscoped-delete"]
        assert all(each.suppressed for each in found)

    def test_a_comment_met_twice_is_one_comment(self) -> None:
        found = settled(
            [finding(start=5), finding(start=40)], comments=[comment(ALLOW), comment(ALLOW)]
        )
        assert [bool(each.suppressed) for each in found] == [True, False]

    @pytest.mark.parametrize(
        "other",
        [
            finding("unscoped-update", start=5),
            finding(start=95),
            finding(start=200),
            finding(path="other.sql"),
        ],
        ids=["another rule", "half outside", "elsewhere", "another file"],
    )
    def test_it_allows_nothing_else_and_is_told_as_unused(self, other: Finding) -> None:
        found = settled([other], comments=[comment(ALLOW)])
        assert all(each.suppressed is None for each in found)
        assert sorted(rules_of(found)) == sorted([other.rule, "unused-allow"])

    def test_one_that_is_wrong_is_a_finding(self) -> None:
        found = settled([finding()], comments=[comment("allow[unscoped-delete]", start=0)])
        assert rules_of(found) == ["invalid-allow", "unscoped-delete"]
        assert found[0].message == "this comment allows nothing: it gives no reason"
        assert found[0].level is Level.WARNING
        assert found[1].suppressed is None

    def test_one_for_a_finding_that_is_off_is_not_called_unused(
        self, policies: MakePolicies
    ) -> None:
        off = policies("levels.unscoped-delete = 'off'")
        assert settled([finding()], off, [comment(ALLOW)]) == []

    def test_findings_about_comments_can_be_switched_off(self, policies: MakePolicies) -> None:
        off = policies("levels.analysis = 'off'")
        assert settled([], off, [comment(ALLOW)]) == []

    def test_very_many_on_one_statement_are_settled_quickly(self) -> None:
        many = [
            replace(comment(ALLOW, end=10**6), span=finding(start=n).span) for n in range(4_000)
        ]
        found = settled([finding(start=n) for n in range(4_000)], comments=many)
        assert sum(each.suppressed is not None for each in found) == 4_000


class TestWaivers:
    """A finding allowed in the policy."""

    def test_by_its_fingerprint(self, policies: MakePolicies) -> None:
        (found,) = settled([finding()], policies(waiver(FINGERPRINT)))
        assert found.suppressed == Suppression(
            SuppressionKind.WAIVER, "agreed", "@data", "2027-01-31"
        )

    def test_an_edited_statement_is_another_finding(self, policies: MakePolicies) -> None:
        (found,) = settled([finding(target="orders")], policies(waiver(FINGERPRINT)))
        assert found.suppressed is None

    def test_by_path_only_what_does_not_block(self, policies: MakePolicies) -> None:
        found = policies("levels.unscoped-delete = 'warning'\n" + waiver(path="*.sql"))
        assert settled([finding()], found)[0].suppressed is not None
        blocking = settled([finding()], policies(waiver(path="*.sql")))
        assert rules_of(blocking) == ["unscoped-delete", "unused-waiver"]
        assert blocking[0].suppressed is None
        assert "names no fingerprint: it covers nothing that blocks" in blocking[1].message

    def test_by_both_only_there(self, policies: MakePolicies) -> None:
        found = policies(waiver(FINGERPRINT, "old/"))
        assert settled([finding(path="old/a.sql")], found)[0].suppressed is not None
        assert settled([finding(path="new/a.sql")], found)[0].suppressed is None

    def test_it_holds_through_its_last_day(self, policies: MakePolicies) -> None:
        found = policies("edition = 2026\n" + waiver(FINGERPRINT, until="2026-11-27"))
        assert settled([finding()], found)[0].suppressed is not None
        after = settled([finding()], found, today=date(2026, 11, 28))
        assert rules_of(after) == ["unscoped-delete", "expired-waiver"]
        assert after[0].suppressed is None
        assert after[1].message == "the waiver of unscoped-delete ended on 2026-11-27 (@data)"
        assert after[1].location is not None
        assert after[1].location.line == 2

    def test_one_that_covers_nothing_is_told_where_everything_was_judged(
        self, policies: MakePolicies
    ) -> None:
        found = policies(waiver("f" * 16))
        assert settled([finding()], found) == settled([finding()], found, complete=False)
        assert rules_of(settled([finding()], found)) == ["unscoped-delete"]
        told = settled([finding()], found, complete=True)
        assert rules_of(told) == ["unscoped-delete", "unused-waiver"]

    def test_a_waiver_can_allow_what_a_comment_cannot(self, policies: MakePolicies) -> None:
        token = fingerprinted([finding("token-literal")])[0]
        text = waiver(token.fingerprint).replace("unscoped-delete", "token-literal")
        (found,) = settled([finding("token-literal")], policies(text))
        assert found.suppressed is not None


def with_baseline(findings: Sequence[Finding], policy: str = "", **others: str) -> PolicySet:
    known = baselines.render(baselines.of(settled(findings)))
    texts = {"guardrail.toml": policy, ".guardrail-baseline.json": known, **others}
    return load(Files(texts))


class TestBaseline:
    """What was there before Guardrail came."""

    def test_what_it_holds_does_not_count(self) -> None:
        (found,) = settled([finding()], with_baseline([finding()]))
        assert found.suppressed == Suppression(SuppressionKind.BASELINE)

    def test_one_more_of_the_same_does(self) -> None:
        known = with_baseline([finding(start=5), finding(start=40)])
        found = settled([finding(start=5), finding(start=20), finding(start=60)], known)
        assert [bool(each.suppressed) for each in found] == [True, True, False]

    def test_a_comment_spares_the_baseline(self) -> None:
        known = with_baseline([finding(start=5)])
        found = settled([finding(start=5)], known, [comment(ALLOW)])
        assert found[0].suppressed is not None
        assert found[0].suppressed.kind is SuppressionKind.INLINE

    def test_the_policy_may_name_another_file(self) -> None:
        text = baselines.render(baselines.of(settled([finding()])))
        found = load(Files({"guardrail.toml": "baseline = 'ci/known.json'", "ci/known.json": text}))
        assert settled([finding()], found)[0].suppressed is not None


class TestTrust:
    """A change can't allow itself: only what the base allows already is believed."""

    BASE = Trusted.of(NONE, [])

    def test_a_new_comment_is_a_request(self) -> None:
        (found,) = settled([finding()], NONE, [comment(ALLOW)], self.BASE)
        assert found.suppressed is None
        assert found.requested is not None
        assert found.requested.reason == "one-off"

    def test_a_comment_of_the_base_is_believed_once(self) -> None:
        base = Trusted.of(NONE, settled([finding()], comments=[comment(ALLOW)]))
        two = [finding(path="a.sql"), finding(path="b.sql")]
        both = [comment(ALLOW, path="a.sql"), comment(ALLOW, path="b.sql")]
        found = settled(two, NONE, both, base)
        assert [bool(each.suppressed) for each in found] == [True, False]
        assert [bool(each.requested) for each in found] == [False, True]

    def test_an_edited_statement_under_an_old_comment_is_a_request(self) -> None:
        base = Trusted.of(NONE, settled([finding()], comments=[comment(ALLOW)]))
        (found,) = settled([finding(target="orders")], NONE, [comment(ALLOW)], base)
        assert found.requested is not None

    def test_what_does_not_block_may_be_allowed_at_once(self) -> None:
        text = "allow[blocking-index] reason=small"
        (found,) = settled([finding("blocking-index")], NONE, [comment(text)], self.BASE)
        assert found.suppressed is not None

    def test_a_new_waiver_is_a_request_and_one_of_the_base_is_not(
        self, policies: MakePolicies
    ) -> None:
        waived = policies(waiver(FINGERPRINT))
        assert settled([finding()], waived, (), self.BASE)[0].requested is not None
        assert settled([finding()], waived, (), Trusted.of(waived, []))[0].suppressed is not None

    def test_a_waiver_can_be_agreed_on_before_its_finding_arrives(
        self, policies: MakePolicies
    ) -> None:
        base = Trusted.of(policies(waiver(FINGERPRINT)), [])
        assert settled([finding()], NONE, (), base)[0].suppressed is not None

    def test_a_later_end_date_is_a_request(self, policies: MakePolicies) -> None:
        base = Trusted.of(policies(waiver(FINGERPRINT, until="2026-01-01")), [])
        found = settled([finding()], policies(waiver(FINGERPRINT)), (), base)
        assert found[0].requested is not None

    def test_a_new_entry_of_the_baseline_is_a_request(self) -> None:
        known = with_baseline([finding()])
        assert settled([finding()], known, (), self.BASE)[0].requested == Suppression(
            SuppressionKind.BASELINE
        )
        assert settled([finding()], known, (), Trusted.of(known, []))[0].suppressed is not None

    def test_a_file_that_the_change_renames_keeps_its_entries(self) -> None:
        base = with_baseline([finding(path="old.sql")], **{"old.sql": ""})
        head = load(Files({"new.sql": ""}))
        (found,) = settled([finding(path="new.sql")], head, (), Trusted.of(base, []))
        assert found.suppressed is not None

    @pytest.mark.parametrize(
        "looser",
        [
            "levels.unscoped-delete = 'off'",
            "levels.unscoped-write = 'warning'",
            "mode = 'report'\nreport-until = 2027-01-31",
        ],
    )
    def test_a_looser_policy_is_a_request(self, policies: MakePolicies, looser: str) -> None:
        (found,) = settled([finding()], policies(looser), (), self.BASE)
        assert found.level is Level.ERROR
        assert found.requested is not None
        assert found.requested.kind is SuppressionKind.POLICY

    def test_a_stricter_policy_holds_at_once(self, policies: MakePolicies) -> None:
        stricter = policies("levels.blocking-index = 'error'")
        (found,) = settled([finding("blocking-index")], stricter, (), self.BASE)
        assert (found.level, found.requested) == (Level.ERROR, None)

    def test_a_believed_reason_wins_over_a_requested_one(self) -> None:
        known = with_baseline([finding()])
        (found,) = settled([finding()], known, [comment(ALLOW)], Trusted.of(known, []))
        assert found.suppressed == Suppression(SuppressionKind.BASELINE)
        assert found.requested is None


def test_findings_come_in_order_of_path_and_place() -> None:
    found = settled([finding(path="b.sql"), finding(start=9), finding(start=3)])
    assert [(f.span.path, f.span.start) for f in found] == [
        ("b.sql", 0),
        ("clean.sql", 3),
        ("clean.sql", 9),
    ]


def test_a_rule_that_nobody_knows_keeps_its_level() -> None:
    (found,) = settled([replace(finding(), rule="of-a-plugin")])
    assert found.level is Level.ERROR
