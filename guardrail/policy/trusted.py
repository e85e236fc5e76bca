"""What the base of a change already allows: all that a door believes that judges the change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from guardrail.model import Finding, SuppressionKind
from guardrail.policy.policy import PolicySet


class Trusted(Struct, frozen=True):
    """The base's policies, with its waivers and baseline, and what comments allow there.

    `inline` counts the findings that comments of the base allow, by fingerprint.
    """

    policies: PolicySet
    inline: Mapping[str, int]

    @classmethod
    def of(cls, policies: PolicySet, findings: Iterable[Finding]) -> Trusted:
        """What is trusted, from the base's policies and its settled findings.

        It is enough to judge the base's texts of the files that the change touches.
        """
        allowed = (
            finding.fingerprint
            for finding in findings
            if finding.suppressed is not None and finding.suppressed.kind is SuppressionKind.INLINE
        )
        return cls(policies, Counter(allowed))
