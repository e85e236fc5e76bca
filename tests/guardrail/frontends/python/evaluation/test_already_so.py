"""Settings that are handed on, and only written where they aren't so already."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python

RULE = load().classes["protection-removed"]
ZONES = """\
from cloudflare import Cloudflare

BASELINE = {{"ssl": "{0}", "http3": "on"}}

class Zones:
    def __init__(self, client, baseline):
        self.client = client
        self.baseline = baseline

    def apply(self, zone, only=""):
        for setting, value in self.baseline.items():
            current = self.client.zones.settings.get(setting, zone_id=zone)
            {1}
                {2}
            self.client.zones.settings.edit(setting, zone_id=zone, value=value)

Zones(Cloudflare(api_token=key), BASELINE).apply("acme")
"""
ALREADY = [
    ("if current.value == value:", "continue"),
    ("if value == current.value:", "continue"),
    ("if current.value == only:", "continue"),
    ("if current is None:", "continue"),
]


@pytest.mark.parametrize("asked", ALREADY)
@pytest.mark.parametrize(("value", "told"), [("off", True), ("strict", False)])
def test_what_is_written_all_the_same(value: str, told: bool, asked: tuple[str, str]) -> None:
    assert bool(judge_example(RULE, python(ZONES.format(value, *asked)))) is told


@pytest.mark.parametrize(
    ("asked", "then"),
    [("if value == 'off':", "continue"), ("if value != 'strict':", "continue")],
)
def test_what_is_looked_at_first(asked: str, then: str) -> None:
    assert not judge_example(RULE, python(ZONES.format("off", asked, then)))
