"""The policy that holds for a path: what all files from the root down say together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct, field

from guardrail.model import Confidence, Level
from guardrail.policy.layer import Layer, Said, Waiver
from guardrail.policy.problems import PolicyProblem
from guardrail.rule import RuleInfo
from guardrail.settings import Settings, glob_matches

EDITION = 2026
"""The newest edition: what holds where a policy names none."""

BASELINE = ".guardrail-baseline.json"


class Policy(Struct, frozen=True):
    """What holds for the files of one folder. `layers` are the files it comes from, farthest first.

    `report` with `report_until` (the last day, ISO) is the mode that never blocks; `confidence` is
    the floor below which a finding is told as `info` at most. `problems` are the parts of the
    layers that have no effect.
    """

    layers: tuple[Layer, ...] = ()
    settings: Settings = field(default_factory=Settings)
    edition: int = EDITION
    report: bool = False
    report_until: str = ""
    fail_on: Level = Level.ERROR
    confidence: Confidence = Confidence.MEDIUM
    exclude: tuple[str, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    baseline: str = BASELINE
    packs: tuple[str, ...] = ()
    problems: tuple[PolicyProblem, ...] = ()

    def excludes(self, path: str) -> bool:
        """Whether the path is not to be judged."""
        return any(glob_matches(pattern, path) for pattern in self.exclude)

    def reporting(self, today: date) -> bool:
        """Whether nothing blocks yet: report mode, and its last day isn't over."""
        return self.report and today.isoformat() <= self.report_until

    def level(
        self, rule: RuleInfo, own: Level, confidence: Confidence, path: str, today: date
    ) -> Level:
        """The level of a finding of the rule on the path.

        `own` is the level that the rule gave it. A layer can only raise what the layers before it
        leave; a rule newer than the edition is told as `info` unless a layer names it.
        """
        level = self._base(rule, own, path)
        if confidence < self.confidence:
            level = min(level, Level.INFO)
        if self.reporting(today):
            level = min(level, Level.WARNING)
        return level

    def _base(self, rule: RuleInfo, own: Level, path: str) -> Level:
        level = self._capped(rule, own, named=False)
        for layer, said in self.sayings(rule, path):
            here = self._capped(rule, _graded(said.level, own, rule.level), named=said.named)
            level = here if layer is self.layers[0] else max(level, here)
        return level

    def sayings(self, rule: RuleInfo, path: str) -> Iterator[tuple[Layer, Said]]:
        """What each layer that says something of the rule on the path says, farthest first."""
        for layer in self.layers:
            said = layer.say(rule.name, rule.category, path)
            if said is not None:
                yield layer, said

    def loosenings(self, rule: RuleInfo, own: Level, path: str) -> Iterator[PolicyProblem]:
        """The layers that say less of a finding than the layers before them do."""
        far = own
        for layer, said in self.sayings(rule, path):
            if layer is self.layers[0]:
                far = said.level
            elif said.level < far:
                message = (
                    f"{said.level} for {rule.name} has no effect here: "
                    f"a farther policy says {far}, and a nearer one can't loosen it"
                )
                yield PolicyProblem(layer.origin, said.line, message)
            far = max(far, said.level)

    def _capped(self, rule: RuleInfo, level: Level, *, named: bool) -> Level:
        newer = rule.edition > self.edition and not named
        return min(level, Level.INFO) if newer else level


def _graded(said: Level, own: Level, usual: Level) -> Level:
    """What a layer says of a finding that its rule itself took less seriously than usual."""
    return min(said, own) if own < usual else said
