"""How loudly it is told that a check is switched off."""

from __future__ import annotations

from guardrail.effects import GuardChange
from guardrail.model import Confidence, Level
from guardrail_rules.work_places import on_own_machine


def loosened_level(change: GuardChange, level: Level) -> Level:
    """The rule's own level; information where somebody asks for it, or the text is an example."""
    asked = change.confidence is Confidence.LOW or on_own_machine(change.span.path)
    return Level.INFO if asked else level
