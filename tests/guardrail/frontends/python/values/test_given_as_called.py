"""Protections that a function or a component is told to leave out, or leaves out by default."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange, ResourceChange

COMPONENT = """
import pulumi, pulumi_aws as aws, pulumi_gcp as gcp

class Ledger(pulumi.ComponentResource):
    def __init__(self, name, protect{default}, open_to="10.0.0.0/8"):
        super().__init__("acme:db:Ledger", name)
        {made}

{call}
"""
AWS = 'aws.rds.Instance("db", engine="postgres", deletion_protection=protect)'
SNAPSHOT = 'aws.rds.Instance("db", engine="postgres", skip_final_snapshot=not protect)'
BACKUPS = (
    'gcp.sql.DatabaseInstance("db", settings=gcp.sql.DatabaseInstanceSettingsArgs(tier="db",'
    " backup_configuration=gcp.sql.BackupArgs(enabled=protect)))"
)
NETWORKS = (
    'gcp.sql.DatabaseInstance("db", settings={"ip_configuration": {"authorized_networks":'
    ' [{"name": "all", "value": open_to}]}})'
)


def given_up(code: str) -> list[tuple[str, ...]]:
    """What the resources of a program lose, or are opened by."""
    found = items(code)
    lost = [one.protections for one in found if isinstance(one, ResourceChange)]
    opened = [one.privileges for one in found if isinstance(one, PrivilegeChange)]
    return [*filter(None, lost), *opened]


@pytest.mark.parametrize("made", [AWS, SNAPSHOT, BACKUPS])
@pytest.mark.parametrize(
    ("default", "call", "told"),
    [
        ("=False", 'Ledger("a")', 1),
        ("=False", "", 1),
        ("=False", 'Ledger("a", protect=True)', 0),
        ("=True", 'Ledger("a")', 0),
        ("=True", 'Ledger("a", protect=False)', 1),
        ("=True", 'Ledger("a")\nLedger("b", False)', 1),
        ("", 'Ledger("a", False)', 1),
        ("", 'Ledger("a", asked)', 0),
    ],
)
def test_a_component_protects_as_it_is_told(made: str, default: str, call: str, told: int) -> None:
    assert len(given_up(COMPONENT.format(default=default, made=made, call=call))) == told


@pytest.mark.parametrize(
    ("call", "told"),
    [('Ledger("a", True)', 0), ('Ledger("a", True, open_to="0.0.0.0/0")', 1), ("", 0)],
)
def test_an_address_is_open_as_a_component_is_told(call: str, told: int) -> None:
    assert len(given_up(COMPONENT.format(default="", made=NETWORKS, call=call))) == told
