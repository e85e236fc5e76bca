"""Lists that a function gives beside something else: `where, params = self.conditions()`."""

from __future__ import annotations

import pytest
from guardrail_rules.exposure.injected_query import InjectedQuery

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level

SEARCH = """\
from django.db import connection
from django.views.generic import ListView

from orders.models import Order


class Search(ListView):
    def conditions(self):
        where, params = [], []
        text = self.request.GET.get("q", "").strip()
        if text:
            {asked}
        where.append("due_on < %s")
        params.append(3)
        return where, params

    def get_queryset(self):
        where, params = self.conditions()
        {run}
"""
ASKED = [
    'where.append("name = \'" + text + "\'")',
    "where.append(f\"name = '{text}'\")",
    "where += [\"name = '%s'\" % text]",
    "where = where + [\"name = '{}'\".format(text)]",
]
BOUND = 'where.append("name = %s"); params.append(text)'
RUN = [
    "return Order.objects.extra(where=where, params=params)",
    'return Order.objects.raw("SELECT * FROM orders WHERE " + " AND ".join(where), params)',
    'connection.cursor().execute("SELECT 1 FROM o WHERE " + " AND ".join(where), params)',
]


def _told(asked: str, run: str) -> Level:
    found = judge_example(InjectedQuery, python(SEARCH.format(asked=asked, run=run)))
    return max((one.level for one in found), default=Level.OFF)


@pytest.mark.parametrize("run", RUN)
@pytest.mark.parametrize("asked", ASKED)
def test_what_a_request_says_is_in_one_of_them(asked: str, run: str) -> None:
    assert _told(asked, run) >= Level.WARNING


@pytest.mark.parametrize("run", RUN)
def test_what_is_bound_is_in_none(run: str) -> None:
    assert _told(BOUND, run) < Level.WARNING
