"""What was deleted already and goes for good: quiet only where somebody said that it may."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

PURGED = """\
from azure.keyvault.secrets import SecretClient

PREFIX = {0}

def selected(name):
    return {1}

def purge(client: SecretClient):
    names = []
    for deleted in client.list_deleted_secrets():
        if selected(deleted.name):
            names.append(deleted.name)
    for name in names:
        client.purge_deleted_secret(name)
"""


@pytest.mark.parametrize(
    ("prefix", "asked", "expected"),
    [
        ('"ci-run-"', "name.startswith(PREFIX)", Level.INFO),
        ('"preview-"', "name.startswith(PREFIX)", Level.INFO),
        ('"tempest-"', "name.startswith(PREFIX)", Level.INFO),
        ('"ci-run-"', "not name.startswith(PREFIX)", Level.WARNING),
        ('"shop-"', "name.startswith(PREFIX)", Level.WARNING),
        ('""', "name.startswith(PREFIX)", Level.WARNING),
        ('"ci-run-"', "True", Level.WARNING),
    ],
)
def test_secrets(prefix: str, asked: str, expected: Level) -> None:
    assert level("destroyed-resource", python(PURGED.format(prefix, asked))) is expected


VOLUMES = """\
import openstack

def orphans(conn, marker):
    for volume in conn.block_storage.volumes(all_projects=True):
        by = (volume.metadata or {{}}).get("created_by")
        if {0}:
            yield volume

def main():
    conn = openstack.connect(cloud="one")
    for volume in orphans(conn, {1}):
        conn.block_storage.delete_volume(volume)
"""


@pytest.mark.parametrize(
    ("asked", "marker", "expected"),
    [
        ('volume.status == "available" and by == marker', '"tempest"', Level.INFO),
        ('volume.status == "available" or by == marker', '"tempest"', Level.WARNING),
        ('volume.status == "available" and by != marker', '"tempest"', Level.WARNING),
        ('volume.status == "available"', '"tempest"', Level.WARNING),
        ('volume.status == "available" and by == marker', '"sonobuoy"', Level.INFO),
    ],
)
def test_what_a_run_of_tests_has_left(asked: str, marker: str, expected: Level) -> None:
    assert level("destroyed-resource", python(VOLUMES.format(asked, marker))) is expected
