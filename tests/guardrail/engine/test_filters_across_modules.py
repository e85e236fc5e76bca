"""A filter with nothing in it is told where it is handed to a function of another module."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import DataChange, Scope
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

SERVICES = """
import pymongo
from shop.models import Fine

db = pymongo.MongoClient().shop

def waive(scope: dict, reason: str):
    Fine.objects.filter(**scope).update(amount=0)

def waive_all_but(reason, *, scope=None):
    fines = Fine.objects.filter(**scope)
    return fines.delete()

def of_today(scope):
    scope["day"] = today()
    Fine.objects.filter(**scope).delete()

def refused(scope):
    if not scope:
        raise ValueError(scope)
    Fine.objects.filter(**scope).delete()

def in_shop(scope):
    Fine.objects.filter(shop=7, **scope).delete()

def purge(query):
    db.fines.delete_many(query)

class Fines:
    def waive(self, scope):
        Fine.objects.filter(**scope).update(amount=0)

fines = Fines()
"""


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("services.waive({}, 'closed')", 1),
        ("scope = {}\nservices.waive(scope, 'closed')", 1),
        ("services.waive(reason='closed', scope=dict())", 1),
        ("scope = {}\nscope['branch'] = branch\nservices.waive(scope, 'closed')", 0),
        ("services.waive({'branch': branch}, 'closed')", 0),
        ("services.waive(scope_of(branch), 'closed')", 0),
        ("services.waive(reason='closed')", 0),
        ("services.waive_all_but('closed', scope={})", 1),
        ("services.of_today({})", 0),
        ("services.refused({})", 0),
        ("services.in_shop({})", 0),
        ("services.purge({})", 1),
        ("services.purge({'_id': 7})", 0),
        ("services.fines.waive({})", 1),
    ],
)
def test_a_filter_with_nothing_in_it_is_every_row(call: str, told: int) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/services.py": SERVICES,
        "shop/tasks.py": f"from shop import services\n\n{call}\n",
    }
    settings = Settings()
    gatherer = Gatherer(Overlay(Nothing(), files), lambda _: settings, Cache(None), 0)
    reading = gatherer.gather(["shop/tasks.py"]).readings.get("shop/tasks.py")
    found = [one for one in reading.facts if isinstance(one, DataChange)] if reading else []
    assert [one.scope for one in found] == [Scope.NONE] * told
    assert all(one.via[0].label.startswith("shop/services.py:") for one in found)
