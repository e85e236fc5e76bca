"""Clients that a factory makes by the name it is given, and rows that a generator hands on."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, PrivilegeChange, ResourceChange, Scope
from guardrail.stream import Embedded

BOTO = "import boto3\nfrom functools import lru_cache\n"
WIPE = (
    "{0}s3 = {1}\n{0}for page in s3.get_paginator('list_objects_v2').paginate(Bucket='shop'{2}):\n"
    "{0}    for one in page['Contents']:\n"
    "{0}        s3.delete_object(Bucket='shop', Key=one['Key'])\n"
)


def scopes(code: str) -> list[Scope]:
    """Which rows each change of the code reaches."""
    return [item.scope for item in items(code) if isinstance(item, DataChange)]


@pytest.mark.parametrize(
    "factory",
    [
        "def client(service):\n    return boto3.client(service)\n",
        "@lru_cache\ndef client(service, region='x'):\n    return boto3.client(service, region)\n",
        "def client(name):\n    session = boto3.Session()\n    return session.client(name)\n",
    ],
)
def test_a_client_is_what_its_factory_was_asked_for(factory: str) -> None:
    whole, part = "", ", Prefix='tmp/'"
    assert scopes(BOTO + factory + WIPE.format("", "client('s3')", whole)) == [Scope.NONE]
    assert scopes(BOTO + factory + WIPE.format("", "client('s3')", part)) == []
    assert scopes(BOTO + factory + WIPE.format("", "client('sqs')", whole)) == []


def test_so_is_one_that_a_method_makes() -> None:
    code = "class Cloud:\n    def of(self, name):\n        return boto3.client(name)\n\n"
    code += "    def wipe(self):\n" + WIPE.format(" " * 8, "self.of('s3')", "")
    assert scopes(BOTO + code) == [Scope.NONE]


SCAN = (
    "import boto3\ntable = boto3.resource('dynamodb').Table('users')\n"
    "def scan(**options):\n    while True:\n        page = table.scan(**options)\n"
    "        yield from page['Items']\n        if 'LastEvaluatedKey' not in page:\n"
    "            return\n        options['ExclusiveStartKey'] = page['LastEvaluatedKey']\n\n"
)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("", [Scope.NONE]),
        ("ProjectionExpression='id'", [Scope.NONE]),
        ("FilterExpression=Attr('expires').lt(now)", []),
    ],
)
def test_a_generator_lists_what_its_keywords_leave(given: str, found: list[Scope]) -> None:
    code = f"{SCAN}for one in scan({given}):\n    table.delete_item(Key={{'id': one['id']}})\n"
    assert scopes(code) == found


@pytest.mark.parametrize(("prefix", "found"), [("", [Scope.NONE]), (", Prefix='tmp/'", [])])
def test_what_a_generator_makes_of_each_row_is_that_row(prefix: str, found: list[Scope]) -> None:
    code = (
        "import boto3\ns3 = boto3.client('s3')\ndef keys():\n"
        f"    for page in s3.get_paginator('list_objects_v2').paginate(Bucket='b'{prefix}):\n"
        "        for one in page['Contents']:\n            yield {'Key': one['Key']}\n\n"
        "def wipe():\n    batch = []\n    for key in keys():\n        batch.append(key)\n"
        "        if len(batch) == settings.size:\n"
        "            s3.delete_objects(Bucket='b', Delete={'Objects': batch})\n"
    )
    assert scopes(code) == found


@pytest.mark.parametrize(("value", "opened"), [("False", True), ("True", False)])
def test_a_dictionary_of_the_same_value_for_every_key(value: str, opened: bool) -> None:
    code = (
        f"{BOTO}block = dict.fromkeys(('BlockPublicAcls', 'BlockPublicPolicy'), {value})\n"
        "boto3.client('s3').put_public_access_block(\n"
        "    Bucket='b', PublicAccessBlockConfiguration=block)\n"
    )
    assert any(isinstance(item, PrivilegeChange) for item in items(code)) is opened


@pytest.mark.parametrize(("cidr", "opened"), [("0.0.0.0/0", True), ("10.0.0.0/8", False)])
def test_fields_of_the_objects_that_a_comprehension_runs_over(cidr: str, opened: bool) -> None:
    code = (
        f"{BOTO}@dataclass\nclass Opening:\n    port: int\n    cidr: str\n\n"
        f"OPENINGS = [Opening(22, '{cidr}')]\n"
        "def permission(one):\n"
        "    return {'FromPort': one.port, 'IpRanges': [{'CidrIp': one.cidr}]}\n\n"
        "boto3.client('ec2').authorize_security_group_ingress(\n"
        "    GroupId='sg-1', IpPermissions=[permission(o) for o in OPENINGS])\n"
    )
    assert any(isinstance(item, PrivilegeChange) for item in items(code)) is opened


def test_the_names_of_resources_are_told_as_far_as_they_are_known() -> None:
    code = (
        "import s3fs\nLAKE = 'lake'\ndef clean(run):\n    fs = s3fs.S3FileSystem()\n"
        "    fs.rm(f'{LAKE}/staging/{run}', recursive=True)\n"
    )
    (found,) = [item for item in items(code) if isinstance(item, ResourceChange)]
    assert found.id == "lake/staging/gr_hole_0"


def test_paths_in_the_cloud_are_followed_through_divisions() -> None:
    code = (
        "from cloudpathlib import S3Path\nROOT = S3Path('s3://models')\n"
        "def drop(name):\n    folder = ROOT / 'live' / name\n    folder.rmtree()\n"
    )
    (found,) = [item for item in items(code) if isinstance(item, ResourceChange)]
    assert found.id == "s3://models/live/gr_hole_0"


def test_a_record_that_proves_who_one_is_may_go() -> None:
    change = (
        "import boto3\nboto3.client('route53').change_resource_record_sets(HostedZoneId='Z',"
        " ChangeBatch={{'Changes': [{{'Action': 'DELETE',"
        " 'ResourceRecordSet': {{'Type': '{0}'}}}}]}})"
    )
    told = [
        [item for item in items(change.format(kind)) if isinstance(item, ResourceChange)]
        for kind in ("TXT", "CNAME")
    ]
    assert not told[0] and len(told[1]) == 1


@pytest.mark.parametrize("parameter", ["*argv", "*argv: str"])
@pytest.mark.parametrize("call", ["subprocess.run(argv)", "asyncio.create_subprocess_exec(*argv)"])
def test_a_starred_parameter_with_a_type_hands_all_of_it_on(parameter: str, call: str) -> None:
    code = f"import asyncio, subprocess\ndef run({parameter}):\n    {call}\n\n"
    code += "run('helm', 'uninstall', 'postgres')\n"
    texts = [item.source.text for item in items(code) if isinstance(item, Embedded)]
    assert "helm uninstall postgres" in texts


def test_an_object_that_is_called_runs_what_it_is_given() -> None:
    code = (
        "import subprocess\nclass Terraform:\n    def __init__(self, folder):\n"
        "        self.folder = folder\n    def __call__(self, command, *flags):\n"
        "        subprocess.run(['terraform', command, *flags])\n\n"
        "def main():\n    tf = Terraform('prod')\n    tf('destroy', '-auto-approve')\n"
    )
    texts = [item.source.text for item in items(code) if isinstance(item, Embedded)]
    assert "terraform destroy -auto-approve" in texts


@pytest.mark.parametrize(
    ("condition", "found"),
    [("", [Scope.NONE]), ("        if one.last_modified >= border:\n            continue\n", [])],
)
def test_what_is_put_into_a_list_by_choice_is_picked(condition: str, found: list[Scope]) -> None:
    code = (
        "from azure.storage.blob import ContainerClient\n"
        "def purge():\n    container = ContainerClient.from_connection_string(c, 'uploads')\n"
        f"    doomed = []\n    for one in container.list_blobs():\n{condition}"
        "        doomed.append(one.name)\n    for start in range(0, len(doomed), 256):\n"
        "        container.delete_blobs(*doomed[start : start + 256])\n"
    )
    assert [scope for scope in scopes(code) if scope is Scope.NONE] == found


@pytest.mark.parametrize(("enabled", "lost"), [("False", 1), ("True", 0), ("asked", 0)])
def test_what_a_body_gives_up_inside_it(enabled: str, lost: int) -> None:
    code = (
        "from googleapiclient.discovery import build\n"
        f"BODY = {{'settings': {{'backupConfiguration': {{'enabled': {enabled}}}}}}}\n"
        "build('sqladmin', 'v1').instances().patch(project='p', instance='i', body=BODY)\n"
    )
    assert sum(isinstance(item, ResourceChange) for item in items(code)) == lost
