"""Methods of a project's own query sets change the rows that they are called on."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

OWN = """\
from django.db import models

class OrderQuerySet(models.QuerySet):
    def cancelled(self):
        return self.filter(state="cancelled")

    def purge(self):
        return self.delete()

    def archive(self):
        return self.update(archived=True)

class Order(models.Model):
    objects = OrderQuerySet.as_manager()

"""


@pytest.mark.parametrize(
    ("call", "change"),
    [
        ("Order.objects.purge()", "delete Order none"),
        ("Order.objects.all().purge()", "delete Order none"),
        ("Order.objects.archive()", "update Order none"),
        ("Order.objects.cancelled().purge()", "delete Order filtered"),
        ("Order.objects.filter(pk=7).archive()", "update Order keyed"),
    ],
)
def test_what_a_method_does_where_it_is_called(call: str, change: str) -> None:
    (found,) = [one for one in items(OWN + call) if isinstance(one, DataChange)]
    assert f"{found.verb} {found.target} {found.scope}" == change


def test_nothing_is_told_of_the_method_or_of_others_of_its_name() -> None:
    assert not [one for one in items(f"{OWN}cache.purge()") if isinstance(one, DataChange)]
