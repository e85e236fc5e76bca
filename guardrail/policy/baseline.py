"""The baseline: the findings a project already had, so that only new ones count.

A sorted JSON file, one entry a line, so that a change of it is a small diff. An entry is a
fingerprint and how often it was found; the path is a hint for people, and for a file that moved.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from guardrail.model import Category, Finding, SuppressionKind
from guardrail.policy.problems import PolicyError

VERSION = 1
LARGEST_COUNT = 1_000_000


class Entry(Struct, frozen=True, order=True):
    """A known finding: where it was seen, its rule, its fingerprint."""

    path: str
    rule: str
    fingerprint: str


class Baseline(Struct, frozen=True):
    """Known findings, and how often each was found."""

    counts: Mapping[Entry, int] = field(default_factory=dict)

    def total(self) -> int:
        """How many findings it holds."""
        return sum(self.counts.values())


class Revision(Struct, frozen=True):
    """A baseline made from another one, and how many findings came and went."""

    baseline: Baseline
    added: int
    removed: int


class Remaining:
    """What of a baseline is not used up yet. A finding uses up one count of its fingerprint."""

    def __init__(self, baseline: Baseline, exists: Callable[[str], bool]) -> None:
        """`exists` tells whether a path is still there: else its entries may have moved."""
        self._left = dict(baseline.counts)
        self._elsewhere: dict[tuple[str, str], list[Entry]] = {}
        for entry in baseline.counts:
            self._elsewhere.setdefault((entry.rule, entry.fingerprint), []).append(entry)
        self._exists = exists

    def take(self, rule: str, fingerprint: str, path: str) -> bool:
        """Whether the finding was known: of this path, or of one that is no longer there."""
        own = Entry(path, rule, fingerprint)
        if self._use(own):
            return True
        others = self._elsewhere.get((rule, fingerprint), ())
        return any(not self._exists(other.path) and self._use(other) for other in others)

    def _use(self, entry: Entry) -> bool:
        left = self._left.get(entry, 0)
        if left:
            self._left[entry] = left - 1
        return left > 0


def of(findings: Iterable[Finding]) -> Baseline:
    """The baseline that holds exactly these findings: those that count, or are held already.

    What a comment or a waiver allows, and what Guardrail says of itself, is left out.
    """
    return Baseline(
        Counter(
            Entry(f.span.path, f.rule, f.fingerprint)
            for f in findings
            if f.category is not Category.ANALYSIS
            and (f.suppressed is None or f.suppressed.kind is SuppressionKind.BASELINE)
        )
    )


def updated(old: Baseline, now: Baseline, judged: Callable[[str], bool]) -> Revision:
    """The old baseline with every judged path's entries replaced by today's."""
    kept = {entry: n for entry, n in old.counts.items() if not judged(entry.path)}
    return _revision(old, Baseline({**kept, **now.counts}))


def pruned(old: Baseline, now: Baseline, judged: Callable[[str], bool]) -> Revision:
    """The old baseline without what is no longer found on judged paths. Nothing is added."""
    counts = {
        entry: min(n, now.counts.get(entry, 0)) if judged(entry.path) else n
        for entry, n in old.counts.items()
    }
    return _revision(old, Baseline({entry: n for entry, n in counts.items() if n}))


def _revision(old: Baseline, new: Baseline) -> Revision:
    before, after = Counter(old.counts), Counter(new.counts)
    return Revision(new, (after - before).total(), (before - after).total())


def render(baseline: Baseline) -> str:
    """The baseline as a file's text: ASCII, sorted, one entry a line."""
    entries = [
        json.dumps(
            {"path": e.path, "rule": e.rule, "fingerprint": e.fingerprint, "count": count},
            ensure_ascii=True,
        )
        for e, count in sorted(baseline.counts.items())
    ]
    body = ",\n".join(entries)
    return f'{{"version": {VERSION}, "findings": [\n{body}\n]}}\n'


def parse(text: str, path: str) -> Baseline:
    """The baseline of a file's text. Raises `PolicyError` with the line where it is broken."""
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as problem:
        raise PolicyError(path, problem.lineno, f"isn't valid JSON: {problem.msg}") from None
    except (RecursionError, ValueError):
        raise PolicyError(path, 0, "isn't a baseline") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("findings"), list):
        raise PolicyError(path, 1, "isn't a baseline: it has no list of findings")
    if raw.get("version") != VERSION:
        raise PolicyError(path, 1, f"is of another version than {VERSION}, the one known here")
    counts: dict[Entry, int] = {}
    for place, each in enumerate(raw["findings"]):
        entry, count = _entry(each, path, place)
        counts[entry] = max(count, counts.get(entry, 0))
    return Baseline(counts)


def _entry(raw: Any, path: str, place: int) -> tuple[Entry, int]:
    line = place + 2
    if not isinstance(raw, dict):
        raise PolicyError(path, line, "an entry isn't an object")
    for key in ("path", "rule", "fingerprint"):
        if not isinstance(raw.get(key), str):
            raise PolicyError(path, line, f'an entry has no "{key}"')
    count = raw.get("count", 1)
    if not isinstance(count, int) or isinstance(count, bool) or not 0 < count <= LARGEST_COUNT:
        raise PolicyError(path, line, 'an entry\'s "count" must be a positive number')
    return Entry(raw["path"], raw["rule"], raw["fingerprint"]), count
