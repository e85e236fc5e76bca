"""Filters that objects keep, and comprehensions that ask for what is handed in."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

KEPT = """\
from shop.models import Order

class Purge:
    def __init__(self, status=None):
        self.found = {{}}
        {put}

    def run(self):
        Order.objects.filter(**self.found).delete()
"""
MADE = """\
from shop.models import Order

FIELDS = ("status", "owner")

def purge(options, force=None):
    found = {{name: {value} for name in FIELDS if {asked}}}
    Order.objects.filter(**found).delete()
"""


def change(code: str) -> DataChange:
    [found] = [one for one in items(code) if isinstance(one, DataChange)]
    return found


@pytest.mark.parametrize(
    ("put", "scope"),
    [
        ("if status:\n            self.found['status'] = status", Scope.UNKNOWN),
        ("self.found['closed'] = True", Scope.FILTERED),
        (
            "self.found['closed'] = True\n        if status:\n            self.found['a'] = status",
            Scope.FILTERED,
        ),
    ],
)
def test_what_an_object_keeps(put: str, scope: Scope) -> None:
    assert change(KEPT.format(put=put)).scope is scope


@pytest.mark.parametrize(
    ("value", "asked", "told"),
    [
        ("options[name]", "options.get(name)", True),
        ("options[name]", "options[name] is not None", True),
        ("getattr(options, name)", "getattr(options, name, None)", True),
        ("options[name]", "options.get('force')", False),
        ("name", "name != 'owner'", False),
    ],
)
def test_what_a_comprehension_asks_for(value: str, asked: str, told: bool) -> None:
    reason = change(MADE.format(value=value, asked=asked)).reason
    assert (reason == "unscoped when nothing of options is given") is told
