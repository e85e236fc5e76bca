"""All rules by their names, and how loudly one of them judges an example."""

from __future__ import annotations

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import Example
from guardrail.model import Level

RULES = load().classes


def level(rule: str, example: Example) -> Level:
    """The loudest finding of a rule, OFF where it is silent."""
    return max((f.level for f in judge_example(RULES[rule], example)), default=Level.OFF)
