"""What was switched off may go; who takes what is on as well takes what is in use."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

VERSIONS = """\
from google.cloud import kms

def clean(client, key):
    for version in client.list_crypto_key_versions(request={{"parent": key{0}}}):
        if {1}:
            client.destroy_crypto_key_version(request={{"name": version.name}})

clean(kms.KeyManagementServiceClient(), KEY)
"""
KEYS = """\
import boto3

kms = boto3.client("kms")

def may_go(meta):
    return {0}

def keys():
    for page in kms.get_paginator("list_keys").paginate():
        for key in page["Keys"]:
            meta = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
            if may_go(meta):
                yield meta

for meta in keys():
    kms.schedule_key_deletion(KeyId=meta["KeyId"], PendingWindowInDays=30)
"""


def _chosen(code: str) -> list[str]:
    return [one.chosen for one in items(code) if isinstance(one, ResourceChange)]


@pytest.mark.parametrize(
    ("asked", "condition", "told"),
    [
        (', "filter": "state=DISABLED"', "version.name != primary", "label"),
        ("", "version.state == kms.CryptoKeyVersion.CryptoKeyVersionState.DISABLED", "label"),
        (', "filter": "state=ENABLED"', "version.name", ""),
        (', "filter": "state=ENABLED OR state=DISABLED"', "version.name", ""),
        ("", "version.state != kms.CryptoKeyVersion.CryptoKeyVersionState.DISABLED", ""),
    ],
)
def test_versions_of_keys(asked: str, condition: str, told: str) -> None:
    assert _chosen(VERSIONS.format(asked, condition)) == [told]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ('meta["KeyState"] == "Disabled"', "label"),
        ('meta["KeyState"] in ("Enabled", "Disabled")', ""),
        ('meta["KeyState"] == "Enabled"', ""),
    ],
)
def test_keys(condition: str, told: str) -> None:
    assert _chosen(KEYS.format(condition)) == [told]


SERVERS = """\
import openstack

QUERY = {{"status": "SHUTOFF", {0}}}
conn = openstack.connect(cloud="ci")
for server in conn.compute.servers(details=True, **QUERY):
    conn.compute.delete_server(server)
"""


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ('"name": "^ci-runner-"', "label"),
        ('"name": "^orders-"', "name"),
        ('"all_projects": True', ""),
    ],
)
def test_a_name_in_options_that_a_listing_is_given(query: str, told: str) -> None:
    assert _chosen(SERVERS.format(query)) == [told]


MODELS = """\
from mlflow import MlflowClient

class Sweep:
    filter_string: str | None = {0}

    def __init__(self):
        self.client = MlflowClient()

    def run(self):
        for model in self.client.search_registered_models(filter_string=self.filter_string):
            self.client.delete_registered_model(name=model.name)
"""


@pytest.mark.parametrize(
    ("asked", "told"), [("\"name LIKE 'citest-%'\"", ["label"]), ("None", [""])]
)
def test_what_tests_have_registered(asked: str, told: list[str]) -> None:
    assert _chosen(MODELS.format(asked)) == told
