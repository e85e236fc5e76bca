"""What one policy file says, as plain data: what it leaves unsaid is `None` or empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.model import Category, Confidence, Level
from guardrail.policy.anchor import anchor, anchored
from guardrail.settings import Database, glob_matches

Levels = Mapping[str, Level]


class Waiver(Struct, frozen=True):
    """A finding, or findings, allowed on the record.

    It covers the findings of `rule` that have the `fingerprint` and stand on a path that matches
    `path`; an empty one of the two fits all. `until` is the last day it holds (ISO). `origin` and
    `line` say where it is written.
    """

    rule: str
    reason: str
    owner: str
    until: str
    fingerprint: str = ""
    path: str = ""
    origin: str = ""
    line: int = 0

    def covers(self, rule: str, fingerprint: str, path: str) -> bool:
        """Whether a finding is one that the waiver names, its date aside."""
        return (
            self.rule == rule
            and self.fingerprint in ("", fingerprint)
            and (not self.path or glob_matches(self.path, path))
        )


class Override(Struct, frozen=True):
    """Levels that hold on some paths alone. `line` says where it is written."""

    paths: tuple[str, ...]
    levels: Levels
    line: int = 0

    def matches(self, path: str) -> bool:
        """Whether one of its patterns matches the path."""
        return any(glob_matches(pattern, path) for pattern in self.paths)


class Said(Struct, frozen=True):
    """A level that a layer gives a rule on a path, whether by the rule's own name, and where."""

    level: Level
    named: bool
    line: int = 0


class Layer(Struct, frozen=True):
    """One policy file. `origin` is its path; `lines` are the 1-based lines of its keys.

    Keys in `lines` are dotted (`fail-on`, `levels.locking`).
    """

    origin: str = ""
    requires: str = ""
    edition: int | None = None
    report: bool | None = None
    report_until: str = ""
    fail_on: Level | None = None
    confidence: Confidence | None = None
    levels: Levels = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    exclude: tuple[str, ...] = ()
    databases: tuple[Database, ...] = ()
    migrations: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    environments: tuple[tuple[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    baseline: str | None = None
    packs: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    def say(self, rule: str, category: Category, path: str) -> Said | None:
        """The level it gives a rule on a path, `None` where it says nothing.

        An override wins over `[levels]`, a rule's name over its category, a later override over an
        earlier one.
        """
        overrides = [o for o in reversed(self.overrides) if o.matches(path)]
        for override in overrides:
            if rule in override.levels:
                return Said(override.levels[rule], True, override.line)
        for override in overrides:
            if category in override.levels:
                return Said(override.levels[category], False, override.line)
        if rule in self.levels:
            return Said(self.levels[rule], True, self.line(f"levels.{rule}"))
        if category in self.levels:
            return Said(self.levels[category], False, self.line(f"levels.{category}"))
        return None

    def line(self, key: str) -> int:
        """The 1-based line of a key, 0 where it isn't said."""
        return self.lines.get(key, 0)


def placed(layer: Layer, folder: str, origin: str) -> Layer:
    """The layer as it stands in `folder`: its patterns said from the root, its origin named."""

    def move(patterns: Sequence[str]) -> tuple[str, ...]:
        return anchored(folder, patterns)

    return replace(
        layer,
        origin=origin,
        overrides=tuple(replace(o, paths=move(o.paths)) for o in layer.overrides),
        exclude=move(layer.exclude),
        databases=tuple(
            replace(d, paths=move(d.paths), stats=_below(folder, d.stats)) for d in layer.databases
        ),
        migrations=move(layer.migrations),
        tests=move(layer.tests),
        waivers=tuple(
            replace(w, origin=origin, path=anchor(folder, w.path) if w.path else "")
            for w in layer.waivers
        ),
    )


def _below(folder: str, path: str) -> str:
    """A path said in a folder, from the root; none stays none."""
    return f"{folder}/{path}" if folder and path else path
