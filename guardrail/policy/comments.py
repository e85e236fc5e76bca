"""Which findings the comments of the judged texts allow. A comment allows one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from guardrail.model import Finding, Suppression, SuppressionKind
from guardrail.policy.allow import Allow, Invalid, parse
from guardrail.rule import RuleInfo
from guardrail.stream import Comment


class Allowed(Struct, frozen=True):
    """What the comments came to: suppressions by the finding's place in the list, and the rest."""

    by_place: Mapping[int, Suppression] = field(default_factory=dict)
    unused: Sequence[tuple[Comment, Allow]] = ()
    invalid: Sequence[tuple[Comment, Invalid]] = ()


def apply(
    findings: Sequence[Finding],
    comments: Sequence[Comment],
    rules: Mapping[str, RuleInfo],
    today: date,
) -> Allowed:
    """Pair comments and findings: both in order, each comment with the first one it can have.

    `findings` are ordered by path and place.
    """
    if not comments:
        return Allowed()
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, finding in enumerate(findings):
        groups[(finding.span.path, finding.rule)].append(place)
    given: dict[int, Suppression] = {}
    unused: list[tuple[Comment, Allow]] = []
    invalid: list[tuple[Comment, Invalid]] = []
    resume: dict[tuple[str, str, int, int], int] = {}
    for comment in sorted(set(comments), key=lambda c: (c.span.path, c.span.start, c.span.end)):
        allow = parse(comment.text, rules, today)
        if isinstance(allow, Invalid):
            invalid.append((comment, allow))
            continue
        binds = comment.binds
        group = groups.get((binds.path, allow.rule), [])
        key = (binds.path, allow.rule, binds.start, binds.end)
        at = resume.get(key)
        if at is None:
            at = bisect_left(group, binds.start, key=lambda place: findings[place].span.start)
        while at < len(group) and findings[group[at]].span.start <= binds.end:
            place = group[at]
            at += 1
            if place not in given and binds.contains(findings[place].span):
                given[place] = _suppression(allow)
                break
        else:
            unused.append((comment, allow))
        resume[key] = at
    return Allowed(given, unused, invalid)


def _suppression(allow: Allow) -> Suppression:
    until = allow.until.isoformat() if allow.until else ""
    return Suppression(SuppressionKind.INLINE, allow.reason, allow.owner, until)
