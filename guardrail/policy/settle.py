"""Settling: the one place where policy is applied to what rules found.

Levels, editions, confidence, report mode; what comments, waivers and the baseline allow; and
whether that is believed. Everything else hands findings on as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from guardrail.model import Finding, Level, Suppression, SuppressionKind
from guardrail.policy import clock
from guardrail.policy import comments as commented
from guardrail.policy.baseline import Remaining
from guardrail.policy.fingerprint import fingerprinted, place
from guardrail.policy.layer import Waiver
from guardrail.policy.notices import Notices
from guardrail.policy.policy import PolicySet
from guardrail.policy.problems import PolicyProblem
from guardrail.policy.trusted import Trusted
from guardrail.report import Gap
from guardrail.rule import RuleInfo
from guardrail.stream import Comment

__all__ = ["Trusted", "settle", "settle_gaps"]


def settle(  # noqa: PLR0917
    findings: Iterable[Finding],
    comments: Sequence[Comment],
    policies: PolicySet,
    rules: Mapping[str, RuleInfo],
    today: date | None = None,
    trusted: Trusted | None = None,
    *,
    complete: bool = False,
) -> list[Finding]:
    """The findings as the policy sees them, by path and place, with those about the policy itself.

    Findings at level `off` are gone, allowed ones are marked `suppressed`. Where `trusted` is
    given, `policies` are those of a change that isn't believed: a level is the higher of both, and
    an error that only the change allows is marked `requested` and stays. `rules` are all that
    exist. `complete` is whether the whole project was judged, so that a waiver that covers nothing
    is known to be stale. Raises `PolicyError`.
    """
    run = _Settling(policies, rules, today or clock.today(), trusted)
    named = fingerprinted(findings)
    allowed = commented.apply(named, comments, rules, run.today)
    settled = [
        kept
        for number, finding in enumerate(named)
        if (kept := run.settled(finding, allowed.by_place.get(number))) is not None
    ]
    settled += run.notices.comments(allowed)
    settled += run.about_policy(complete)
    return sorted(settled, key=place)


def settle_gaps(gaps: Iterable[Gap], policies: PolicySet, today: date | None = None) -> list[Gap]:
    """The gaps, none of them an error where report mode holds."""
    day = today or clock.today()
    return [
        replace(gap, level=min(gap.level, Level.WARNING))
        if policies.for_path(gap.path).reporting(day)
        else gap
        for gap in gaps
    ]


class _Claim(Struct, frozen=True):
    """A reason to allow a finding, and whether it is believed."""

    suppression: Suppression
    believed: bool


class _Settling:
    """One run of `settle`, and what it has noticed so far."""

    def __init__(
        self,
        policies: PolicySet,
        rules: Mapping[str, RuleInfo],
        today: date,
        trusted: Trusted | None,
    ) -> None:
        self.today = today
        self.notices = Notices(policies, rules, today)
        self._policies = policies
        self._base = trusted.policies if trusted else policies
        self._rules = rules
        self._trusted = trusted
        self._inline = dict(trusted.inline) if trusted else {}
        self._known: Remaining | None = None
        self._asked: Remaining | None = None
        self._used: set[Waiver] = set()
        self._expired: dict[Waiver, None] = {}
        self._too_wide: dict[Waiver, None] = {}
        self._loosenings: dict[PolicyProblem, None] = {}

    def settled(self, finding: Finding, comment: Suppression | None) -> Finding | None:
        """The finding at its level, marked where it is allowed; `None` where it is off."""
        believed, asked = self._levels(finding)
        level = max(believed, asked)
        if level is Level.OFF:
            return None
        if finding.level is not level:
            finding = replace(finding, level=level)
        first: Suppression | None = None
        for claim in self._claims(finding, comment):
            if claim.believed or level < Level.ERROR:
                return replace(finding, suppressed=claim.suppression)
            first = first or claim.suppression
        if first is None and level is Level.ERROR and asked < level:
            first = Suppression(SuppressionKind.POLICY, f"the change makes it {asked}")
        return finding if first is finding.requested else replace(finding, requested=first)

    def _levels(self, finding: Finding) -> tuple[Level, Level]:
        """The level that the believed policy gives the finding, and that of the change's own."""
        rule = self._rules.get(finding.rule)
        if rule is None:
            return finding.level, finding.level
        path = finding.span.path
        policy = self._policies.for_path(path)
        if len(policy.layers) > 1:
            self._loosenings.update(dict.fromkeys(policy.loosenings(rule, finding.level, path)))
        judged = (rule, finding.level, finding.confidence, path, self.today)
        asked = policy.level(*judged)
        if self._trusted is None:
            return asked, asked
        return self._base.for_path(path).level(*judged), asked

    def _claims(self, finding: Finding, comment: Suppression | None) -> Iterator[_Claim]:
        """Every reason to allow the finding, in the order in which they are used up."""
        if comment is not None:
            yield _Claim(comment, self._believes(finding.fingerprint))
        yield from self._waivers(finding)
        yield from self._baseline(finding)

    def _believes(self, fingerprint: str) -> bool:
        """Whether a comment of the base allows such a finding too; each is believed once."""
        if self._trusted is None:
            return True
        left = self._inline.get(fingerprint, 0)
        if left:
            self._inline[fingerprint] = left - 1
        return left > 0

    def _waivers(self, finding: Finding) -> Iterator[_Claim]:
        path = finding.span.path
        for waiver in self._policies.for_path(path).waivers:
            if self._applies(waiver, finding):
                self._used.add(waiver)
                yield _Claim(_on_record(waiver), self._trusted is None)
        if self._trusted is None:
            return
        for waiver in self._base.for_path(path).waivers:
            if self._applies(waiver, finding):
                yield _Claim(_on_record(waiver), True)

    def _applies(self, waiver: Waiver, finding: Finding) -> bool:
        if not waiver.covers(finding.rule, finding.fingerprint, finding.span.path):
            return False
        if waiver.until < self.today.isoformat():
            self._expired[waiver] = None
            return False
        if not waiver.fingerprint and finding.level is Level.ERROR:
            self._too_wide[waiver] = None
            return False
        return True

    def _baseline(self, finding: Finding) -> Iterator[_Claim]:
        known = (finding.rule, finding.fingerprint, finding.span.path)
        if self._known is None:
            self._known = Remaining(self._base.baseline, self._policies.exists)
        found = _Claim(Suppression(SuppressionKind.BASELINE), True)
        if self._known.take(*known):
            yield found
        elif self._trusted is not None:
            if self._asked is None:
                self._asked = Remaining(self._policies.baseline, self._policies.exists)
            if self._asked.take(*known):
                yield replace(found, believed=False)

    def about_policy(self, complete: bool) -> Iterator[Finding]:
        """Findings on the policy itself, once all others are settled."""
        root = self._policies.root
        for waiver in self._policies.waivers if complete else ():
            if waiver.until < self.today.isoformat():
                self._expired[waiver] = None
            elif waiver not in self._used and waiver not in self._too_wide:
                yield from self.notices.unused(waiver)
        for waiver in self._expired:
            yield from self.notices.expired(waiver)
        for waiver in self._too_wide:
            yield from self.notices.too_wide(waiver)
        for problem in (*self._policies.problems, *self._loosenings):
            yield from self.notices.ineffective(problem)
        if root.report and not root.reporting(self.today):
            said = f"report mode ended on {root.report_until}: findings block now"
            origin = next((layer for layer in root.layers if layer.report), root.layers[0])
            ended = PolicyProblem(origin.origin, origin.line("mode"), said)
            yield from self.notices.ineffective(ended)


def _on_record(waiver: Waiver) -> Suppression:
    return Suppression(SuppressionKind.WAIVER, waiver.reason, waiver.owner, waiver.until)
