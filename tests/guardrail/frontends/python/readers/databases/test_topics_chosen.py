"""Lists of what is dropped: chosen by a program, or nearly all there is."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange, SchemaChange
from guardrail.model import Confidence

TOPICS = (
    "from confluent_kafka.admin import AdminClient\nadmin = AdminClient(settings)\n"
    "found = admin.list_topics().topics\n{names}\nadmin.delete_topics(names)\n"
)
INDEXES = (
    "from elasticsearch import Elasticsearch\nes = Elasticsearch(url)\n"
    "def old(keep):\n    names = sorted(es.indices.get_alias(index='logs-*'))\n"
    "    return {given}\n\nnames = old(14)\nes.indices.delete(index=names)\n"
)


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ("names = [t for t in found if t.startswith('load-')]", "name"),
        ("names = [t for t in found if not t.startswith('__')]", ""),
        ("names = [t for t in found if t != '__consumer_offsets']", ""),
        ("names = list(found)", ""),
    ],
)
def test_leaving_out_what_is_the_system_s_own_chooses_nothing(names: str, chosen: str) -> None:
    (found,) = items(TOPICS.format(names=names))
    assert isinstance(found, ResourceChange)
    assert found.chosen == chosen


@pytest.mark.parametrize(
    ("given", "confidence"),
    [("names[:-keep]", Confidence.LOW), ("names", Confidence.HIGH)],
)
def test_some_of_a_sorted_list_are_chosen(given: str, confidence: Confidence) -> None:
    changes = [one for one in items(INDEXES.format(given=given)) if isinstance(one, SchemaChange)]
    assert [one.confidence for one in changes] == [confidence]


@pytest.mark.parametrize(
    ("bucket", "chosen"),
    [
        ("api.create_bucket(bucket_name=name)", "made"),
        ("api.find_bucket_by_name(name) or api.create_bucket(bucket_name=name)", ""),
    ],
)
def test_what_is_made_only_where_it_is_missing_may_have_been_there(
    bucket: str, chosen: str
) -> None:
    code = (
        "from slack_sdk import WebClient\nclient = WebClient()\n"
        f"channel = {bucket.replace('api', 'client')}\n"
        "client.admin_conversations_delete(channel_id=channel)\n"
    )
    (found,) = items(code)
    assert isinstance(found, ResourceChange)
    assert found.chosen == chosen


def test_a_statement_deletes_a_database_by_its_name() -> None:
    start = "import couchdb\nserver = couchdb.Server(url)\n"
    (change,) = items(start + "del server['orders']")
    assert isinstance(change, SchemaChange)
    assert change.name == "orders"
    assert not items(start + "orders = server['orders']\ndel orders['7']")
    assert not items("import couchdb\ncache = {}\ndel cache['orders']")


_DATABASES = (
    "from pymongo import MongoClient\nKEEP = ['shop']\nclient = MongoClient(url)\n"
    "for name in client.list_database_names():\n    if {condition}:\n"
    "        client.drop_database(name)\n"
)


@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ("name", False),
        ("name in KEEP", False),
        ("len(client[name].list_collection_names()) > 0", False),
        ("isinstance(name, str)", False),
        ("name.startswith('run_')", True),
        ("name < oldest", True),
    ],
)
def test_what_asks_whether_there_is_any_or_what_must_stay_chooses_nothing(
    condition: str, chosen: bool
) -> None:
    code = _DATABASES.format(condition=condition)
    (found,) = [one for one in items(code) if isinstance(one, SchemaChange)]
    assert (found.confidence is Confidence.LOW) is chosen
