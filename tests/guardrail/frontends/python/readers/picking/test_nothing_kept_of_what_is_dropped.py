"""Collections, topics and tables that are dropped in turn: what keeps some of them back."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange, SchemaChange, Scope
from guardrail.model import Confidence
from guardrail.stream import Embedded

MILVUS = """
import re
import click
from pymilvus import MilvusClient

DATED = re.compile(r"^docs_\\d{8}$")
KEEP = 0
FEW = 3

def dated(client):
    return sorted((one for one in client.list_collections() if DATED.match(one)), reverse=True)

"""


def surely_dropped(code: str) -> bool:
    """Whether it is sure that what is dropped is in use."""
    found = [one for one in items(code) if isinstance(one, SchemaChange)]
    assert found
    return all(one.confidence > Confidence.LOW for one in found)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ("[KEEP:]", True),
        ("[FEW:]", False),
        ("[keep:]", True),
        ("[few:]", False),
        ("[: len(names) - KEEP]", True),
        ("[: len(names) - FEW]", False),
    ],
)
def test_a_slice_that_keeps_none_drops_the_newest_too(taken: str, expected: bool) -> None:
    code = f"""
def prune(client: MilvusClient, keep=0, few=5):
    names = dated(client)
    for name in names{taken}:
        client.drop_collection(name)
"""
    assert surely_dropped(MILVUS + code) is expected


@pytest.mark.parametrize(("default", "expected"), [("0", True), ("5", False)])
def test_an_option_says_how_many_are_kept(default: str, expected: bool) -> None:
    code = f"""
def prune(client, keep):
    for name in dated(client)[keep:]:
        client.drop_collection(collection_name=name)

@click.command()
@click.option("--keep", type=int, default={default})
def main(keep):
    prune(MilvusClient(uri="http://h"), keep)
"""
    assert surely_dropped(MILVUS + code) is expected


TOPICS = """
import re
from fnmatch import fnmatch
from kafka.admin import KafkaAdminClient

EPHEMERAL = re.compile(r"{0}")
admin = KafkaAdminClient()

def prefix_of(branch):
    return f"preview.{{branch}}."

def select(topics, prefix):
    print("looking for", prefix)
    return sorted(one for one in topics if {1})

admin.delete_topics(select(admin.list_topics(), prefix_of("x")))
"""


@pytest.mark.parametrize(
    ("pattern", "asked", "chosen"),
    [
        (r"^(?!__)", "EPHEMERAL.match(one)", False),
        (r".*", "EPHEMERAL.match(one)", False),
        (r"^(?!_)[\w.-]+$", "EPHEMERAL.fullmatch(one)", False),
        (r"^it-[0-9a-f]{8}-", "EPHEMERAL.match(one)", True),
        ("", "not one.startswith('__')", False),
        ("", "re.match('^(?!__)', one)", False),
        ("", "re.match('^preview-', one)", True),
        ("", "fnmatch(one, '*')", False),
        ("", "one.startswith(prefix)", True),
    ],
)
def test_topics_that_a_pattern_or_a_parameter_picks(pattern: str, asked: str, chosen: bool) -> None:
    found = [one for one in items(TOPICS.format(pattern, asked)) if isinstance(one, ResourceChange)]
    assert found
    assert all(bool(one.chosen) is chosen for one in found)


USERS = """
from firebase_admin import auth

def candidates(only_idle=False):
    for user in auth.list_users().iterate_all():
        {0}

def remove(uids):
    for start in range(0, len(uids), 1000):
        auth.delete_users(uids[start : start + 1000])

remove(list(candidates()))
"""


@pytest.mark.parametrize(
    ("line", "every"),
    [
        ("yield user.uid", True),
        ("if not only_idle or is_idle(user):\n            yield user.uid", True),
        ("if user.created_at is not None:\n            yield user.uid", True),
        ("if (user.seen or user.created_at) is not None:\n            yield user.uid", True),
        ("if user.disabled_at is not None:\n            yield user.uid", False),
        ("if not user.provider_data:\n            yield user.uid", False),
    ],
)
def test_portions_of_a_list_are_all_of_it(line: str, every: bool) -> None:
    scopes = [one.scope for one in items(USERS.format(line)) if isinstance(one, DataChange)]
    assert (Scope.NONE in scopes) is every


@pytest.mark.parametrize(
    ("asked", "quiet"),
    [
        ("t.removesuffix('_stg') in tables", False),
        ("t in tables", False),
        ("t.endswith('_stg')", True),
    ],
)
def test_what_a_list_gives_is_in_that_list(asked: str, quiet: bool) -> None:
    code = f"""
from cassandra.cluster import Cluster

cluster = Cluster(["h"])

def staging():
    tables = cluster.metadata.keyspaces["shop"].tables
    return [t for t in tables if {asked}]

def clear(session, table):
    session.execute(f"TRUNCATE shop.{{table}}")

for table in staging():
    clear(cluster.connect("shop"), table)
"""
    told = [one for one in items(code) if isinstance(one, Embedded)]
    assert told
    looked = [any("a look at" in guard for guard in one.source.surroundings.guards) for one in told]
    assert all(one is quiet for one in looked)
