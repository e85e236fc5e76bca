"""What a function makes of its arguments, a filter or a pattern, is known to those that call it."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import DataChange, SchemaChange, Scope
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

FILTERS = """
TRIPS = "trip:"

def trip_filter(city=None, days: int = 30):
    query = {}
    if city:
        query["city"] = city
    if days:
        query["completed_at"] = {"$lt": before(days)}
    return query

def pattern_for(prefix: str) -> str:
    return f"{prefix}*"
"""
JOB = """
import os
import redis
from pymongo import MongoClient
from rides.filters import TRIPS, pattern_for, trip_filter

trips = MongoClient(os.environ["MONGO_URL"]).rides.trips
store = redis.Redis(host=os.environ["REDIS_HOST"])

def drop_keys(prefix):
    pending = []
    for key in store.scan_iter(match=pattern_for(prefix), count=100):
        pending.append(key)
    if pending:
        store.delete(*pending)

"""
NOTHING, SOME = (Scope.NONE, Scope.TAUTOLOGY), (Scope.FILTERED, Scope.UNKNOWN)


def scopes(job: str, filters: str) -> list[Scope]:
    """The scopes of what a job changes, by the module that it takes its filters from."""
    files = {"rides/__init__.py": "", "rides/filters.py": filters, "rides/job.py": job}
    settings = Settings()
    gatherer = Gatherer(Overlay(Nothing(), files), lambda _: settings, Cache(None), 0)
    reading = gatherer.gather(["rides/job.py"]).readings.get("rides/job.py")
    facts = reading.facts if reading is not None else ()
    return [one.scope for one in facts if isinstance(one, DataChange)]


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize(
    ("given", "empty"),
    [
        ("city=None, days=0", True),
        ("None, 0", True),
        ("'', days=0", True),
        ("days=0", True),
        ("", False),
        ("None, 7", False),
        ("city='Graz', days=0", False),
        ("city=None, days=DAYS", False),
    ],
)
def test_a_filter_is_empty_where_nothing_goes_into_it(
    given: str, empty: bool, beside: bool
) -> None:
    job = f"{JOB}DAYS = 30\nquery = trip_filter({given})\ntrips.delete_many(query)\n"
    if not beside:
        job = job.replace("trip_filter\n", "TRIPS as _\n", 1)
        job = job.replace("\nstore =", f"{FILTERS}\nstore =")
    found = scopes(job, FILTERS)
    assert len(found) == 1
    assert (found[0] in NOTHING) is empty


@pytest.mark.parametrize(
    ("call", "every"),
    [
        ("drop_keys('')", True),
        ("drop_keys(prefix='')", True),
        ("drop_keys(TRIPS)", False),
        ("drop_keys('surge:')", False),
        ("[store.delete(key) for key in store.scan_iter(pattern_for(''))]", True),
        ("[store.delete(key) for key in store.scan_iter(pattern_for('a:'))]", False),
    ],
)
def test_a_pattern_of_an_empty_prefix_is_every_key(call: str, every: bool) -> None:
    found = [one for one in scopes(f"{JOB}{call}\n", FILTERS) if one in NOTHING]
    assert bool(found) is every


SERVICE = """
from fastapi import HTTPException
from pymongo import MongoClient

def build(tenant, status):
    must = []
    if tenant:
        must.append({"tenant": tenant})
    if status:
        must.append({"status": status})
    return {"$and": must} if must else {}

def delete(tenant=None, status=None):
CHECKED
    query = build(tenant, status)
    MongoClient().shop.orders.delete_many(query)
"""


@pytest.mark.parametrize(
    ("checked", "some"),
    [
        ("if not tenant:\n        raise HTTPException(400)", True),
        ("if tenant is None:\n        raise HTTPException(400)", True),
        ("if not status:\n        raise HTTPException(400)", True),
        ("if not other:\n        raise HTTPException(400)", False),
        ("pass", False),
    ],
)
def test_what_is_refused_without_a_condition_has_one(checked: str, some: bool) -> None:
    found = scopes(SERVICE.replace("CHECKED", f"    {checked}"), FILTERS)
    assert found == [Scope.FILTERED if some else Scope.UNKNOWN]


INDEX = """
import os
from elasticsearch import Elasticsearch
from rides.filters import pattern_for

Elasticsearch(os.environ["ES_URL"]).indices.delete(index=pattern_for(PREFIX))
"""


@pytest.mark.parametrize(
    ("prefix", "name"), [("''", "*"), ("'trips-'", "trips-*"), ("os.environ['PREFIX']", "")]
)
def test_a_name_that_a_function_makes_is_known(prefix: str, name: str) -> None:
    files = {
        "rides/__init__.py": "",
        "rides/filters.py": FILTERS,
        "rides/job.py": INDEX.replace("PREFIX", prefix, 1),
    }
    settings = Settings()
    gatherer = Gatherer(Overlay(Nothing(), files), lambda _: settings, Cache(None), 0)
    reading = gatherer.gather(["rides/job.py"]).readings["rides/job.py"]
    assert [one.name for one in reading.facts if isinstance(one, SchemaChange)] == [name]


@pytest.mark.parametrize(("prefix", "left"), [("", True), ("page:", False)])
def test_an_empty_setting_is_put_into_a_pattern_that_is_handed_on(prefix: str, left: bool) -> None:
    files = {
        "rides/__init__.py": "",
        "rides/settings.py": f'PREFIX = "{prefix}"\n',
        "rides/job.py": "import redis\n"
        "from rides.settings import PREFIX\n"
        "def clear(client: redis.Redis, pattern: str) -> None:\n"
        "    for key in client.scan_iter(match=pattern, count=500):\n"
        "        client.delete(key)\n"
        "def main() -> None:\n"
        '    clear(redis.Redis(host="cache.acme.io"), f"{PREFIX}*")\n',
    }
    settings = Settings()
    gatherer = Gatherer(Overlay(Nothing(), files), lambda _: settings, Cache(None), 0)
    reading = gatherer.gather(["rides/job.py"]).readings.get("rides/job.py")
    facts = reading.facts if reading is not None else ()
    reasons = [one.reason for one in facts if isinstance(one, DataChange)]
    assert ("unscoped when PREFIX is left out" in reasons) is left


EARLY = """
def region_filter(region=None):
    if not region:
        {otherwise}
    return {{"region": region}}
"""
PURGE = """
import os
from pymongo import MongoClient
from rides.filters import region_filter

def purge({parameter}):
    {before}
    MongoClient(os.environ["MONGO_URL"]).rides.trips.delete_many(region_filter({given}))
"""


@pytest.mark.parametrize(
    ("otherwise", "parameter", "before", "given", "told"),
    [
        ("return {}", "region", "pass", "region", True),
        ("return {}", "region: str | None", "pass", "region", True),
        ("return {}", "where", "pass", "where", True),
        ("raise ValueError", "region", "pass", "region", False),
        ("return {}", "region: str", "pass", "region", False),
        ("return {}", "where: str", "pass", "region=where", False),
        ("return {}", "region", "if not region:\n        return", "region", False),
        ("return {}", "region", "pass", "'eu'", False),
    ],
)
def test_a_way_on_which_another_module_gives_nothing(
    otherwise: str, parameter: str, before: str, given: str, told: bool
) -> None:
    job = PURGE.format(parameter=parameter, before=before, given=given)
    files = {
        "rides/__init__.py": "",
        "rides/filters.py": EARLY.format(otherwise=otherwise),
        "rides/job.py": job,
    }
    settings = Settings()
    gatherer = Gatherer(Overlay(Nothing(), files), lambda _: settings, Cache(None), 0)
    facts = gatherer.gather(["rides/job.py"]).readings["rides/job.py"].facts
    (found,) = (one for one in facts if isinstance(one, DataChange))
    assert found.reason == ("unscoped when region is false" if told else "")
