"""Conditions that every thing meets where nobody sets a prefix or a number of days."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange, Scope

EC2 = "import os\nimport boto3\nfrom datetime import *\nec2 = boto3.client('ec2')\n"
DNS = "from cloudflare import Cloudflare\nclient = Cloudflare()\n"


def chosen(code: str) -> list[str]:
    """What picked each resource that the code deletes."""
    return [item.chosen for item in items(code) if isinstance(item, ResourceChange)]


def scopes(code: str) -> list[str]:
    """Which rows each change reaches."""
    return [str(item.scope) for item in items(code) if isinstance(item, DataChange)]


@pytest.mark.parametrize(
    ("days", "call", "told"),
    [
        ("keep_days", "prune(0)", ""),
        ("keep_days", "prune(keep_days=0)", ""),
        ("keep_days", "prune(30)", "age"),
        ("keep_days: int = 0", "prune()", ""),
        ("keep_days: int = 14", "prune()", "age"),
        ("keep_days: int = 14", "prune(0)", ""),
        ("keep_days=int(os.environ.get('KEEP', '0'))", "prune()", ""),
        ("keep_days=int(os.environ.get('KEEP', '7'))", "prune()", "age"),
    ],
)
@pytest.mark.parametrize(
    "condition",
    [
        "one['StartTime'] < datetime.now() - timedelta(days=keep_days)",
        "(datetime.now() - one['StartTime']).days >= keep_days",
        "datetime.now() - one['StartTime'] > timedelta(days=keep_days)",
        "one['StartTime'].timestamp() < time.time() - keep_days * 86400",
        "one['Millis'] < (time.time() - keep_days * 86400) * 1000",
        "one['Millis'] < int((time.time() - keep_days * 86400) * 1000)",
        "one['Seconds'] < round(time.time() - keep_days * 86400)",
    ],
)
def test_older_than_no_days_is_everything(days: str, call: str, told: str, condition: str) -> None:
    code = (
        f"{EC2}def prune({days}):\n"
        "    for one in ec2.describe_snapshots()['Snapshots']:\n"
        f"        if {condition}:\n"
        f"            ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n\n{call}\n"
    )
    assert chosen(code) == [told]


def test_what_has_expired_is_no_age_of_no_days() -> None:
    code = (
        f"{EC2}for one in ec2.describe_snapshots()['Snapshots']:\n"
        "    if (one['ExpiresAt'] - datetime.now()).days < 0:\n"
        "        ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n"
    )
    assert chosen(code) == ["age"]


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("suffix = ''", "none"),
        ("suffix = os.environ.get('SUFFIX', '')", "none"),
        ("suffix = '.shop.example'", "unknown"),
        ("suffix = os.environ['SUFFIX']", "unknown"),
    ],
)
@pytest.mark.parametrize(
    "condition",
    ["record.name.endswith(suffix)", "suffix in record.name", "not record.name.startswith(suffix)"],
)
@pytest.mark.parametrize("around", ["{0}()", "list({0}())", "sorted({0}())"])
def test_a_generator_picks_by_an_ending_that_says_something(
    start: str, told: str, condition: str, around: str
) -> None:
    code = (
        f"import os\n{DNS}{start}\ndef found():\n"
        f"    for record in client.dns.records.list(zone_id='z'):\n        if {condition}:\n"
        "            yield record\n\n"
        f"for record in {around.format('found')}:\n"
        "    client.dns.records.delete(record.id, zone_id='z')\n"
    )
    assert scopes(code) == [told]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("record.name.startswith(prefix)", "none"),
        ("prefix and record.name.startswith(prefix)", "unknown"),
        ("prefix and not record.name.startswith(prefix)", "unknown"),
    ],
)
def test_a_prefix_that_is_asked_for_beside_is_there(condition: str, told: str) -> None:
    code = (
        f"{DNS}def drop(prefix: str = ''):\n"
        "    for record in client.dns.records.list(zone_id='z'):\n"
        f"        if {condition}:\n"
        "            client.dns.records.delete(record.id, zone_id='z')\n"
    )
    assert scopes(code) == [told]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("drop.expand(name=previews())", "label"),
        ("drop.expand(name=all_of_them())", ""),
        ("drop.map(previews())", "label"),
        ("for name in previews():\n    drop.delay(name)", "label"),
        ("for name in all_of_them():\n    drop.delay(name)", ""),
    ],
)
def test_who_runs_a_task_picks_what_it_takes(call: str, told: str) -> None:
    listed = "[one['StackName'] for one in stacks.describe_stacks()['Stacks']{0}]"
    preview = " if one['StackName'].startswith('preview-')"
    code = (
        "import boto3\nstacks = boto3.client('cloudformation')\n"
        f"def previews():\n    return {listed.format(preview)}\n\n"
        f"def all_of_them():\n    return {listed.format('')}\n\n"
        f"@task\ndef drop(name):\n    stacks.delete_stack(StackName=name)\n\n{call}\n"
    )
    assert chosen(code) == [told]


def test_a_label_of_the_listing_says_more_than_an_age_asked_for_later() -> None:
    code = (
        "from kubernetes import client\napi = client.CoreV1Api()\n"
        "found = api.list_namespace({0})\n"
        "old = [one for one in found.items if now - one.metadata.creation_timestamp > AGE]\n"
        "for one in old:\n    api.delete_namespace(one.metadata.name)\n"
    )
    assert chosen(code.format("label_selector='env=preview'")) == ["label"]
    assert chosen(code.format("")) == ["age"]


MONGO = "from pymongo import MongoClient\nMongoClient().shop.users.delete_many({})\n"
ELASTIC = "es = elasticsearch.Elasticsearch(url)\nes.delete_by_query(index='users', query={})\n"
QDRANT = (
    "from qdrant_client import QdrantClient, models\nconditions: list[object] = {}\n"
    "client = QdrantClient(url='https://rag.acme.io')\nclient.delete('docs', points_selector="
    "models.FilterSelector(filter=models.Filter(must=conditions)))\n"
)


@pytest.mark.parametrize(
    ("start", "query", "every"),
    [
        (MONGO, "{'email': {'$regex': '.*'}}", True),
        (MONGO, "{'email': {'$regex': '^'}}", True),
        (MONGO, "{'$or': [{'plan': 'old'}, {}]}", True),
        (MONGO, "{'visits': {'$gte': 0}}", True),
        (MONGO, "{'email': {'$regex': '^test'}}", False),
        (MONGO, "{'visits': {'$gt': 10}}", False),
        (MONGO, "{'$or': [{'plan': 'old'}]}", False),
        (ELASTIC, "{'wildcard': {'email': '*'}}", True),
        (ELASTIC, "{'prefix': {'email': {'value': ''}}}", True),
        (ELASTIC, "{'bool': {'filter': [], 'must': []}}", True),
        (ELASTIC, "{'wildcard': {'email': 'test*'}}", False),
        (ELASTIC, "{'bool': {'filter': [{'term': {'plan': 'old'}}]}}", False),
        (QDRANT, "[]", True),
        (QDRANT, "[models.FieldCondition(key='id', match=wanted)]", False),
    ],
)
def test_a_condition_that_every_row_meets(start: str, query: str, every: bool) -> None:
    code = (
        start.replace("({})", f"({query})")
        .replace("={})", f"={query})")
        .replace("= {}", f"= {query}")
    )
    found = [one for one in items(f"import elasticsearch\n{code}") if isinstance(one, DataChange)]
    assert any(one.scope in (Scope.NONE, Scope.TAUTOLOGY) for one in found) is every


@pytest.mark.parametrize(("days", "told"), [("0", ""), ("90", "age")])
@pytest.mark.parametrize("asked", ["old", "lambda one: old(one)"])
def test_a_filter_by_a_function_that_takes_every_age(days: str, told: str, asked: str) -> None:
    code = (
        f"{EC2}KEEP = timedelta(days=int(os.environ.get('KEEP', '{days}')))\n"
        "def old(one):\n    return datetime.now() - one['CreationDate'] > KEEP\n\n"
        f"for one in filter({asked}, ec2.describe_images()['Images']):\n"
        "    ec2.deregister_image(ImageId=one['ImageId'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if one.type in ('NS', 'SOA'):\n        continue", ["none"]),
        ("if one.type == 'A':\n        continue", ["unknown"]),
        ("if one.type not in ('NS', 'SOA'):", ["none"]),
    ],
)
def test_a_zones_own_records_are_no_choice(condition: str, told: list[str]) -> None:
    inside = "    " if condition.endswith("'):") else ""
    code = (
        f"{DNS}for one in client.dns.records.list(zone_id='z'):\n    {condition}\n"
        f"    {inside}client.dns.records.delete(one.id, zone_id='z')\n"
    )
    assert scopes(code) == told


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("stat.S_ISDIR(one.st_mode)", ["none"]),
        ("one.filename.endswith('/')", ["none"]),
        ("one.filename.endswith('.html')", ["unknown"]),
    ],
)
def test_that_an_entry_is_a_folder_is_no_choice(condition: str, told: list[str]) -> None:
    code = f"""
import paramiko, stat
ssh = paramiko.SSHClient()
sftp = ssh.open_sftp()

def wipe(path):
    for one in sftp.listdir_attr(path):
        if {condition}:
            wipe(path + "/" + one.filename)
        else:
            sftp.remove(path + "/" + one.filename)

wipe("/archive")
"""
    assert scopes(code) == told


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("one['Name'].startswith('preview-')", ""),
        ("not one['Name'].startswith('preview-')", "label"),
    ],
)
def test_what_is_done_otherwise_is_picked_by_the_opposite(condition: str, told: str) -> None:
    code = (
        f"{EC2}for one in ec2.describe_snapshots()['Snapshots']:\n"
        f"    if {condition}:\n        print(one)\n    else:\n"
        "        ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n"
    )
    assert chosen(code) == [told]


@pytest.mark.parametrize(("given", "told"), [("'preview/7/'", "label"), ("'shop/'", ""), ("", "")])
def test_that_a_key_is_a_folders_picks_by_no_name(given: str, told: str) -> None:
    code = f"""
import hvac
client = hvac.Client()

def walk(path=""):
    for key in client.secrets.kv.v2.list_secrets(path=path)["data"]["keys"]:
        if key.endswith("/"):
            yield from walk(path + key)
        else:
            yield path + key

for path in walk({given}):
    client.secrets.kv.v2.delete_metadata_and_all_versions(path=path)
"""
    assert chosen(code) == [told]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("int(event.get('days', 0))", ""),
        ("int(event.get('days', 14))", "age"),
        ("max(int(event.get('days', 0)), 7)", "age"),
        ("int(event['days'])", "age"),
    ],
)
def test_a_number_of_days_that_an_event_may_leave_out(days: str, told: str) -> None:
    code = (
        f"{EC2}def old(snapshots, days):\n"
        "    cutoff = datetime.now() - timedelta(days=days)\n"
        "    return [one for one in snapshots if one['StartTime'] < cutoff]\n\n"
        "def handler(event, context):\n"
        f"    for one in old(ec2.describe_snapshots()['Snapshots'], {days}):\n"
        "        ec2.delete_snapshot(SnapshotId=one['SnapshotId'])\n"
    )
    assert chosen(code) == [told]
