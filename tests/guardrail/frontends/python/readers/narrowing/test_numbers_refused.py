"""A number that is refused where it is too small isn't 0 behind that place."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

HERE = """\
from audit.models import Entry

def trim(days):
    {}
    rows = Entry.objects.all()
    if days:
        rows = rows.filter(created_at__lt=before(days))
    rows.delete()
"""
ELSEWHERE = """\
from audit.models import Entry

class Command(BaseCommand):
    def rows(self, days, kind=None):
        found = Entry.objects.all()
        if days:
            found = found.filter(created_at__lt=before(days))
        if kind:
            found = found.filter(kind=kind)
        return found

    def handle(self, **options):
        days = options["days"]
        {}
        self.rows({}, options["kind"]).delete()
"""
REFUSING = [
    "if days < 30: raise CommandError('too few')",
    "if days <= 0: return",
    "if LEAST > days: return",
    "if not 1 <= days <= 900: return",
    "if days is None or days < 1: return",
    "assert days >= 30",
    "assert 0 < days",
]


def scope(code: str) -> Scope:
    """Which rows the code deletes."""
    (found,) = [one for one in items(code) if isinstance(one, DataChange)]
    return found.scope


@pytest.mark.parametrize("refusing", REFUSING)
def test_a_number_that_was_asked_for(refusing: str) -> None:
    assert scope(HERE.format(refusing)) is Scope.FILTERED
    assert scope(ELSEWHERE.format(refusing, "days")) is Scope.FILTERED


def test_it_may_be_an_option() -> None:
    refusing = "if options['days'] < 30: raise CommandError('too few')"
    assert scope(ELSEWHERE.format(refusing, "options['days']")) is Scope.FILTERED


@pytest.mark.parametrize(
    "refusing",
    [
        "pass",
        "if days > 30: return",
        "if days < 0: return",
        "if weeks < 4: return",
        "assert days < 9",
    ],
)
def test_a_number_that_may_be_nought(refusing: str) -> None:
    assert scope(HERE.format(refusing)) is Scope.UNKNOWN
    assert scope(ELSEWHERE.format(refusing, "days")) is Scope.UNKNOWN
