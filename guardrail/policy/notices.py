"""Findings about the policy itself: what in it has no effect, or has none any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from guardrail.model import Confidence, Finding, Level, Location, Span
from guardrail.policy.comments import Allowed
from guardrail.policy.fingerprint import fingerprint
from guardrail.policy.layer import Waiver
from guardrail.policy.policy import Policy, PolicySet
from guardrail.policy.problems import PolicyProblem
from guardrail.rule import RuleInfo, first_sentence
from guardrail.stream import Comment


class Notices:
    """Makes the findings of the rules that policy itself raises, at the levels it gives them."""

    def __init__(self, policies: PolicySet, rules: Mapping[str, RuleInfo], today: date) -> None:
        """A rule that isn't among `rules`, or is off, is not told."""
        self._policies = policies
        self._rules = rules
        self._today = today

    def comments(self, allowed: Allowed) -> Iterator[Finding]:
        """Comments that are wrong, or allow nothing."""
        for comment, problem in allowed.invalid:
            message = f"this comment allows nothing: {problem.message}"
            yield from self._on_comment("invalid-allow", message, comment)
        for comment, allow in allowed.unused:
            message = f"this comment allows {allow.rule}, and there is no such finding here"
            yield from self._on_comment("unused-allow", message, comment)

    def expired(self, waiver: Waiver) -> Iterator[Finding]:
        """A waiver whose last day is over."""
        message = f"the waiver of {waiver.rule} ended on {waiver.until} ({waiver.owner})"
        yield from self._at_line("expired-waiver", message, waiver.origin, waiver.line)

    def unused(self, waiver: Waiver) -> Iterator[Finding]:
        """A waiver that no finding needs."""
        message = f"the waiver of {waiver.rule} covers no finding any more"
        yield from self._at_line("unused-waiver", message, waiver.origin, waiver.line)

    def too_wide(self, waiver: Waiver) -> Iterator[Finding]:
        """A waiver by path alone where the finding blocks."""
        message = f"the waiver of {waiver.rule} names no fingerprint: it covers nothing that blocks"
        yield from self._at_line("unused-waiver", message, waiver.origin, waiver.line)

    def ineffective(self, problem: PolicyProblem) -> Iterator[Finding]:
        """A part of a policy that has no effect."""
        yield from self._at_line("ineffective-policy", problem.message, problem.path, problem.line)

    def _on_comment(self, name: str, message: str, comment: Comment) -> Iterator[Finding]:
        policy = self._policies.for_path(comment.span.path)
        yield from self._told(policy, name, message, comment.span, subject=comment.text)

    def _at_line(self, name: str, message: str, path: str, line: int) -> Iterator[Finding]:
        line = max(line, 1)
        place = Location(path, line, 1, line, 1)
        policy = self._policies.root
        yield from self._told(
            policy, name, message, Span(path, 0, 0), subject=message, location=place
        )

    def _told(
        self,
        policy: Policy,
        name: str,
        message: str,
        span: Span,
        *,
        subject: str,
        location: Location | None = None,
    ) -> Iterator[Finding]:
        rule = self._rules.get(name)
        if rule is None:
            return
        level = policy.level(rule, rule.level, Confidence.HIGH, span.path, self._today)
        if level is Level.OFF:
            return
        yield Finding(
            rule=name,
            category=rule.category,
            level=level,
            confidence=Confidence.HIGH,
            message=message,
            span=span,
            help=first_sentence(rule.instead),
            fingerprint=fingerprint(name, subject, "", 0),
            location=location,
        )
