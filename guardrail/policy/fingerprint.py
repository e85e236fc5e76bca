"""Fingerprints: names of findings that survive moves, and end when the code itself changes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from msgspec.structs import replace

from guardrail.model import Finding


def fingerprint(rule: str, identity: str, symbol: str, ordinal: int) -> str:
    """Sixteen hexadecimal digits. No line, path or message goes in.

    `identity` is the effect's; `symbol` the enclosing function or migration; `ordinal` counts
    equals of the same file from 0.
    """
    whole = "\0".join((rule, identity, symbol, str(ordinal)))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fingerprinted(findings: Iterable[Finding]) -> list[Finding]:
    """The findings ordered by path and place, each with its fingerprint."""
    seen: defaultdict[tuple[str, str, str, str], int] = defaultdict(int)
    named: list[Finding] = []
    for finding in sorted(findings, key=place):
        identity = finding.effect.identity if finding.effect else ""
        equals = (finding.span.path, finding.rule, identity, finding.symbol)
        name = fingerprint(finding.rule, identity, finding.symbol, seen[equals])
        seen[equals] += 1
        named.append(replace(finding, fingerprint=name))
    return named


def place(finding: Finding) -> tuple[str, int, int, str]:
    """What findings are ordered by: path, start, end, rule."""
    return (finding.span.path, finding.span.start, finding.span.end, finding.rule)
