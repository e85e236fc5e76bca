"""Settings that a loop takes from pairs: what belongs together is judged together."""

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

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
