"""Settings that a loop takes from pairs: what belongs together is judged together."""

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange, ResourceChange

_FLARE = """
from cloudflare import Cloudflare
client = Cloudflare(api_token=token)
SETTINGS = {0}

def apply(zone):
    for name, value in SETTINGS{1}:
        client.zones.settings.edit(name, zone_id=zone, value=value)
"""
_VERSIONS = """
import boto3
s3 = boto3.client("s3")
for bucket, status in [("logs", "Enabled"), ("orders", "{0}")]:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={{"Status": status}})
"""


def _lost(code: str) -> list[tuple[str, ...]]:
    return [one.protections for one in items(code) if isinstance(one, ResourceChange)]


@pytest.mark.parametrize(
    ("settings", "items_of"),
    [
        ("{'brotli': 'on', 'ssl': 'off'}", ".items()"),
        ("[('brotli', 'on'), ('ssl', 'off')]", ""),
    ],
)
def test_a_setting_is_judged_with_its_own_value(settings: str, items_of: str) -> None:
    assert _lost(_FLARE.format(settings, items_of)) == [("encryption up to the origin",)]


def test_the_value_of_another_setting_says_nothing() -> None:
    assert _lost(_FLARE.format("{'ssl': 'strict', 'rocket_loader': 'off'}", ".items()")) == []


def test_one_of_several_buckets_loses_its_versions() -> None:
    code = _VERSIONS.format("Suspended")
    found = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert [(one.id, one.protections) for one in found] == [("orders", ("versioning",))]
    assert _lost(_VERSIONS.format("Enabled")) == []


_RULES = """
import os
from azure.mgmt.network import NetworkManagementClient
client = NetworkManagementClient(key, "s")
RULES = [("web", "443", "Internet"), ("db", "5432", "{0}")]

def rule(name, port, source):
    return {{
        "name": name, "access": "Allow", "direction": "Inbound",
        "destination_port_range": port, "source_address_prefix": source,
    }}

for name, port, source in RULES:
    body = rule(name, port, source)
    client.security_rules.begin_create_or_update("rg", "nsg", name, body)
"""


def test_a_door_is_opened_to_those_beside_it() -> None:
    def opened(source: str) -> list[str]:
        found = items(_RULES.format(source))
        return [
            each for one in found if isinstance(one, PrivilegeChange) for each in one.privileges
        ]

    assert opened("10.0.0.0/8") == ["port 443"]
    assert opened("*") == ["port 443", "port 5432"]


_BUCKETS = """
from google.cloud import storage
client = storage.Client()
BUCKETS = {{
    "invoices": {{"versions": {0}, "days": {1}}},
    "exports": {{"versions": True, "days": 30}},
}}
for name, wanted in BUCKETS.items():
    bucket = client.get_bucket(name)
    bucket.versioning_enabled = wanted["versions"]
    days = wanted["days"]
    bucket.retention_period = days * 86400 if days else None
    bucket.patch()
"""


@pytest.mark.parametrize(
    ("versions", "days", "lost"),
    [
        ("True", "365", []),
        ("False", "365", [("versioning",)]),
        ("True", "None", [("the retention period",)]),
    ],
)
def test_what_is_set_on_an_object_is_looked_up_in_turn(
    versions: str, days: str, lost: list[tuple[str, ...]]
) -> None:
    assert _lost(_BUCKETS.format(versions, days)) == lost


@pytest.mark.parametrize(("filters", "chosen"), [("", ""), (", 'label': ['ci.job']", "label")])
def test_what_a_method_is_called_on_is_taken_in_turn(filters: str, chosen: str) -> None:
    code = (
        "import docker\nclient = docker.from_env()\n"
        "for one, filters in ((client.images, {'until': '24h'}),"
        f" (client.volumes, {{'all': True{filters}}})):\n    one.prune(filters=filters)\n"
    )
    found = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert [one.chosen for one in found if "volumes" in one.kind] == [chosen]


_REDIS = """
import redis
from types import MappingProxyType

WANTED = {{"maxmemory": "256mb", "protected-mode": "{0}"}}

def wanted():
    return {{"maxmemory": "256mb", "protected-mode": "{0}"}}

def apply(client: redis.Redis):
    {1}
        client.config_set(name, value)
"""


@pytest.mark.parametrize(
    "loop",
    [
        "for name, value in wanted().items():",
        "settings = wanted()\n    for name, value in settings.items():",
        "for name, value in MappingProxyType(WANTED).items():",
    ],
)
def test_settings_that_a_function_gives_are_taken_in_turn(loop: str) -> None:
    assert len(_lost(_REDIS.format("no", loop))) == 1
    assert _lost(_REDIS.format("yes", loop)) == []


def test_a_loop_around_that_gives_more_doesn_t_part_what_belongs_together() -> None:
    code = """
from cloudflare import Cloudflare
client = Cloudflare(api_token=token)

for zone in client.zones.list():
    for name, value in {{"brotli": "on", "ssl": "{0}"}}.items():
        client.zones.settings.edit(name, zone_id=zone.id, value=value)
"""
    assert _lost(code.format("off")) == [("encryption up to the origin",)]
    assert _lost(code.format("strict")) == []
